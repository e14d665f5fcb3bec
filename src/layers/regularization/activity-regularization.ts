import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { notNegative } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, SameRule, This } from '../../graph/rule.js';
import type { AsObject } from '../options/as-object.js';
import { l1l2 } from '../options/regularizers.js';
import { sameShape } from '../options/same-shape.js';

/** Options of `activityRegularization`. */
export interface ActivityRegularizationOptions extends LayerOptions {
  /** What the sum of absolute values is multiplied by. Default 0. */
  l1?: number;
  /** What the sum of squares is multiplied by. Default 0. */
  l2?: number;
}

/** A penalty on values that pass; its signature, wherever it stands. */
export interface ActivityRegularization<Where extends Place> {
  /**
   * Adds a penalty on the values that pass to the loss, for each sample: `l1 * sum(|x|) + l2 * sum(x^2)`.
   *
   * Input `[batch, ...]`, output the same.
   *
   * @example input([128]).dense(64).activityRegularization({ l2: 0.001 })
   * @see https://keras.io/api/layers/regularization_layers/activity_regularization/
   */
  <Name extends string = never, At = Where>(
    this: This<Where, At>,
    options?: ActivityRegularizationOptions | AsObject<'activityRegularization', '{ l2: 0.01 }', Name>,
  ): Placed<At, SameRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A penalty on values that pass.
     *
     * @example input([128]).dense(64).activityRegularization({ l2: 0.001 })
     * @see https://keras.io/api/layers/regularization_layers/activity_regularization/
     */
    readonly activityRegularization: ActivityRegularization<OnTensor>;
  }
}

/**
 * A penalty on values that pass.
 *
 * @example sequential([128], [dense(64), activityRegularization({ l2: 0.001 })])
 * @see https://keras.io/api/layers/regularization_layers/activity_regularization/
 */
export const activityRegularization: ActivityRegularization<Free> = defineLayer({
  name: 'activityRegularization',
  className: 'ActivityRegularization',
  baseName: 'activity_regularization',
  masks: 'pass',
  options: {
    l1: optional(notNegative, 0),
    l2: optional(notNegative, 0),
  } satisfies OwnOptions<ActivityRegularizationOptions>,
  spec: ({ l1, l2 }) => ({
    config: { l1, l2, activityRegularizer: l1l2({ l1, l2 }) },
    outputShape: sameShape('activityRegularization'),
    weights: () => [],
  }),
});
