import * as tf from '@tensorflow/tfjs-core';
import { tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

/** Concatenation along any axis counted from the end, where tfjs's takes -1 alone, and of axes that only some tensors know. */
export const concatenateClass = (): LayerClass => {
  const Base = tfjsClass<object>('Concatenate');
  return class Concatenate extends Base {
    static readonly className = 'Concatenate';
    private readonly along: number;

    constructor(args: LayerArgs) {
      super(args);
      this.along = (args['axis'] as number | undefined) ?? -1;
    }

    /** What fits was checked as the graph was built: to tfjs an unknown size is another than a known one. */
    override build(): void {
      this.built = true;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => this.joined([inputs].flat()));
    }

    private joined(all: tf.Tensor[]): tf.Tensor {
      return tf.concat(all, this.along < 0 ? all[0]!.rank + this.along : this.along);
    }

    /** A step is there where any feature of it is; what has no mask is there whole. */
    override computeMask(inputs: tf.Tensor | tf.Tensor[], masks: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const given = [masks].flat() as (tf.Tensor | null)[];
      if (given.every((mask) => !mask)) return null as unknown as tf.Tensor;
      return tf.tidy(() => {
        const whole = [inputs].flat().map((x, i) => {
          const mask = given[i] ?? tf.ones(x.shape, 'bool');
          return mask.rank < x.rank ? tf.logicalOr(tf.expandDims(mask, -1), tf.zeros(x.shape, 'bool')) : mask;
        });
        return tf.any(this.joined(whole), -1);
      });
    }
  } as unknown as LayerClass;
};
