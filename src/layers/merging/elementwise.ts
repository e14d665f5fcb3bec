// What layers that combine tensors value by value have in common: shapes that broadcast, and masks.
import type { MergeRule } from '../../graph/merge-layer.js';
import { broadcast, type Broadcast } from '../../shapes/broadcast.js';
import { fits, misfit, whenFits, type Checked, type Shape } from '../../shapes/shape.js';

/** Shapes broadcast to one: `[null, 4, 5]` and `[null, 1, 5]` give `[null, 4, 5]`. */
export interface ElementwiseRule<L extends string> extends MergeRule {
  readonly of: [L];
  readonly out: this['in'] extends readonly [infer A extends Shape, infer B extends Shape]
    ? Broadcast<L, A, B>
    : Shape;
}

/** Value twin of `ElementwiseRule`, over a list. */
export const elementwiseShape =
  (layer: string) =>
  (inputs: readonly Shape[]): Checked =>
    inputs.length < 2
      ? misfit(`${layer} takes two tensors or more, got ${inputs.length}`)
      : inputs
          .slice(1)
          .reduce<Checked>(
            (total, next) => whenFits(total, (sum) => broadcast(layer, sum, next)),
            fits(inputs[0]!),
          );

/** The definition of such a layer. */
export const elementwise = (name: string, className: string) =>
  ({
    name,
    className,
    baseName: name,
    masks: 'make',
    options: {},
    merges: true,
    spec: () => ({ outputShape: elementwiseShape(name), weights: () => [] }),
  }) as const;
