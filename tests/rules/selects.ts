/** Rule 5: a select is one literal, so that supabase-js infers its rows; types are asserted in platform alone. */
import { posix } from 'node:path';
import ts from 'typescript';

/** Text by path inside src, e.g. `inbox/replies/form.ts`. */
type Files = Map<string, string>;

interface Piece {
  source: ts.SourceFile;
  /** Lines of the file before it. */
  above: number;
}

/** Selects of which TypeScript sees no more than "a string". */
export function joinedSelects(files: Files): string[] {
  return [...files].flatMap(([path, text]) =>
    piecesOf(path, text, /\.select\(/).flatMap(({ source, above }) =>
      nodesOf(source)
        .flatMap((node) => selectedBy(node) ?? [])
        .filter((columns) => !isLiteral(columns, { files, path, source }))
        .map(
          (columns) =>
            `src/${path}:${above + lineOf(columns, source)} selects a text without a type: write one literal, ` +
            'a const of one, or a template of such consts (`as const` where it has a name).',
        ),
    ),
  );
}

/** The argument of a query's `.select(columns)`; an input's own `select()` has none. */
function selectedBy(node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return node.expression.name.text === 'select' ? node.arguments[0] : undefined;
}

interface Place {
  files: Files;
  path: string;
  source: ts.SourceFile;
}

function isLiteral(node: ts.Expression, place: Place): boolean {
  if (ts.isStringLiteralLike(node)) return true;
  if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node) || isConst(node)) {
    return isLiteral(node.expression, place);
  }
  if (ts.isConditionalExpression(node))
    return isLiteral(node.whenTrue, place) && isLiteral(node.whenFalse, place);
  if (ts.isTemplateExpression(node))
    return node.templateSpans.every(({ expression }) => isLiteral(expression, place));
  return ts.isIdentifier(node) && isNamedLiteral(node.text, place);
}

/** Whether a name is a const at the top of its file that holds a literal, there or where it is imported from. */
function isNamedLiteral(name: string, place: Place): boolean {
  for (const statement of place.source.statements) {
    if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const) {
      const found = statement.declarationList.declarations.find(
        (one) => one.name.getText(place.source) === name,
      );
      if (found) return !found.type && found.initializer !== undefined && isTyped(found.initializer, place);
    }
    const imported = ts.isImportDeclaration(statement) && importedAs(name, statement);
    if (imported) return isNamedLiteral(imported.name, { ...place, ...reach(imported.from, place) });
  }
  return false;
}

/** A template of consts is a string unless it says `as const`. */
function isTyped(initializer: ts.Expression, place: Place): boolean {
  return isLiteral(initializer, place) && !ts.isTemplateExpression(initializer);
}

function importedAs(name: string, { importClause, moduleSpecifier }: ts.ImportDeclaration) {
  const named = importClause?.namedBindings;
  if (!named || !ts.isNamedImports(named) || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const found = named.elements.find((element) => element.name.text === name);
  return found && { name: (found.propertyName ?? found.name).text, from: moduleSpecifier.text };
}

function reach(specifier: string, { files, path }: Place): Pick<Place, 'path' | 'source'> {
  const target = specifier.startsWith('#') ? specifier.slice(1) : posix.join(posix.dirname(path), specifier);
  return { path: target, source: parsed(files.get(target) ?? '') };
}

/** Where types may be asserted, and why. */
const castingPlaces: [where: RegExp, why: string][] = [
  [/^platform\//, 'what libraries and the generated types say too little of is put right here, once'],
  [/^(sandbox|demo)\//, 'programs apart that no customer runs; their data is their own'],
  [/\/elements\//, 'in the browser: the DOM knows no types, and zod would double what a phone loads'],
];
/** What may be asserted everywhere, and why. */
const castableTypes: [type: RegExp, why: string][] = [
  [/^const$/, 'no assertion: it keeps a literal'],
  [/^unknown$/, 'takes knowledge away'],
  [/^readonly string\[\]$/, 'widens a list of literals, to ask whether it includes a text'],
  [/^(\w+Id|Day)$/, 'a brand: it says of what the id is that the database gave'],
  [/^NodeJS\.ErrnoException$/, 'what Node throws: its code may be there'],
];

/** Types asserted outside platform. */
export function castsOutsidePlatform(files: Files): string[] {
  return [...files]
    .filter(([path]) => !castingPlaces.some(([where]) => where.test(path)))
    .flatMap(([path, text]) => [
      ...piecesOf(path, text, /\sas\s|\.(returns|overrideTypes)</).flatMap(({ source, above }) =>
        nodesOf(source).flatMap((node) =>
          wrongCast(node, source).map((type) => wrong(path, above + lineOf(node, source), type)),
        ),
      ),
      ...castsOfMarkup(path, text),
    ]);
}

function wrong(path: string, line: number, type: string): string {
  return (
    `src/${path}:${line} asserts ${type}: infer the type, parse with zod, or (arguments of SQL functions) use ` +
    'platform/backend/arguments.ts.'
  );
}

function wrongCast(node: ts.Node, source: ts.SourceFile): string[] {
  if (isQueryOverride(node)) return ['the rows of a query'];
  if (!ts.isAsExpression(node)) return [];
  const type = node.type.getText(source);
  const isAgain = ts.isAsExpression(node.parent) && node.parent.expression === node;
  const isTwice = ts.isAsExpression(node.expression) && !isConst(node.expression);
  return isAgain || (!isTwice && castableTypes.some(([castable]) => castable.test(type))) ? [] : [type];
}

function isQueryOverride(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    ['returns', 'overrideTypes'].includes(node.expression.name.text) &&
    node.typeArguments !== undefined
  );
}

/** Casts in the braces of an .astro file, of which no parser is at hand. */
function castsOfMarkup(path: string, text: string): string[] {
  if (!path.endsWith('.astro')) return [];
  const markup = text.slice(frontmatterOf(text).length);
  const above = text.split('\n').length - markup.split('\n').length;
  return markup.split('\n').flatMap((line, at) =>
    [...line.matchAll(/[{(][^<>]*[\w)\]] as ([A-Z]\w*(?:\[\])?|never|any|string|number)[)\]},;]/g)]
      .map(([, type]) => type!)
      .filter((type) => !castableTypes.some(([castable]) => castable.test(type)))
      .map((type) => wrong(path, above + at + 1, type)),
  );
}

/** The TypeScript of a file, where it holds what is looked for at all. */
function piecesOf(path: string, text: string, sought: RegExp): Piece[] {
  if (!sought.test(text)) return [];
  if (!path.endsWith('.astro')) return [{ source: parsed(text), above: 0 }];
  const front = /^(\s*---\n)([\s\S]*?)\n---/.exec(text);
  return front ? [{ source: parsed(front[2]!), above: front[1]!.split('\n').length - 1 }] : [];
}

const frontmatterOf = (text: string): string => /^\s*---\n[\s\S]*?\n---/.exec(text)?.[0] ?? '';

const parsed = (text: string): ts.SourceFile =>
  ts.createSourceFile('one.ts', text, ts.ScriptTarget.Latest, true);

function nodesOf(source: ts.Node): ts.Node[] {
  const nodes = [source];
  for (const node of nodes) node.forEachChild((child) => void nodes.push(child));
  return nodes;
}

function isConst(node: ts.Node): node is ts.AsExpression {
  return ts.isAsExpression(node) && ts.isConstTypeReference(node.type);
}

const lineOf = (node: ts.Node, source: ts.SourceFile): number =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
