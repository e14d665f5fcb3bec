import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { only, tfjsClass, type LayerArgs, type LayerClass } from './define-class.js';

/** Layer normalization that `center` and `scale` can be off in; tfjs's fails there. Ba et al. 2016. */
export const layerNormalizationClass = (): LayerClass => {
  const Base =
    tfjsClass<Record<'gamma' | 'beta', tfl.LayerVariable | null | undefined>>('LayerNormalization');
  return class LayerNormalization extends Base {
    static readonly className = 'LayerNormalization';
    private readonly settings: { readonly axes: readonly number[]; readonly epsilon: number };

    constructor(args: LayerArgs) {
      super(args);
      this.settings = {
        axes: [(args['axis'] as number | number[] | undefined) ?? -1].flat(),
        epsilon: (args['epsilon'] as number | undefined) ?? 1e-3,
      };
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const axes = this.settings.axes.map((axis) => (axis < 0 ? x.rank + axis : axis));
        const along = x.shape.map((dim, i) => (axes.includes(i) ? dim : 1));
        const { mean, variance } = tf.moments(x, axes, true);
        const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, this.settings.epsilon)));
        const scaled = this.gamma ? tf.mul(normal, tf.reshape(this.gamma.read(), along)) : normal;
        return this.beta ? tf.add(scaled, tf.reshape(this.beta.read(), along)) : scaled;
      });
    }
  } as unknown as LayerClass;
};
