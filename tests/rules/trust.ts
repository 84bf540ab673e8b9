/** What makes a test fail, or pass, by the machine it runs on: how fast it is, and which fonts it has. */
import ts from 'typescript';

/** Sizes that we set ourselves, whatever the fonts: nothing beyond the edge, targets, and windows of phones. */
const ownSizes = new Set([0, 24, 44, 320, 360]);
const measures = /^(boundingBox|getBoundingClientRect|(offset|client|scroll)(Width|Height|Left|Top))$/;
/** Most tests say nothing of the kind, and are not read. */
const mayBe =
  /waitForTimeout|\.now\(\)|boundingBox|getBoundingClientRect|(offset|client|scroll)(Width|Height|Left|Top)/;

interface Names {
  elapsed: Set<string>;
  pixels: Set<string>;
}

/**
 * Every place of a tree of tests (text by path inside tests) that waits for time to pass in a browser, asserts how long
 * something took, or asserts a size in pixels that the text inside decides, as a sentence that says how to mend it.
 *
 * NOTE: a value is followed to the name it is given in the same file, not through functions or other files.
 */
export function distrusted(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    if (!mayBe.test(text)) return [];
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    const names = namesIn(source);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const wrong = ts.isCallExpression(node) ? wrongIn(node, names) : null;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      if (wrong) found.push(`tests/${path}:${line + 1} ${wrong}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

function wrongIn(call: ts.CallExpression, names: Names): string | null {
  const { expression } = call;
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'waitForTimeout')
    return 'waits for time to pass: wait for a fact, or move the time.';
  const subject = subjectOf(call);
  if (!subject) return null;
  if (has(subject, isElapsed, names.elapsed))
    return 'asserts how long something took: a loaded machine decides that. Assert what happened before what.';
  const [given] = call.arguments;
  const size = given && numberOf(given);
  if (size !== null && size !== undefined && !ownSizes.has(size) && has(subject, isMeasure, names.pixels))
    return 'asserts pixels that fonts decide: compare with another size on the page.';
  return null;
}

/** What a matcher is about: `x` of `expect(x).not.toBe(1)`. */
function subjectOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  let at: ts.Expression = expression;
  if (!ts.isPropertyAccessExpression(at)) return undefined;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  if (!ts.isCallExpression(at)) return undefined;
  return /^expect(\.(poll|soft))?$/.test(at.expression.getText()) ? at.arguments[0] : undefined;
}

/** The names that values are given which say how long something took, or how large it is shown. */
function namesIn(source: ts.SourceFile): Names {
  const names: Names = { elapsed: new Set(), pixels: new Set() };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      if (has(node.initializer, isElapsed, names.elapsed)) bound(node.name, names.elapsed);
      if (has(node.initializer, isMeasure, names.pixels)) bound(node.name, names.pixels);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function bound(name: ts.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else name.elements.forEach((one) => ts.isBindingElement(one) && bound(one.name, names));
}

/** A moment in the past is no duration: what makes a date is passed by, and so is a function of its own. */
function has(node: ts.Node, is: (node: ts.Node) => boolean, names: ReadonlySet<string>): boolean {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') return false;
  if (ts.isArrowFunction(node) && is === isElapsed) return false;
  if (is(node) || (ts.isIdentifier(node) && names.has(node.text) && !isKey(node))) return true;
  return ts.forEachChild(node, (child) => has(child, is, names) || undefined) ?? false;
}

/** The name of a property is no use of the variable that has the same one. */
function isKey({ parent, pos }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name.pos === pos;
  return ts.isPropertyAssignment(parent) && parent.name.pos === pos;
}

function isElapsed(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.MinusToken) return false;
  const isNow = (side: ts.Expression) => /^(Date|performance)\.now\(\)$/.test(side.getText());
  // "Now minus an hour" is a moment.
  return isNow(node.left)
    ? numberOf(node.right) === null && !ts.isBinaryExpression(node.right)
    : isNow(node.right);
}

function isMeasure(node: ts.Node): boolean {
  return ts.isIdentifier(node) && measures.test(node.text);
}

function numberOf(node: ts.Expression): number | null {
  return ts.isNumericLiteral(node) ? Number(node.text.replaceAll('_', '')) : null;
}
