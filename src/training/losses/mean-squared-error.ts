import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { sameShapeLoss, type Loss, type SameShape } from './loss.js';

/**
 * Mean of squared errors along the last axis: labels and predictions `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.meanSquaredError() })
 * @see https://keras.io/api/losses/regression_losses/#meansquarederror-class
 */
export const meanSquaredError: () => Loss<SameShape<'meanSquaredError'>> = declare(
  { name: 'meanSquaredError', options: {} },
  () =>
    sameShapeLoss({
      name: 'mean_squared_error',
      className: 'MeanSquaredError',
      config: {},
      compute: (yTrue, yPred) =>
        tf.mean(tf.square(tf.sub(native(yPred), native(yTrue))), -1) as unknown as Tensor,
    }),
);
