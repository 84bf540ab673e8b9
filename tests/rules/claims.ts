/** Whoever claims, claims through the ledger: else the machine sleeps, a row is torn, and each loop does as it likes. */
import ts from 'typescript';

/**
 * What may be claimed beside the ledger, and why: between its claim and its settling nobody outside is called.
 * Projecting what webhooks brought is SQL from end to end.
 */
const exceptions = ['claim_webhook_items'];
/** The ledger itself, and the relay, which claims and settles in one transaction. */
const below = /^platform\//;

/**
 * Every claim of a tree of sources (text by path inside src) that does not stand in a call of `runLedger`, as a
 * sentence that says how to mend it. A claim is a SQL function named `claim_…`, or a statement that skips locked rows.
 */
export function looseClaims(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    below.test(path)
      ? []
      : claimsOf(path, text).map(
          ({ what, line }) =>
            `src/${path}:${line} claims (${what}) beside the ledger: let runLedger of platform/ledger/run.ts do it.`,
        ),
  );
}

function claimsOf(path: string, text: string): { what: string; line: number }[] {
  if (!/claim_|skip\s+locked/i.test(text)) return [];
  const source = ts.createSourceFile(
    path,
    codeOf(path, text),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TS,
  );
  const hasLedger = /import[^;]*\brunLedger\b[^;]*from\s*['"][^'"]*platform\/ledger\/run\.ts['"]/.test(text);
  const found: { what: string; line: number }[] = [];
  const visit = (node: ts.Node, inLedger: boolean): void => {
    const what = claimIn(node);
    if (what && !inLedger)
      found.push({ what, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    const enters = hasLedger && ts.isCallExpression(node) && node.expression.getText() === 'runLedger';
    ts.forEachChild(node, (child) => visit(child, inLedger || enters));
  };
  visit(source, false);
  return found;
}

function claimIn(node: ts.Node): string | null {
  const isText =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isNoSubstitutionTemplateLiteral(node);
  if (!isText) return null;
  const [name] = /\bclaim_[a-z_]+/.exec(node.text) ?? [];
  if (name && !exceptions.includes(name)) return name;
  return /\bskip\s+locked\b/i.test(node.text) ? 'skip locked' : null;
}

/** Of a page its frontmatter and its scripts; what is around them becomes blanks, so that lines keep their numbers. */
function codeOf(path: string, text: string): string {
  if (!path.endsWith('.astro')) return text;
  const code = [...text.matchAll(/^---\n[\s\S]*?\n---|<script\b[^>]*>[\s\S]*?<\/script>/g)];
  const kept = code.map(({ index, 0: part }) => [index, index + part.length] as const);
  return [...text]
    .map((sign, at) => (sign === '\n' || kept.some(([from, to]) => at >= from && at < to) ? sign : ' '))
    .join('')
    .replace(/^---|\n---|<script\b[^>]*>|<\/script>/g, (mark) => mark.replace(/[^\n]/g, ' '));
}
