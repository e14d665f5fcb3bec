import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { reshaped } from '../../../shapes/reshape.js';
import { orThrow } from '../../../shapes/shape.js';
import { withoutNames, type Sizes } from '../../../shapes/sizes.js';
import { only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

/** Reshaping; tfjs's says -1 of an axis that it could work out, and the next layer cannot be built on it. */
export const reshapeClass = (): LayerClass => {
  const Base = tfjsClass<object>('Reshape');
  return class Reshape extends Base {
    static readonly className = 'Reshape';
    private readonly target: Sizes;

    constructor(args: LayerArgs) {
      super(args);
      // tfjs writes null for -1
      this.target = (args['targetShape'] as (number | null)[]).map((dim) => dim ?? -1);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [batch, ...rest] = shape as (number | null)[];
      return [batch!, ...withoutNames(orThrow(reshaped(rest, this.target)))];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        return tf.reshape(x, [x.shape[0]!, ...(this.computeOutputShape(x.shape).slice(1) as number[])]);
      });
    }
  } as unknown as LayerClass;
};
