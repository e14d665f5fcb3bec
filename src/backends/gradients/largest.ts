import * as tf from '@tensorflow/tfjs-core';
import { replaceGradient } from './replace-gradient.js';

/**
 * The gradient of the largest, or least, along axes: shared by all that are equal to it. tfjs gives each of them the
 * whole. Where the result is NaN nothing is equal to it, and the gradient is NaN, as in TensorFlow.
 */
const shared = (dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor, axes: number | number[]): tf.Tensor => {
  const kept = tf.backend_util.expandShapeToKeepDim(
    tf.backend_util.computeOutAndReduceShapes(x.shape, tf.util.parseAxisParam(axes, x.shape))[0],
    tf.util.parseAxisParam(axes, x.shape),
  );
  const chosen = tf.cast(tf.equal(x, tf.reshape(y, kept)), 'float32');
  const count = tf.sum(chosen, axes as number[], true);
  return tf.mul(chosen, tf.div(tf.reshape(dy, kept), count));
};

/** A gradient of the broadcast shape, where `here` holds; summed to the shape of the operand it belongs to. */
const where = (here: tf.Tensor, dy: tf.Tensor, shape: number[]): tf.Tensor => {
  const whole = tf.where(here, dy, tf.zerosLike(dy));
  const axes = tf.broadcast_util.getReductionAxes(shape, dy.shape);
  return axes.length === 0 ? whole : tf.reshape(tf.sum(whole, axes), shape);
};

/** The gradient of the larger, or the less, of two: the first's where they are equal, the second's where one is NaN. */
const ofTwo = (first: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Partial<tf.GradConfig> => ({
  gradFunc: (dy, saved) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    return {
      a: () => where(first(a, b), dy as tf.Tensor, a.shape),
      b: () => where(tf.logicalNot(first(a, b)), dy as tf.Tensor, b.shape),
    };
  },
});

/** Gives max, min, maximum and minimum TensorFlow's gradients, where values are equal or NaN. Called again, it does nothing. */
export const registerLargestGradients = (): void => {
  replaceGradient('Max', () => ({
    gradFunc: (dy, saved, attrs) => {
      const [x, y] = saved as [tf.Tensor, tf.Tensor];
      const { reductionIndices } = attrs as unknown as { readonly reductionIndices: number | number[] };
      return { x: () => shared(dy as tf.Tensor, x, y, reductionIndices) };
    },
  }));
  replaceGradient('Min', () => ({
    // tfjs would hand the input on alone
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [x, y] = saved as [tf.Tensor, tf.Tensor];
      return {
        x: () => shared(dy as tf.Tensor, x, y, (attrs as unknown as { axis: number | number[] }).axis),
      };
    },
  }));
  replaceGradient('Maximum', () => ofTwo(tf.greaterEqual));
  replaceGradient('Minimum', () => ofTwo(tf.lessEqual));
};
