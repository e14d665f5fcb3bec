import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { optional, type Declares } from '../../options/option.js';
import type { Shape } from '../../shapes/shape.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { checkAxes } from '../check-axes.js';
import type { AnyData, SampleWeight } from '../data/data.js';
import { callLoss } from './call-loss.js';
import { lossName } from './loss-name.js';
import { reduction, type Reduction } from './reduction.js';

/** Options that every loss takes. */
export interface LossOptions {
  /**
   * What becomes of the samples' losses: their mean (`'sumOverBatchSize'`, `'mean'`), their sum, their sum over that of the
   * sample weights, or nothing (`'none'`): training goes by their sum then, logs by their mean. Default `'sumOverBatchSize'`.
   */
  readonly reduction?: Reduction;
}

/** Options of a loss's `call`. */
export interface LossCallOptions {
  /** A weight for each sample, `[batch]`, or for each step, `[batch, steps]`. Default 1. */
  readonly sampleWeight?: SampleWeight;
}

/** The options of every loss, declared. */
export const lossOptions = {
  reduction: optional(reduction, 'sumOverBatchSize'),
} satisfies Declares<LossOptions>;

/** A type-level function from an output's shape to the shape of the labels its loss wants. */
export interface LossRule {
  /** The loss, for sentences. */
  readonly loss: string;
  readonly out: unknown;
  readonly label: unknown;
}

/** Says that something is a loss, and is no name that an editor would offer. */
export declare const isLoss: unique symbol;

/** Where a loss's type keeps its rule. */
export declare const lossRule: unique symbol;

/** Any loss: Keras's name and configuration, and how it is computed. */
export interface AnyLoss {
  /** For the types alone. */
  readonly [isLoss]: true;
  /** @internal */
  readonly kind: 'loss';
  /**
   * Keras's name: `mean_squared_error`.
   * @internal
   */
  readonly name: string;
  /** @internal */
  readonly className: string;
  /** @internal */
  readonly config: Readonly<Record<string, unknown>> & LossOptions;
  /**
   * A loss for each sample: labels and predictions `[batch, ..., n]` give `[batch, ...]`.
   * @internal
   */
  compute(yTrue: Tensor, yPred: Tensor): Tensor;
  /**
   * The labels' shape for an output's; throws a ShapeMismatchError where the loss does not fit.
   * @internal
   */
  labelShape(out: Shape): Shape;
  /**
   * Whether labels may have any other shape too.
   * @internal
   */
  readonly anyLabels?: boolean;
  /** @internal */
  readonly labelDtype?: 'float32' | 'int32';
  /**
   * What a cross-entropy takes predictions for, and whether the user said so.
   * @internal
   */
  readonly predictions?: { readonly kind: 'logits' | 'probabilities'; readonly isSaid: boolean };
  /**
   * Which of its losses count, `[batch, ...]`, where a loss leaves some out of its mean.
   * @internal
   */
  counted?(yTrue: Tensor, losses: Tensor): Tensor | undefined;
  /**
   * What is wrong with some labels, in a sentence.
   * @internal
   */
  checkLabels?(values: ArrayLike<number>, out: Shape): string | undefined;
}

/** A loss whose rule the types know; called by itself here, so that `loss: { | }` offers outputs' names alone. */
export interface Loss<R extends LossRule> extends AnyLoss {
  /**
   * The loss outside of `fit`, as a tensor that is the caller's: one number, or with `reduction: 'none'` one for each
   * sample, `[batch, ...]`. It can be differentiated, as any operation of tfjs.
   *
   * @param yTrue Labels: a tensor, `{ values, shape }`, or nested arrays.
   * @param yPred Predictions likewise.
   * @throws TypeError where the labels do not have the shape that the loss wants.
   * @example losses.meanSquaredError({ reduction: 'none' }).call([[1], [2]], [[1.5], [2]]) // [0.25, 0]
   */
  call(yTrue: AnyData, yPred: AnyData, options?: LossCallOptions): Tensor;
  /** For the types alone. */
  readonly [lossRule]: R;
}

/** Labels have the output's own shape. */
export interface SameShape<L extends string> extends LossRule {
  readonly loss: L;
  readonly label: this['out'];
}

/**
 * A loss from its parts: it can be called by itself too.
 * @internal
 */
export const madeLoss = (parts: LossParts): AnyLoss => {
  const loss = {
    kind: 'loss' as const,
    ...parts,
    call: (yTrue: AnyData, yPred: AnyData, options?: LossCallOptions): Tensor =>
      callLoss(loss as unknown as AnyLoss, yTrue, yPred, options),
  };
  return loss as unknown as AnyLoss;
};

/**
 * What a loss is made of.
 * @internal
 */
export type LossParts = Omit<AnyLoss, 'kind' | typeof isLoss>;

/**
 * A loss that wants labels of the output's own shape.
 * @internal
 */
export const sameShapeLoss = <L extends string>(
  parts: Pick<AnyLoss, 'name' | 'className' | 'config' | 'checkLabels' | 'predictions'> & {
    compute: (yTrue: Tensor, yPred: Tensor) => Tensor;
    /** The axes that it goes along, which the output must have. */
    axes?: number | readonly number[] | undefined;
  },
): Loss<SameShape<L>> => {
  const { axes, ...rest } = parts;
  const labelShape = (out: Shape) => {
    checkAxes(lossName(rest as AnyLoss), axes, out);
    return out;
  };
  return madeLoss({ labelShape, ...rest }) as unknown as Loss<SameShape<L>>;
};

/** Makes a loss of labels of the output's own shape, without options of its own. */
export type PlainLoss<L extends string> = (
  options?: LossOptions | Said<`${L} takes its options as an object, e.g. { reduction: 'sum' }`>,
) => Loss<SameShape<L>>;

/**
 * The function that makes such a loss.
 * @internal
 */
export const plainLoss = <L extends string>(
  loss: L,
  className: string,
  name: string,
  compute: (yTrue: Tensor, yPred: Tensor) => Tensor,
): PlainLoss<L> =>
  declare({ name: loss, options: lossOptions }, (config) =>
    sameShapeLoss<L>({ name, className, config, compute }),
  );

/**
 * What a cross-entropy takes predictions for: as `fromLogits` says among the options that it was given.
 * @internal
 */
export const predictionsOf = ([given]: readonly unknown[]): AnyLoss['predictions'] => {
  const { fromLogits } = (given ?? {}) as { readonly fromLogits?: boolean };
  return { kind: fromLogits ? 'logits' : 'probabilities', isSaid: fromLogits !== undefined };
};
