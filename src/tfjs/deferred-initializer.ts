import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { InitializerConfig } from './initial-values.js';

/** tfjs's class of initializers, which it does not export. */
type InitializerClass = new () => tf.serialization.Serializable & {
  apply(shape: tfl.Shape, dtype?: tf.DataType): tf.Tensor;
};

/**
 * An initializer as a tfjs layer is given it: known by its name and settings where the layer is written to a file, but it
 * draws nothing: weights are zeros until `initialValues` fills them, once, as Keras draws them.
 */
export const deferredInitializer = ({ className, config }: InitializerConfig): object => {
  const Base = Object.getPrototypeOf(tfl.initializers.zeros().constructor) as InitializerClass;
  return new (class extends Base {
    static readonly className = className;
    override apply(shape: tfl.Shape, dtype?: tf.DataType): tf.Tensor {
      return tf.zeros(shape as number[], dtype);
    }
    override getConfig(): tf.serialization.ConfigDict {
      const known = Object.entries(config).filter(([, value]) => value !== undefined);
      return Object.fromEntries(
        known.map(([key, value]) => [
          key,
          // tfjs's name for the normal distribution that is not cut
          value === 'untruncatedNormal' ? 'normal' : value === 'normal' ? 'truncatedNormal' : value,
        ]),
      ) as tf.serialization.ConfigDict;
    }
  })();
};
