import type * as tfl from '@tensorflow/tfjs-layers';
import { panelBytes, panelStep, type Product } from '../../../backends/wasm/compiled/product.js';
import type { LayerPlan } from '../layer-plan.js';
import { plannedDense } from '../matrix.js';
import { NoPlan } from '../no-plan.js';
import type { Planner } from '../planner.js';
import type { Place } from '../room.js';
import { planSoftmaxRows, softmaxSlope } from '../softmax.js';
import { timesFactor } from '../times.js';
import { reshaped, type Value } from '../value.js';
import { weightOf } from '../weight-of.js';

/** How many of what attention by heads has: `keys` and `values` are the lengths of a head's vectors. */
interface Sizes {
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

/** What heads make of queries, keys and values that lie beside each other: softmax(scale q k^T) v. */
const planAttention = (planner: Planner, q: Value, k: Value, v: Value, sizes: Sizes): Value => {
  const { batch, steps, seen, heads, keys, values } = sizes;
  const scale = 1 / Math.sqrt(keys);
  const made = planner.value(
    [batch, steps, heads * values],
    [q, k, v].some(({ slope }) => slope !== undefined),
  );
  const scores = planner.keep(batch * heads * steps * seen * 4);
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
  };
  const each = (run: (sample: number, head: number) => void): void => {
    for (let sample = 0; sample < batch; sample++) for (let head = 0; head < heads; head++) run(sample, head);
  };
  const rows = batch * heads * steps;
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
      { left: parts.scores(0, 0), right: parts.v(0, 0), result: parts.made(0, 0) },
      room,
    );
    planner.run(() =>
      each((s, h) => products(parts.q(s, h), turned(parts.k(s, h)), parts.scores(s, h), false)),
    );
    planner.pass(timesFactor, rows * seen, [scores], [scores], [scale]);
    planSoftmaxRows(planner, scores, scores, rows, seen);
    planner.run(() => each((s, h) => sums(parts.scores(s, h), parts.v(s, h), parts.made(s, h), false)));
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
        planner.run(() => {
          each((s, h) => backScores(given(s, h), turned(parts.v(s, h)), onScores(s, h), false));
          const floats = planner.floats();
          softmaxSlope(floats, scores.address, block.address, block.address, false, rows, seen);
          const from = block.address / 4;
          for (let i = from; i < from + rows * seen; i++) floats[i]! *= scale;
        });
        if (toV) {
          const part = inHeads(toV.place, seen, values);
          const run = headProduct(
            planner,
            { rows: seen, steps, columns: values },
            { left: turned(parts.scores(0, 0)), right: given(0, 0), result: part(0, 0) },
            room,
          );
          planner.run(() =>
            each((s, h) => run(turned(parts.scores(s, h)), given(s, h), part(s, h), toV.adds)),
          );
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

interface Projection {
  readonly kernel: tfl.LayerVariable;
  readonly bias: tfl.LayerVariable | undefined;
}

/** Options that have no plan, where they are given. */
const odd = [
  ...['attentionAxes', 'outputShape', 'returnAttentionScores', 'useGate', 'useCausalMask'],
  ...['slidingWindow', 'causal'],
];

/** The plan of `multiHeadAttention` over steps, all of which see all. */
export const planMultiHeadAttention: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  if (planner.training && Boolean(config['dropout']))
    throw new NoPlan(`the layer '${name}' has the option dropout, which has no plan`);
  const found = odd.find((option) => Boolean(config[option]));
  if (found !== undefined) throw new NoPlan(`the layer '${name}' has the option ${found}, which has no plan`);
  const [query, value = query, key = value] = inputs as readonly [Value, Value?, Value?];
  if ([query, value, key].some(({ shape }) => shape.length !== 3))
    throw new NoPlan(`the layer '${name}' works on more than steps`);
  const { dense, sizes: own } = live as unknown as {
    readonly dense: ReadonlyMap<string, Projection>;
    readonly sizes: {
      readonly heads: number;
      readonly groups: number;
      readonly keys: number;
      readonly values: number;
    };
  };
  const project = (part: string, x: Value, inward: boolean): Value => {
    const { kernel, bias } = dense.get(part)!;
    const weight = weightOf(planner, kernel);
    const first = inward ? weight.shape[0]! : weight.shape[0]! * weight.shape[1]!;
    const width = weight.size / first;
    const added = bias && weightOf(planner, bias);
    return plannedDense(
      planner,
      x,
      [...x.shape.slice(0, -1), width],
      { kernel: reshaped(weight, [first, width]), bias: added && reshaped(added, [width]) },
      false,
    );
  };
  const sizes: Sizes = {
    ...{ batch: query.shape[0]!, steps: query.shape[1]!, seen: value.shape[1]! },
    ...{ heads: own.heads, keys: own.keys, values: own.values },
  };
  const [q, k, v] = [project('query', query, true), project('key', key, true), project('value', value, true)];
  const attended = planAttention(planner, q, k, v, sizes);
  return [reshaped(project('attention_output', attended, false), shapes[0]!)];
};
