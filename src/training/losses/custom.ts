import { declare } from '../../options/declare.js';
import { callable, text } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import { isWhole } from '../../shapes/arithmetic.js';
import { showShape, type Shape } from '../../shapes/shape.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { madeLoss, type AnyLoss, type Loss, type LossRule } from './loss.js';

/** A loss of the user's own: labels and predictions give a loss for each sample. */
export type LossFunction<S extends Shape = Shape> = {
  bivariant(yTrue: Tensor<S>, yPred: Tensor): Tensor;
}['bivariant'];

/** Options of `custom`. */
export interface CustomLossOptions<S extends Shape> {
  /** What errors call it. Default: the function's name. */
  readonly name?: string;
  /** The labels' shape, the batch axis first: `[null]` for class indices. Default: whatever shape they have. */
  readonly labels?: S;
}

/** Labels of a shape that the user has said. */
export interface LabelsSaid<S extends Shape> extends LossRule {
  readonly loss: 'custom';
  readonly label: S;
}

/** A shape for a batch of any size. */
const batchShape: Kind<Shape> = {
  needs: 'a shape that begins with null, the batch axis, such as [null, 3]',
  read: (given) => {
    const isShape =
      Array.isArray(given) &&
      given[0] === null &&
      given.slice(1).every((dim: unknown) => dim === null || (isWhole(dim) && dim > 0));
    return isShape ? (given as unknown as Shape) : undefined;
  },
};

/**
 * A loss from a function: labels and predictions `[batch, ...]` give a loss for each sample, `[batch]`, or for each step,
 * `[batch, steps]`; one number for the whole batch will do where no samples are weighed. It stands for itself in `compile`
 * too; here its labels may have another shape than the output, which is then checked.
 *
 * @param compute Labels and predictions in, a loss for each sample out.
 * @example losses.custom((yTrue, yPred) => crossEntropy(yTrue, yPred), { labels: [null] })
 * @throws TypeError where the function, once it is called, does not give such a tensor.
 */
export const custom: <const S extends Shape = Shape>(
  compute: LossFunction<S>,
  options?: CustomLossOptions<S>,
) => Loss<LabelsSaid<S>> = declare(
  {
    name: 'custom',
    takes: { compute: callable<LossFunction>('a function of labels and predictions') },
    options: { name: optional(text), labels: optional(batchShape) } satisfies Declares<
      CustomLossOptions<Shape>
    >,
  },
  ({ compute, name = compute.name || 'loss', labels }) => fromFunction(compute, name, labels),
);

/** A loss from a function; without a shape for its labels it takes any. */
export const fromFunction = (compute: LossFunction, name: string, labels?: Shape): AnyLoss => {
  return madeLoss({
    name,
    className: 'LossFunction',
    config: {},
    compute: (yTrue, yPred) => checkLosses(name, compute(yTrue, yPred), yPred),
    labelShape: (out) => labels ?? out,
    ...(labels === undefined && { anyLabels: true }),
  });
};

/** What a loss of the user's own gave: losses by sample, or one number for the batch. */
const checkLosses = (name: string, given: unknown, yPred: Tensor): Tensor => {
  const shape = (given as { readonly shape?: Shape } | null | undefined)?.shape;
  if (!shape || typeof given !== 'object' || !('dataSync' in given!))
    throw new TypeError(
      `the loss '${name}' must give a tensor of losses, [batch] or [batch, steps]; got ${given instanceof Promise ? 'a promise' : String(given)}`,
    );
  const batch = (yPred.shape as Shape)[0]!;
  if (shape.length > 0 && shape[0] !== batch)
    throw new TypeError(
      `the loss '${name}' must give a loss for each of the ${batch} samples; got shape ${showShape(shape)}`,
    );
  return given as Tensor;
};
