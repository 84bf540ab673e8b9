import type { Sources } from './sources.ts';

/** Files besides env.ts that touch process.env, and how each may. */
const exceptions: [file: RegExp, may: RegExp][] = [
  [/^server\.ts$/, /^process\.env\.ASTRO_NODE_AUTOSTART = 'disabled'/],
  [/^platform\/postgres\/environment\.ts$/, /^process\.env/],
  [/^demo\//, /^process\.env/],
];

/** Every place that touches the environment, except env.ts and the written ones. */
export function environmentReads(files: Sources): string[] {
  return [...files].flatMap(([path, text]) => (path === 'platform/env.ts' ? [] : readsOf(path, text)));
}

function readsOf(path: string, text: string): string[] {
  const code = withoutComments(text);
  const touched = [
    ...code.matchAll(
      /process\s*(?:\?\.|\.)\s*env\b.*|process\s*\[\s*['"`]env.*|import\.meta\.env\b(?!\.(?:DEV|PROD|SSR)\b).*/g,
    ),
    ...code.matchAll(/\{[^{}]*\benv\b[^{}]*\}\s*(?:=\s*process\b|from\s*['"](?:node:)?process['"]).*/g),
  ];
  return touched
    .filter(([what]) => !exceptions.some(([file, may]) => file.test(path) && may.test(what)))
    .map(
      ({ index }) =>
        `src/${path}:${code.slice(0, index).split('\n').length} reads the environment: only platform/env.ts does; take it from backend.env.`,
    );
}

/** Comments become blanks, so that lines keep their numbers. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
