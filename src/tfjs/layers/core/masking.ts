import * as tf from '@tensorflow/tfjs-core';
import { unrecorded } from '../../gradients.js';
import { only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

/** Masking that hands gradients on: tfjs has none for the comparison that its masks are made by. */
export const maskingClass = (): LayerClass => {
  const Base = tfjsClass<object>('Masking');
  return class Masking extends Base {
    static readonly className = 'Masking';
    private readonly value: number;

    constructor(args: LayerArgs) {
      super(args);
      this.value = (args['maskValue'] as number | undefined) ?? 0;
    }

    /** Which steps are there is no number that gradients go through; tfjs looks for them wherever operations are recorded. */
    override computeMask(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return unrecorded(() => tf.any(tf.notEqual(only(inputs), this.value), -1));
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() =>
        tf.customGrad((x, save) => {
          const there = tf.any(tf.notEqual(x as tf.Tensor, this.value), -1, true);
          (save as tf.GradSaveFunc)([there]);
          const kept = (each: tf.Tensor, mask: tf.Tensor) => tf.where(mask, each, tf.zerosLike(each));
          return {
            value: kept(x as tf.Tensor, there),
            gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => kept(dy, saved[0]!),
          };
        })(only(inputs)),
      );
    }
  } as unknown as LayerClass;
};
