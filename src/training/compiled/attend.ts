// What heads make of queries, keys and values: scaled dot-product attention. Vaswani et al. 2017.
import { panelBytes, panelStep, type Product } from '../../backends/wasm/compiled/product.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';
import { onlySeen, type SeenSteps } from './seen-steps.js';
import { planSoftmaxRows, softmaxSlope } from './softmax.js';
import { times, timesFactor } from './times.js';
import type { Value } from './value.js';

/** How many of what attention by heads has: `keys` and `values` are the lengths of a head's vectors. */
export interface HeadSizes {
  readonly batch: number;
  readonly steps: number;
  readonly seen: number;
  readonly heads: number;
  readonly keys: number;
  readonly values: number;
}

/** The heads' part of a matrix in a heap: where it begins, and its strides in bytes. */
interface Part {
  readonly place: Place;
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

/** result (+)= left right, for one head of one sample: `[rows, steps]` times `[steps, columns]`. */
type HeadProduct = (left: Part, right: Part, result: Part, adds: boolean) => void;

const headProduct = (
  planner: Planner,
  sizes: { readonly rows: number; readonly steps: number; readonly columns: number },
  strides: { readonly left: Part; readonly right: Part; readonly result: Part },
  panels: Place,
): HeadProduct => {
  const { rows, steps, columns } = sizes;
  const product = (begins: Product['begins']): Product => ({
    ...{ around: [], within: [], rows, leftRow: strides.left.row, columns },
    walks: [{ count: steps, left: strides.left.column, right: panelStep }],
    ...{ panel: steps * panelStep, resultRow: strides.result.row, begins, relu: false },
  });
  const [writes, adding] = [
    planner.productFunction(product('zero')),
    planner.productFunction(product('result')),
  ];
  const pack = planner.packFunction();
  return (left, right, result, adds) => {
    pack(steps, columns, right.place.address + right.offset, right.row, right.column, panels.address);
    (adds ? adding : writes)(
      left.place.address + left.offset,
      panels.address,
      result.place.address + result.offset,
      0,
    );
  };
};

const turned = ({ row, column, ...part }: Part): Part => ({ ...part, row: column, column: row });

/** How scores are changed on their way. */
export interface OfScores {
  /** Which values each step may look at; not there where it is all of them. */
  readonly mask: SeenSteps | undefined;
  /** Whether a step that may look at nothing has scores of zero; else it looks at all alike. */
  readonly zeroed: boolean;
  /** Where a step's factors stand, by which training drops some, once the stages that are planned here before have run. */
  readonly factors: Place | undefined;
}

/** What heads make of queries, keys and values that lie beside each other: softmax(scale q k^T) v. */
export const planAttention = (
  planner: Planner,
  [q, k, v]: readonly [Value, Value, Value],
  sizes: HeadSizes,
  { mask, zeroed, factors }: OfScores,
): Value => {
  const { batch, steps, seen, heads, keys, values } = sizes;
  const scale = 1 / Math.sqrt(keys);
  const made = planner.value(
    [batch, steps, heads * values],
    [q, k, v].some(({ slope }) => slope !== undefined),
  );
  const rows = batch * heads * steps;
  const scores = planner.keep(rows * seen * 4);
  const left = factors ? planner.keep(rows * seen * 4) : scores;
  const inHeads =
    (place: Place, length: number, width: number) =>
    (sample: number, head: number): Part => ({
      place,
      offset: (sample * length * heads + head) * width * 4,
      row: heads * width * 4,
      column: 4,
    });
  const square =
    (place: Place) =>
    (sample: number, head: number): Part => ({
      ...{ place, offset: (sample * heads + head) * steps * seen * 4, row: seen * 4, column: 4 },
    });
  const parts = {
    q: inHeads(q.place, steps, keys),
    k: inHeads(k.place, seen, keys),
    v: inHeads(v.place, seen, values),
    made: inHeads(made.place, steps, values),
    scores: square(scores),
    left: square(left),
  };
  const each = (run: (sample: number, head: number) => void): void => {
    for (let sample = 0; sample < batch; sample++) for (let head = 0; head < heads; head++) run(sample, head);
  };
  const panels = (use: (place: Place) => void): void => {
    const [most, width] = [Math.max(steps, seen, keys, values), Math.max(steps, seen, keys, values)];
    planner.scratch(panelBytes(most, width), use);
  };
  panels((room) => {
    const [a, b] = [parts.q(0, 0), turned(parts.k(0, 0))];
    const products = headProduct(
      planner,
      { rows: steps, steps: keys, columns: seen },
      { left: a, right: b, result: parts.scores(0, 0) },
      room,
    );
    const sums = headProduct(
      planner,
      { rows: steps, steps: seen, columns: values },
      { left: parts.left(0, 0), right: parts.v(0, 0), result: parts.made(0, 0) },
      room,
    );
    planner.run(() =>
      each((s, h) => products(parts.q(s, h), turned(parts.k(s, h)), parts.scores(s, h), false)),
    );
    planner.pass(timesFactor, rows * seen, [scores], [scores], [scale]);
    if (mask) onlySeen(planner, scores, sizes, mask, -1e9);
    planSoftmaxRows(planner, scores, scores, rows, seen);
    if (mask && zeroed) onlySeen(planner, scores, sizes, mask, 0);
    if (factors) planner.pass(times, rows * seen, [scores, factors], [left]);
    planner.run(() => each((s, h) => sums(parts.left(s, h), parts.v(s, h), parts.made(s, h), false)));
  });
  planner.back(made, (slope) => {
    const given = inHeads(slope, steps, values);
    const [toQ, toK, toV] = [q, k, v].map((value) => value.slope && planner.slopeOf(value));
    planner.scratch(rows * seen * 4, (block) =>
      panels((room) => {
        const onScores = square(block);
        const backScores = headProduct(
          planner,
          { rows: steps, steps: values, columns: seen },
          { left: given(0, 0), right: turned(parts.v(0, 0)), result: onScores(0, 0) },
          room,
        );
        planner.run(() =>
          each((s, h) => backScores(given(s, h), turned(parts.v(s, h)), onScores(s, h), false)),
        );
        if (factors) planner.pass(times, rows * seen, [block, factors], [block]);
        planner.run(() => {
          const floats = planner.floats();
          softmaxSlope(floats, scores.address, block.address, block.address, false, rows, seen);
          const from = block.address / 4;
          for (let i = from; i < from + rows * seen; i++) floats[i]! *= scale;
        });
        if (mask) onlySeen(planner, block, sizes, mask, 0);
        if (toV) {
          const part = inHeads(toV.place, seen, values);
          const run = headProduct(
            planner,
            { rows: seen, steps, columns: values },
            { left: turned(parts.left(0, 0)), right: given(0, 0), result: part(0, 0) },
            room,
          );
          planner.run(() => each((s, h) => run(turned(parts.left(s, h)), given(s, h), part(s, h), toV.adds)));
        }
        if (toQ) {
          const part = inHeads(toQ.place, steps, keys);
          const run = headProduct(
            planner,
            { rows: steps, steps: seen, columns: keys },
            { left: onScores(0, 0), right: parts.k(0, 0), result: part(0, 0) },
            room,
          );
          planner.run(() => each((s, h) => run(onScores(s, h), parts.k(s, h), part(s, h), toQ.adds)));
        }
        if (toK) {
          const part = inHeads(toK.place, seen, keys);
          const run = headProduct(
            planner,
            { rows: seen, steps, columns: keys },
            { left: turned(onScores(0, 0)), right: parts.q(0, 0), result: part(0, 0) },
            room,
          );
          planner.run(() => each((s, h) => run(turned(onScores(s, h)), parts.q(s, h), part(s, h), toK.adds)));
        }
      }),
    );
  });
  return made;
};
