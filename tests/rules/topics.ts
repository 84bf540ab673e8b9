import { posix } from 'node:path';
import { topicOrder } from './floor-plan.ts';
import { importsOf, type Sources } from './sources.ts';

/** Rule 2, first half: every import inside a room that goes up its written order of topics. */
export function upwardImports(files: Sources): string[] {
  return [...files].flatMap(([path, text]) => {
    const [room = '', topic = ''] = path.split('/');
    const order = topicOrder[room];
    if (!order) return [];
    if (!order.includes(topic))
      return [`src/${path} stands in no topic of ${room}: write "${topic}" into tests/rules/floor-plan.ts.`];
    return importsOf(path, text).flatMap(({ target, specifier, line }) => {
      const [otherRoom, other = ''] = target?.split('/') ?? [];
      if (otherRoom !== room || order.indexOf(other) <= order.indexOf(topic)) return [];
      return [
        `src/${path}:${line} imports ${specifier}: in ${room}/ ${topic} stands below ${other}; ` +
          'move what both need down, or pass it in.',
      ];
    });
  });
}

/** Rule 2, second half: circles of files, of values or of types, each as one sentence. */
export function circles(files: Sources): string[] {
  const edges = new Map(
    [...files].map(([path, text]) => [
      path,
      new Set(
        importsOf(path, text)
          .map(({ target }) => target)
          .filter((target): target is string => target !== null && files.has(posix.normalize(target))),
      ),
    ]),
  );
  return stronglyConnected(edges).map(
    (members) => `these import each other in a circle: ${members.sort().join(', ')}.`,
  );
}

/** Tarjan's algorithm; what stands alone is left out. */
function stronglyConnected(edges: Map<string, Set<string>>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== index.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    if (members.length > 1) found.push(members);
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return found;
}
