import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { withSlope } from './with-slope.js';
import { only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

/** Keras's LeakyReLU, whose option has another name in tfjs; files hold both. */
export const leakyReluClass = (): LayerClass =>
  class LeakyReLU extends tfl.layers.Layer {
    static readonly className = 'LeakyReLU';
    override readonly supportsMasking = true;
    private readonly negativeSlope: number;

    constructor(args: LayerArgs) {
      super(args as never);
      this.negativeSlope = (args['negativeSlope'] as number | undefined) ?? 0.3;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => tf.leakyRelu(only(inputs), this.negativeSlope));
    }

    override getConfig(): tf.serialization.ConfigDict {
      const { negativeSlope } = this;
      return { ...super.getConfig(), negativeSlope, alpha: negativeSlope };
    }
  };

/** Keras's ELU with its alpha, which tfjs's leaves out. */
export const eluClass = (): LayerClass =>
  class ELU extends tfl.layers.Layer {
    static readonly className = 'ELU';
    override readonly supportsMasking = true;
    private readonly alpha: number;

    constructor(args: LayerArgs) {
      super(args as never);
      this.alpha = (args['alpha'] as number | undefined) ?? 1;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const { alpha } = this;
      return tf.tidy(() => (alpha === 1 ? tf.elu(only(inputs)) : this.scaled(only(inputs))));
    }

    private scaled(x: tf.Tensor): tf.Tensor {
      const below = (part: tf.Tensor, above: tf.Tensor) =>
        tf.where(tf.greater(x, 0), above, tf.mul(part, this.alpha));
      return withSlope(
        (given) => below(tf.elu(given), given),
        (given) => below(tf.exp(given), tf.onesLike(given)),
      )(x);
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), alpha: this.alpha };
    }
  };

/** Keras's PReLU by its own formula: the gradient at 0 is 0, where tfjs has the slope. */
export const preluClass = (): LayerClass => {
  const Base = tfjsClass<{ readonly alpha: tfl.LayerVariable }>('PReLU');
  return class PReLU extends Base {
    static readonly className = 'PReLU';

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        return tf.sub(tf.relu(x), tf.mul(this.alpha.read(), tf.relu(tf.neg(x))));
      });
    }
  } as unknown as LayerClass;
};
