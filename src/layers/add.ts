import { defineLayer, type LayerOptions } from '../graph/layer.js';
import type { MergedWith, MergeLayer, MergeOthers } from '../graph/merge-layer.js';
import type { On, Place, Rule } from '../graph/rule.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import { broadcast, type Broadcast } from '../shapes/broadcast.js';
import {
  fits,
  misfit,
  whenFits,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
} from '../shapes/shape.js';

/** Shapes broadcast to one: `[[null, 4, 5], [null, 1, 5]]` gives `[null, 4, 5]`. */
export interface AddRule extends Rule {
  readonly of: ['add'];
  readonly out: this['in'] extends readonly [infer First extends Shape, ...infer Rest]
    ? Sum<Rest, First>
    : Shape;
}

/** The batch axes stand opposite each other, whatever the ranks. */
type Sum<Rest extends readonly unknown[], Total extends Shape> = Rest extends readonly [
  infer Next,
  ...infer Others,
]
  ? Total extends readonly [infer B extends Dim, ...infer A extends Shape]
    ? Next extends readonly [unknown, ...infer C extends Shape]
      ? Broadcast<'add', A, C> extends infer Out
        ? Out extends Shape
          ? Sum<Others, [B, ...Out]>
          : Out extends ShapeError<infer Sentence, infer Intended extends Shape>
            ? ShapeError<Sentence, [B, ...Intended]>
            : never
        : never
      : Shape
    : Shape
  : Total;

/** Value twin of `AddRule`. */
const sumShape = (inputs: readonly Shape[]): Checked => {
  if (inputs.length < 2) return misfit(`add takes two tensors or more, got ${inputs.length}`);
  return inputs
    .slice(1)
    .reduce<Checked>(
      (total, next) =>
        whenFits(total, (sum) =>
          whenFits(broadcast('add', sum.slice(1), next.slice(1)), (rest) => fits([sum[0]!, ...rest])),
        ),
      fits(inputs[0]!),
    );
};

/** The sum of tensors; called by itself it is a layer that takes a list of them. */
export interface Add {
  /**
   * The sum of two tensors or more, value by value; axes of size 1 stretch.
   *
   * Inputs `[batch, ...]` that broadcast to one shape, which is the output's.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example add()([left, right])
   * @see https://keras.io/api/layers/merging_layers/add/
   */
  (options?: LayerOptions): MergeLayer<AddRule>;
}

/** The sum of this tensor and others: see `Add`. */
export interface AddTo<At extends Place> {
  /**
   * The sum of this tensor and another, or a list of others, value by value; axes of size 1 stretch.
   *
   * @throws ShapeMismatchError where the shapes do not broadcast.
   * @example left.add(right)
   * @see https://keras.io/api/layers/merging_layers/add/
   */
  <const T extends SymbolicTensor | readonly SymbolicTensor[]>(
    others: MergeOthers<AddRule, Here<At>, T>,
    options?: LayerOptions,
  ): MergedWith<AddRule, Here<At>, T>;
}

type Here<At> = At extends On<infer S, infer From> ? SymbolicTensor<S, From> : SymbolicTensor;

declare module '../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    readonly add: AddTo<At>;
  }
}

/** The sum of tensors: see `Add`. */
export const add: Add = defineLayer({
  name: 'add',
  className: 'Add',
  baseName: 'add',
  options: {},
  merges: true,
  spec: () => ({ outputShape: sumShape, weights: () => [] }),
});
