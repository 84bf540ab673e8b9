/** Rule 8: what a form posts has English names, the words that the database and the rooms have for the same things. */
import ts from 'typescript';
import { furtherWords } from './fields.data.ts';

/** Text by path inside src, e.g. `inbox/replies/form.ts`. */
type Files = ReadonlyMap<string, string>;

interface Field {
  name: string;
  line: number;
}

/**
 * Every word of the database's tables, columns, functions and their arguments (as `database.types.ts` has them), and
 * the few that only forms need.
 */
export function fieldWords(databaseTypes: string): Set<string> {
  const keys = [...databaseTypes.matchAll(/(\w+)\??:/g)].map(([, key]) => key!);
  return new Set([...keys, ...furtherWords].flatMap(wordsOf));
}

/**
 * Every name in a form that is posted, and every one read of what was posted, in which a word is none of `known`, as a
 * sentence that says how to mend it. Forms that ask (GET) have names in the address, which is Indonesian.
 */
export function foreignFields(files: Files, known: ReadonlySet<string>): string[] {
  return [...files].flatMap(([path, text]) =>
    fieldsOf(path, text).flatMap(({ name, line }) => {
      const strange = wordsOf(name).filter((word) => !known.has(word));
      return strange.length === 0
        ? []
        : `src/${path}:${line} names a field ${name}: field names are English (${strange.join(', ')}); take the ` +
            "column's word, or add an English one to tests/rules/fields.data.ts.";
    }),
  );
}

/** The controls of posted forms, and what is read by name from a FormData. */
export function fieldsOf(path: string, text: string): Field[] {
  return [...controlsOf(text), ...(/form/i.test(text) ? readsOf(path, text) : [])];
}

/** `pictures[0].altText` is of pictures, alt and text; `${…}` in it is of nothing. */
function wordsOf(name: string): string[] {
  return name
    .replace(/\$\{[^}]*\}/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

const control = /^(input|select|textarea|button|[A-Z]\w*)$/;
/** What has a name that no form sends. */
const nameless = /^(Icon|Figure|StateWord)$/;

function controlsOf(text: string): Field[] {
  let asking = false;
  return tagsOf(text).flatMap(({ tag, attributes, at }) => {
    if (tag === 'form') asking = !/\bmethod=["']?post|@submit=/i.test(attributes);
    if (tag === '/form') asking = false;
    if (asking || !control.test(tag) || nameless.test(tag)) return [];
    const line = text.slice(0, at).split('\n').length;
    return namesIn(attributes).map((name) => ({ name, line }));
  });
}

/** `name="x"`, `name={`x-${n}`}`, `name={one ? 'x' : 'y'}`, and the name that a list hands to its boxes as `choice`. */
function namesIn(attributes: string): string[] {
  const [, double, single, expression = ''] =
    /(?:^|\s)name\s*=\s*(?:"([^"]*)"|'([^']*)'|(\{(?:[^{}]|\{[^{}]*\})*\}))/.exec(attributes) ?? [];
  const computed = [...expression.matchAll(/'([^']*)'|`([^`]*)`/g)].map(
    ([, text, template]) => text ?? template!,
  );
  const handed = [...attributes.matchAll(/\schoice=\{[^>]*?\bname:\s*'([^']*)'/g)].map(([, name]) => name!);
  return [double ?? single ?? [], computed, handed].flat();
}

/** Opening tags and the ends of forms, in markup and in templates of lit alike. */
function tagsOf(text: string): { tag: string; attributes: string; at: number }[] {
  return [...text.matchAll(/<(\/form|[A-Za-z][\w-]*)(?=[\s/>])/g)].map(({ index, 0: start, 1: tag }) => ({
    tag: tag!,
    attributes: text.slice(index + start.length, endOfTag(text, index + start.length)),
    at: index,
  }));
}

/** Where a tag's `>` stands: not the one of an arrow function in braces. */
function endOfTag(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote !== '' && depth === 0) {
      if (sign === quote) quote = '';
    } else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (depth === 0 && (sign === '"' || sign === "'")) quote = sign;
    else if (depth === 0 && sign === '>') return at;
  }
  return text.length;
}

/** Names of `data.get('x')` and its like, and of a file's own `text('x')` that reads one. */
function readsOf(path: string, text: string): Field[] {
  const code = path.endsWith('.astro') ? (/^\s*---\n[\s\S]*?\n---/.exec(text)?.[0] ?? '') : text;
  const source = ts.createSourceFile(
    'one.ts',
    code.replaceAll(/^---/gm, '   '),
    ts.ScriptTarget.Latest,
    true,
  );
  const fields: Field[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isCallExpression(node) ? nameRead(node) : undefined;
    if (name !== undefined)
      fields.push({ name, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    node.forEachChild(visit);
  };
  visit(source);
  return fields;
}

function nameRead({ expression, arguments: [first, second] }: ts.CallExpression): string | undefined {
  const isForm = (node: ts.Node | undefined) =>
    node !== undefined && /(^|\.)(data|form|body)$/.test(node.getText());
  if (ts.isIdentifier(expression)) {
    if (!/^text(Of)?$/.test(expression.text)) return undefined;
    return literalOf(first) ?? (isForm(first) ? literalOf(second) : undefined);
  }
  if (!ts.isPropertyAccessExpression(expression) || !isForm(expression.expression)) return undefined;
  return /^(get|getAll|has|set|append|delete)$/.test(expression.name.text) ? literalOf(first) : undefined;
}

function literalOf(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : undefined;
}
