import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerClass } from '../define-class.js';
import { oneHeadLayer } from './one-head-layer.js';

/** The sum over features of what two tensors, each step beside each, come to: `[..., steps, values]`. */
const sumOfPairs = (query: tf.Tensor, key: tf.Tensor, of: (sum: tf.Tensor) => tf.Tensor): tf.Tensor =>
  tf.sum(of(tf.add(tf.expandDims(query, -2), tf.expandDims(key, -3))), -1);

/** Attention by products, or by sums of squashed sums, which tfjs lacks. Luong et al. 2015. */
export const attentionClass = (): LayerClass =>
  class Attention extends oneHeadLayer() {
    static readonly className = 'Attention';
    private scale: tfl.LayerVariable | undefined;
    private concatScoreWeight: tfl.LayerVariable | undefined;

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      const one = (name: string) => this.addWeight(name, [], 'float32', tfl.initializers.ones() as never);
      if (this.args['useScale']) this.scale = one('scale');
      if (this.args['scoreMode'] === 'concat') this.concatScoreWeight = one('concat_score_weight');
      super.build(shapes);
    }

    override likeness(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
      const scaled = (x: tf.Tensor) => (this.scale ? tf.mul(x, this.scale.read()) : x);
      if (!this.concatScoreWeight) return scaled(tf.matMul(query, key, false, true));
      const sums = sumOfPairs(query, key, (sum) => tf.tanh(scaled(sum)));
      return tf.mul(sums, this.concatScoreWeight.read());
    }
  } as unknown as LayerClass;

/** Attention by sums of squashed sums, each feature by its own scale, which tfjs lacks. Bahdanau et al. 2015. */
export const additiveAttentionClass = (): LayerClass =>
  class AdditiveAttention extends oneHeadLayer() {
    static readonly className = 'AdditiveAttention';
    private scale: tfl.LayerVariable | undefined;

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      const features = this.shapesOf(shapes).query.at(-1)!;
      if (this.args['useScale'] !== false)
        this.scale = this.addWeight(
          'scale',
          [features],
          'float32',
          tfl.initializers.glorotUniform({}) as never,
        );
      super.build(shapes);
    }

    override likeness(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
      return sumOfPairs(query, key, (sum) =>
        this.scale ? tf.mul(tf.tanh(sum), this.scale.read()) : tf.tanh(sum),
      );
    }
  } as unknown as LayerClass;
