import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { multiply } from '../../../shapes/arithmetic.js';
import { countOf } from '../../../shapes/sizes.js';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

/** Keras's Flatten, which takes `[batch, n]` and axes of unknown size too; tfjs's takes neither. */
export const flattenClass = (): LayerClass =>
  class Flatten extends tfl.layers.Layer {
    static readonly className = 'Flatten';
    private readonly first: boolean;

    constructor(args: LayerArgs) {
      super(args as never);
      this.first = args['dataFormat'] === 'channelsFirst';
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [batch, ...rest] = shape as (number | null)[];
      return [batch!, rest.reduce(multiply, 1)];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        // channels go last before flattening, as in Keras
        const ordered =
          this.first && x.rank > 2 ? tf.transpose(x, [0, ...x.shape.map((_, i) => i).slice(2), 1]) : x;
        return tf.reshape(ordered, [x.shape[0]!, countOf(x.shape.slice(1))]);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), dataFormat: this.first ? 'channelsFirst' : 'channelsLast' };
    }
  };
