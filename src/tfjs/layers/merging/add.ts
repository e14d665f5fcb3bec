import * as tf from '@tensorflow/tfjs-core';
import { tfjsClass, type LayerClass } from '../define-class.js';

/** Addition; a step that is there in any of the tensors is there in their sum, where tfjs wants it in all. */
export const addClass = (): LayerClass => {
  const Base = tfjsClass<object>('Add');
  return class Add extends Base {
    static readonly className = 'Add';

    override computeMask(_inputs: unknown, masks: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const all = [masks].flat();
      if (all.some((mask) => !mask)) return null as unknown as tf.Tensor;
      return tf.tidy(() => all.reduce((some, mask) => tf.logicalOr(some, mask)));
    }
  } as unknown as LayerClass;
};
