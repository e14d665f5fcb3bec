import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { only, tfjsClass, type LayerClass } from '../define-class.js';

/**
 * A fully connected layer. In Node the product, the bias and the activation are taken one by one: tfjs-node's fused
 * product does no more, but wants its operands with a batch axis, and there a reshape is an operation of its own.
 */
export const denseClass = (): LayerClass => {
  const Base = tfjsClass<{
    readonly kernel: tfl.LayerVariable;
    readonly bias: tfl.LayerVariable | null;
    readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
    call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[];
  }>('Dense');
  return class Dense extends Base {
    static readonly className = 'Dense';

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      const x = only(inputs);
      if ((tf.getBackend() as string) !== 'tensorflow' || x.rank !== 2) return super.call(inputs, kwargs);
      return tf.tidy(() => {
        const product = tf.matMul(x as tf.Tensor2D, this.kernel.read() as tf.Tensor2D);
        const biased = this.bias ? tf.add(product, this.bias.read()) : product;
        return this.activation ? this.activation.apply(biased) : biased;
      });
    }
  } as unknown as LayerClass;
};
