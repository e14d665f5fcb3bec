import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerClass } from '../define-class.js';

/** What it is given, as it is; tfjs has no such layer. */
export const identityClass = (): LayerClass =>
  class Identity extends tfl.layers.Layer {
    static readonly className = 'Identity';
    override readonly supportsMasking = true;
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return only(inputs);
    }
  };
