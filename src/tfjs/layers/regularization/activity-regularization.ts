import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

/** Passes values on; the penalty on them is taken where the loss is. */
export const activityRegularizationClass = (): LayerClass =>
  class ActivityRegularization extends tfl.layers.Layer {
    static readonly className = 'ActivityRegularization';
    override readonly supportsMasking = true;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return only(inputs);
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), l1: this.args['l1'] ?? 0, l2: this.args['l2'] ?? 0 };
    }
  };
