// Variants of a source, each one mistake away from it: a number, an option, a layer left out, two neighbours exchanged.
import ts from 'typescript';

/** A stretch of the source and what stands there instead. */
export interface Variant {
  readonly what: string;
  readonly text: string;
}

/** The calls that take layers in a list. */
const lists = /^(block|residual|concatenate)$/;

/** Whether an object is what `weights` of a layer of one's own gives: `weights: ([, n]) => ({ kernel: ... })`. */
const areWeights = (node: ts.ObjectLiteralExpression): boolean => {
  const arrow = ts.isParenthesizedExpression(node.parent) ? node.parent.parent : node.parent;
  return (
    ts.isArrowFunction(arrow) &&
    ts.isPropertyAssignment(arrow.parent) &&
    arrow.parent.name.getText() === 'weights'
  );
};

/** Every variant of a source, in the order of its text. What holds its shapes is taken out, line by line: they are meant to change. */
export const variantsOf = (
  source: string,
): { readonly plain: string; readonly variants: readonly Variant[] } => {
  const plain = source.replaceAll(/expectShape<[^;]*;/g, (text) => text.replaceAll(/[^\n]/g, ' '));
  const file = ts.createSourceFile('source.ts', plain, ts.ScriptTarget.ES2022, true);
  const variants: Variant[] = [];
  const put = (what: string, ...edits: readonly (readonly [from: number, to: number, text: string])[]) => {
    const text = [...edits]
      .sort((a, b) => b[0] - a[0])
      .reduce((so, [from, to, by]) => so.slice(0, from) + by + so.slice(to), plain);
    const { line } = file.getLineAndCharacterOfPosition(edits[0]![0]);
    variants.push({ what: `line ${line + 1}: ${what}`, text });
  };
  const swap = (a: ts.TextRange, b: ts.TextRange) =>
    [
      [a.pos, a.end, plain.slice(b.pos, b.end)],
      [b.pos, b.end, plain.slice(a.pos, a.end)],
    ] as const;
  const visit = (node: ts.Node): void => {
    const [from, to] = [node.getStart(), node.getEnd()];
    // a type is no layer
    if (ts.isTypeNode(node)) return;
    if (ts.isNumericLiteral(node)) {
      const n = Number(node.text.replaceAll('_', ''));
      for (const by of new Set([n + 1, n * 2, n - 1]))
        if (by >= 0 && by !== n) put(`${n} -> ${by}`, [from, to, String(by)]);
    }
    if (ts.isStringLiteral(node) && (node.text === 'same' || node.text === 'valid'))
      put(`other padding`, [from, to, node.text === 'same' ? "'valid'" : "'same'"]);
    // what a layer of one's own computes runs with data alone
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'call') return;
    // and so does the want of a weight that it computes with
    if (ts.isObjectLiteralExpression(node) && !areWeights(node))
      for (const property of node.properties)
        put(`no ${property.getText()}`, [
          property.getFullStart(),
          property.getEnd() + (plain[property.getEnd()] === ',' ? 1 : 0),
          '',
        ]);
    if (
      ts.isArrayLiteralExpression(node) &&
      (ts.isPropertyAssignment(node.parent) ||
        (ts.isCallExpression(node.parent) && lists.test(node.parent.expression.getText().split('.').at(-1)!)))
    )
      node.elements.forEach((element, i) => {
        if (ts.isNumericLiteral(element)) return;
        put(`without ${element.getText()}`, [
          element.getFullStart(),
          element.getEnd() + (plain[element.getEnd()] === ',' ? 1 : 0),
          '',
        ]);
        const next = node.elements[i + 1];
        const span = (each: ts.Node) => ({ pos: each.getStart(), end: each.getEnd() });
        if (next && next.getText() !== element.getText())
          put(`${element.getText()} <-> ${next.getText()}`, ...swap(span(element), span(next)));
      });
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: before, name } = node.expression;
      const span = { pos: before.getEnd(), end: to };
      if (name.text !== 'toModel') {
        put(`without .${name.text}()`, [span.pos, span.end, '']);
        if (ts.isCallExpression(before) && ts.isPropertyAccessExpression(before.expression)) {
          const inner = { pos: before.expression.expression.getEnd(), end: before.getEnd() };
          if (plain.slice(inner.pos, inner.end) !== plain.slice(span.pos, span.end))
            put(`.${before.expression.name.text}() <-> .${name.text}()`, ...swap(inner, span));
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { plain, variants };
};
