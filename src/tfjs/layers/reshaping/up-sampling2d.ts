import * as tf from '@tensorflow/tfjs-core';
import { only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';
import { resizeAxis, type Interpolation } from '../interpolation.js';

/** Up-sampling as Keras computes it: tfjs's gradient is wrong for 'nearest', its 'bilinear' is another, and it has no more. */
export const upSampling2DClass = (): LayerClass => {
  const Base = tfjsClass<object>('UpSampling2D');
  return class UpSampling2D extends Base {
    static readonly className = 'UpSampling2D';
    private readonly size: readonly [number, number];
    private readonly interpolation: Interpolation;
    private readonly from: 1 | 2;

    constructor(args: LayerArgs) {
      // tfjs refuses what it does not know
      super({ ...args, interpolation: 'nearest' });
      this.size = (args['size'] as [number, number] | undefined) ?? [2, 2];
      this.interpolation = (args['interpolation'] as Interpolation | undefined) ?? 'nearest';
      this.from = args['dataFormat'] === 'channelsFirst' ? 2 : 1;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() =>
        this.size.reduce((x, times, i) => {
          const axis = this.from + i;
          return resizeAxis(x, axis, x.shape[axis]! * times, this.interpolation);
        }, only(inputs)),
      );
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), interpolation: this.interpolation };
    }
  } as unknown as LayerClass;
};
