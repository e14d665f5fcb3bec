import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { channelsLast, isTraining, only, type LayerArgs, type LayerClass } from '../define-class.js';
import type { Settings } from '../regularization/random-layer.js';

/** The class of a layer that makes of images others of the same shape, without chance; `when`: in training alone, or always. */
export const imageFilterClass = (
  className: string,
  when: 'always' | 'training',
  filter: (images: tf.Tensor4D, settings: Settings) => tf.Tensor,
): LayerClass =>
  class ImageFilter extends tfl.layers.Layer {
    static readonly className = className;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor {
      const x = only(inputs);
      if (when === 'training' && !isTraining(kwargs)) return x;
      const isFirst = this.args['dataFormat'] === 'channelsFirst';
      return tf.tidy(() => channelsLast(x, isFirst, (images: tf.Tensor4D) => filter(images, this.args)));
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
