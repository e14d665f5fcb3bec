import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {
  isTraining,
  keptSteps,
  maskOf,
  only,
  tfjsClass,
  type LayerArgs,
  type LayerClass,
} from '../define-class.js';

/** Mean and variance over some axes, of the steps that a mask keeps. */
const moments = (x: tf.Tensor, axes: number[], mask: tf.Tensor | undefined) => {
  if (!mask) return tf.moments(x, axes);
  const kept = tf.broadcastTo(tf.expandDims(tf.cast(mask, 'float32'), -1), x.shape);
  const count = tf.add(tf.sum(kept, axes), 1e-7);
  const mean = tf.div(tf.sum(keptSteps(x, kept), axes), count);
  const along = x.shape.map((dim, i) => (axes.includes(i) ? 1 : dim));
  const off = keptSteps(tf.sub(x, tf.reshape(mean, along)), kept);
  return { mean, variance: tf.div(tf.sum(tf.square(off), axes), count) };
};

/**
 * Batch normalization as Keras computes it: a frozen layer uses its moving statistics, also in training, and leaves
 * them alone; `center` and `scale` can be off in training. tfjs gets both wrong. Ioffe and Szegedy 2015.
 */
export const batchNormalizationClass = (): LayerClass => {
  const Base =
    tfjsClass<
      Record<'gamma' | 'beta' | 'movingMean' | 'movingVariance', tfl.LayerVariable | null | undefined>
    >('BatchNormalization');
  return class BatchNormalization extends Base {
    static readonly className = 'BatchNormalization';
    private readonly settings: { readonly axis: number; readonly momentum: number; readonly epsilon: number };

    constructor(args: LayerArgs) {
      super(args);
      this.settings = {
        axis: (args['axis'] as number | undefined) ?? -1,
        momentum: (args['momentum'] as number | undefined) ?? 0.99,
        epsilon: (args['epsilon'] as number | undefined) ?? 1e-3,
      };
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const axis = this.settings.axis < 0 ? x.rank + this.settings.axis : this.settings.axis;
        const along = x.shape.map((dim, i) => (i === axis ? dim : 1));
        const training = isTraining(kwargs) && this.trainable;
        const moving = {
          mean: this.movingMean!.read(),
          variance: this.movingVariance!.read(),
        };
        const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
        const { mean, variance } = training ? moments(x, others, maskOf(kwargs)) : moving;
        if (training) this.follow(mean, variance, moving);
        const spread = tf.rsqrt(tf.add(variance, this.settings.epsilon));
        const factor = this.gamma ? tf.mul(spread, this.gamma.read()) : spread;
        const centred = tf.mul(tf.sub(x, tf.reshape(mean, along)), tf.reshape(factor, along));
        return this.beta ? tf.add(centred, tf.reshape(this.beta.read(), along)) : centred;
      });
    }

    /** Moves the moving statistics towards a batch's; Keras uses the batch's variance as it is. */
    private follow(
      mean: tf.Tensor,
      variance: tf.Tensor,
      moving: { mean: tf.Tensor; variance: tf.Tensor },
    ): void {
      const towards = (old: tf.Tensor, fresh: tf.Tensor) =>
        tf.add(tf.mul(old, this.settings.momentum), tf.mul(fresh, 1 - this.settings.momentum));
      this.movingMean!.write(towards(moving.mean, mean));
      this.movingVariance!.write(towards(moving.variance, variance));
    }
  } as unknown as LayerClass;
};
