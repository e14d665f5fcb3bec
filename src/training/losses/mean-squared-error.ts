import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { plainLoss, type PlainLoss } from './loss.js';

/** `mean((yTrue - yPred)²)` along the last axis. */
export const squaredErrors = (yTrue: Tensor, yPred: Tensor): Tensor =>
  tf.mean(tf.square(tf.sub(native(yPred), native(yTrue))), -1) as unknown as Tensor;

/**
 * Mean of squared errors along the last axis: labels and predictions `[batch, ..., n]` give `[batch, ...]`.
 *
 * @example compile({ loss: losses.meanSquaredError() })
 * @see https://keras.io/api/losses/regression_losses/#meansquarederror-class
 */
export const meanSquaredError: PlainLoss<'meanSquaredError'> = plainLoss(
  'meanSquaredError',
  'MeanSquaredError',
  'mean_squared_error',
  squaredErrors,
);
