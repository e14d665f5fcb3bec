import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { layerNormalizationClass } from './layer-normalization.js';

/** Group normalization, which tfjs lacks; gamma and beta are kept as layer normalization along the same axis keeps them. */
export const groupNormalizationClass = (): LayerClass => {
  const Base = layerNormalizationClass() as unknown as new (
    args: LayerArgs,
  ) => tfl.layers.Layer & Record<'gamma' | 'beta', tfl.LayerVariable | null | undefined>;
  return class GroupNormalization extends Base {
    static readonly className = 'GroupNormalization';
    private readonly groups: number;
    // layer normalization has an `axis` of its own, a list
    private readonly channelAxis: number;
    private readonly epsilon: number;

    constructor(args: LayerArgs) {
      super(args);
      this.groups = (args['groups'] as number | undefined) ?? 32;
      this.channelAxis = (args['axis'] as number | undefined) ?? -1;
      this.epsilon = (args['epsilon'] as number | undefined) ?? 1e-3;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const axis = this.channelAxis < 0 ? x.rank + this.channelAxis : this.channelAxis;
        const channels = x.shape[axis]!;
        const groups = this.groups === -1 ? channels : this.groups;
        const [before, after] = [x.shape.slice(1, axis), x.shape.slice(axis + 1)];
        // the axes before the channels, the groups, the channels of a group, and those after
        const count = (sizes: readonly number[]) => sizes.reduce((all, n) => all * n, 1);
        const parted = tf.reshape(x, [x.shape[0]!, count(before), groups, channels / groups, count(after)]);
        const { mean, variance } = tf.moments(parted, [1, 3, 4], true);
        const normal = tf.mul(tf.sub(parted, mean), tf.rsqrt(tf.add(variance, this.epsilon)));
        const along = x.shape.map((n, i) => (i === axis ? n : 1));
        const scaled = this.times(tf.reshape(normal, x.shape), along);
        return this.beta ? tf.add(scaled, tf.reshape(this.beta.read(), along)) : scaled;
      });
    }

    private times(x: tf.Tensor, along: number[]): tf.Tensor {
      return this.gamma ? tf.mul(x, tf.reshape(this.gamma.read(), along)) : x;
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), groups: this.groups, axis: this.channelAxis };
    }
  } as unknown as LayerClass;
};
