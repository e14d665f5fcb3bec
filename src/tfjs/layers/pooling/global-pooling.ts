import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Rank } from '../../../shapes/rank.js';
import { orThrow } from '../../../shapes/shape.js';
import { poolSpace } from '../../../shapes/slide.js';
import { keptSteps, maskOf, only, type LayerArgs, type LayerClass } from '../define-class.js';

/** How a pooling layer makes one value of many. */
type Pool = (x: tf.Tensor, axes: number[], keepdims: boolean) => tf.Tensor;

/** The class of a global pooling layer, with Keras's `keepdims` and both data formats, which tfjs lacks. */
export const globalPoolingClass = (className: string, rank: Rank, pool: Pool): LayerClass =>
  class GlobalPooling extends tfl.layers.Layer {
    static readonly className = className;
    private readonly format: 'channelsFirst' | 'channelsLast';
    private readonly keepdims: boolean;

    constructor(args: LayerArgs) {
      super(args as never);
      this.format = args['dataFormat'] === 'channelsFirst' ? 'channelsFirst' : 'channelsLast';
      this.keepdims = args['keepdims'] === true;
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const found = poolSpace(rank, className, shape as tfl.Shape, this.format, this.keepdims);
      return [...orThrow(found)] as tfl.Shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const from = this.format === 'channelsFirst' ? 2 : 1;
      const axes = Array.from({ length: rank }, (_, i) => from + i);
      return tf.tidy(() => pool(only(inputs), axes, this.keepdims));
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), dataFormat: this.format, keepdims: this.keepdims };
    }
  };

export const largestOfAll: Pool = (x, axes, keepdims) => tf.max(x, axes, keepdims);
export const meanOfAll: Pool = (x, axes, keepdims) => tf.mean(x, axes, keepdims);

/** The mean over time, of the steps that a mask keeps; tfjs's knows neither masks nor `keepdims`. */
export const globalAveragePooling1DClass = (): LayerClass =>
  class GlobalAveragePooling1D extends tfl.layers.Layer {
    static readonly className = 'GlobalAveragePooling1D';
    override readonly supportsMasking = true;
    private readonly first: boolean;
    private readonly keepdims: boolean;

    constructor(args: LayerArgs) {
      super(args as never);
      this.first = args['dataFormat'] === 'channelsFirst';
      this.keepdims = args['keepdims'] === true;
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [batch, x, y] = shape as [number | null, number | null, number | null];
      if (!this.keepdims) return [batch, this.first ? x : y];
      return this.first ? [batch, x, 1] : [batch, 1, y];
    }

    /** What follows sees no steps any more, and so no mask. */
    override computeMask(): tf.Tensor {
      return null as unknown as tf.Tensor;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const steps = this.first ? 2 : 1;
        const mask = maskOf(kwargs);
        if (!mask) return tf.mean(x, steps, this.keepdims);
        const along = tf.expandDims(mask, this.first ? 1 : 2);
        const count = tf.sum(tf.cast(along, 'float32'), steps, this.keepdims);
        return tf.div(tf.sum(keptSteps(x, along), steps, this.keepdims), count);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      const own = { dataFormat: this.first ? 'channelsFirst' : 'channelsLast', keepdims: this.keepdims };
      return { ...super.getConfig(), ...own };
    }
  };
