import * as tf from '@tensorflow/tfjs-core';
import { showShape, type Shape } from '../../shapes/shape.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { AnyData } from '../data/data.js';
import { tensorOf } from '../data/tensor-of.js';
import { type AnyLoss, type LossCallOptions } from './loss.js';
import { lossName } from './loss-name.js';
import { reduceLoss } from './reduce.js';

/** Labels in the shape that a loss wants for some predictions: an axis of one may be there or not. */
const labelsFor = (loss: AnyLoss, yTrue: AnyData, out: Shape): tf.Tensor => {
  const given = tensorOf(yTrue);
  const wanted = loss.labelShape(out);
  const dims = wanted.map((dim) => Number(dim ?? Number.NaN));
  const labels = given.size === dims.reduce((all, dim) => all * dim, 1) ? tf.reshape(given, dims) : given;
  const isRight =
    labels.rank === dims.length && dims.every((dim, axis) => Number.isNaN(dim) || dim === labels.shape[axis]);
  if (!loss.anyLabels && !isRight)
    throw new TypeError(
      `${lossName(loss)} takes labels ${showShape(wanted)} for predictions ${showShape(out)}, got ${showShape(given.shape)}`,
    );
  return tf.cast(labels, loss.labelDtype ?? 'float32');
};

/** A loss outside of `fit`. */
export const callLoss = (
  loss: AnyLoss,
  yTrue: AnyData,
  yPred: AnyData,
  { sampleWeight }: LossCallOptions = {},
): Tensor =>
  tf.tidy(() => {
    const predictions = tensorOf(yPred);
    const labels = labelsFor(loss, yTrue, predictions.shape) as unknown as Tensor;
    const each = loss.compute(labels, predictions as unknown as Tensor);
    const weights = sampleWeight && (tensorOf(sampleWeight as AnyData) as unknown as Tensor);
    const value = reduceLoss(each, weights, loss.counted?.(labels, each), loss.config.reduction);
    return native(value);
  }) as unknown as Tensor;
