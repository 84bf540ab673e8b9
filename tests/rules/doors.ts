import ts from 'typescript';
import { rooms } from './floor-plan.ts';
import type { Sources } from './sources.ts';

const mostNames = 15;

/** Rule 3: `export *` anywhere, and doors that hand on more than fifteen names. */
export function wrongDoors(files: Sources): string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.ts'))
    .flatMap(([path, text]) => [...stars(path, text), ...crowdedDoor(path, text)]);
}

function stars(path: string, text: string): string[] {
  return exportsOf(text)
    .filter(({ exportClause }) => !exportClause || ts.isNamespaceExport(exportClause))
    .map(() => `src/${path} has an export *: name what goes out.`);
}

function crowdedDoor(path: string, text: string): string[] {
  const [room = ''] = path.split('/');
  const isDoor = path.endsWith('/index.ts') && [...rooms, 'channels', 'assistant'].includes(room);
  if (!isDoor) return [];
  const names = exportsOf(text).flatMap(({ exportClause }) =>
    exportClause && ts.isNamedExports(exportClause) ? [...exportClause.elements] : [],
  );
  return names.length > mostNames
    ? [`src/${path} hands on ${names.length} names: split the topic, or keep some inside.`]
    : [];
}

function exportsOf(text: string): ts.ExportDeclaration[] {
  const source = ts.createSourceFile('door.ts', text, ts.ScriptTarget.Latest);
  return source.statements.filter((statement) => ts.isExportDeclaration(statement));
}
