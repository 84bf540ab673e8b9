/** What a repeatable file may define, in the order in which it must come to be. */
export const kinds = ['function', 'view', 'policy', 'trigger'] as const;
export type Kind = (typeof kinds)[number];

/** One statement of a file: what it is about, and whether it makes that or only drops or grants it. */
export interface Statement {
  text: string;
  /** null for what is none of these: tables, columns, data. */
  kind: Kind | null;
  /** With its schema; of policies and triggers with their table (`public.posts.select_mine`); empty without a kind. */
  name: string;
  defines: boolean;
}

/**
 * The statements of SQL text, comments before them left out.
 * @throws when the last one has no end
 */
export function statementsOf(sql: string): Statement[] {
  // A comment, a quoted text or name, a dollar-quoted body, or the end of a statement; nothing else is looked into.
  const tokens = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g;
  const found: Statement[] = [];
  let text = '';
  let from = 0;
  for (const token of sql.matchAll(tokens)) {
    text += sql.slice(from, token.index);
    from = token.index + token[0].length;
    if (token[0] === ';') {
      found.push(read(text.trim()));
      text = '';
    } else if (!/^(--|\/\*)/.test(token[0]) || text.trim() !== '') text += token[0];
  }
  text += sql.slice(from);
  if (text.trim() !== '') throw new Error(`a statement has no end: ${text.trim().slice(0, 60)}`);
  return found;
}

const shapes: [Kind, RegExp][] = [
  ['function', /^(?:create (?:or replace )?|drop |alter )(?:function|procedure) (?:if exists )?([\w.]+)/],
  ['function', /^(?:grant|revoke) [\w, ]+ on function ([\w.]+)/],
  ['view', /^(?:create (?:or replace )?|drop |alter )(?:materialized )?view (?:if exists )?([\w.]+)/],
  ['policy', /^(?:create|drop|alter) policy (?:if exists )?(\w+) on ([\w.]+)/],
  [
    'trigger',
    /^(?:create (?:or replace )?|drop )(?:constraint )?trigger (?:if exists )?(\w+) (?:.*? )?on ([\w.]+)/,
  ],
];

function read(text: string): Statement {
  const head = text.slice(0, 2_000).replace(/\s+/g, ' ').toLowerCase();
  for (const [kind, shape] of shapes) {
    const match = shape.exec(head);
    if (!match) continue;
    const [, first = '', table] = match;
    const name = table === undefined ? schemaed(first) : `${schemaed(table)}.${first}`;
    return { text, kind, name, defines: head.startsWith('create') };
  }
  return { text, kind: null, name: '', defines: false };
}

const schemaed = (name: string) => (name.includes('.') ? name : `public.${name}`);
