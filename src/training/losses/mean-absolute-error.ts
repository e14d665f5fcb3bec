import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { sameShapeLoss, type Loss, type SameShape } from './loss.js';

/**
 * Mean of absolute errors along the last axis: labels and predictions `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.meanAbsoluteError() })
 * @see https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class
 */
export const meanAbsoluteError: () => Loss<SameShape<'meanAbsoluteError'>> = declare(
  { name: 'meanAbsoluteError', options: {} },
  () =>
    sameShapeLoss({
      name: 'mean_absolute_error',
      className: 'MeanAbsoluteError',
      config: {},
      compute: (yTrue, yPred) =>
        tf.mean(tf.abs(tf.sub(native(yPred), native(yTrue))), -1) as unknown as Tensor,
    }),
);
