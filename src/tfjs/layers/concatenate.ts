import * as tf from '@tensorflow/tfjs';
import { tfjsClass, type LayerArgs, type LayerClass } from './define-class.js';

/** Concatenation along any axis counted from the end; tfjs's takes -1 alone. */
export const concatenateClass = (): LayerClass => {
  const Base = tfjsClass<object>('Concatenate');
  return class Concatenate extends Base {
    static readonly className = 'Concatenate';
    private readonly along: number;

    constructor(args: LayerArgs) {
      super(args);
      this.along = (args['axis'] as number | undefined) ?? -1;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const all = [inputs].flat();
      return tf.tidy(() => tf.concat(all, this.along < 0 ? all[0]!.rank + this.along : this.along));
    }
  } as unknown as LayerClass;
};
