import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerArgs, LayerClass } from '../define-class.js';

/** As many boxes as there may be, and labels that are given with them. */
export const maxNumBoundingBoxesClass = (): LayerClass =>
  class MaxNumBoundingBoxes extends tfl.layers.Layer {
    static readonly className = 'MaxNumBoundingBoxes';

    constructor(private readonly args: LayerArgs) {
      super(args as never);
    }

    private get most(): number {
      return this.args['maxNumber'] as number;
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      const fixed = ([batch, , ...rest]: tfl.Shape): tfl.Shape => [batch!, this.most, ...rest];
      return Array.isArray(shapes[0]) ? (shapes as tfl.Shape[]).map(fixed) : fixed(shapes as tfl.Shape);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
      return tf.tidy(() => {
        const fixed = [inputs].flat().map((x) => this.fixed(x));
        return fixed.length === 1 ? fixed[0]! : fixed;
      });
    }

    private fixed(x: tf.Tensor): tf.Tensor {
      const kept = Math.min(x.shape[1]!, this.most);
      const rest = x.shape.slice(2);
      const cut = tf.slice(x, [0, 0, ...rest.map(() => 0)], [x.shape[0]!, kept, ...rest]);
      const after = x.shape.map((_, axis) => [0, axis === 1 ? this.most - kept : 0] as [number, number]);
      return tf.pad(cut, after, (this.args['fillValue'] as number | undefined) ?? -1);
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  } as unknown as LayerClass;
