import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { isTraining, maskOf, only, type LayerClass } from '../define-class.js';
import { holdingLayer } from '../holding.js';
import { countingInside, type HeldCall, type Inside } from '../inside.js';

const childOf = ([batch, , ...rest]: tfl.Shape): tfl.Shape => [batch!, ...rest];

/**
 * A layer on each step. All steps go through it at once, as rows of one batch; but a layer that keeps statistics of its
 * batches is given one step after the other in training, as Keras does.
 */
export const timeDistributedClass = (): LayerClass =>
  class TimeDistributed extends holdingLayer() {
    static readonly className = 'TimeDistributed';
    override readonly supportsMasking = true;

    private get layer(): tfl.layers.Layer {
      return this.held['layer']![0]!;
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      this.buildHeld(this.layer, childOf(shape as tfl.Shape));
      super.build(shape);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [batch, ...rest] = this.layer.computeOutputShape(childOf(shape as tfl.Shape)) as tfl.Shape;
      return [batch!, (shape as tfl.Shape)[1]!, ...rest];
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      return countingInside(kwargs, (_, penalties) => {
        const x = only(inputs);
        const mask = maskOf(kwargs);
        const inOrder = isTraining(kwargs) && this.layer.nonTrainableWeights.length > 0;
        if (inOrder) return this.oneByOne(x, mask, kwargs, penalties);
        const ofRows: tf.Scalar[] = [];
        const made = this.atOnce(x, mask, kwargs, ofRows);
        // Keras has one for each step, of its samples: a mean over the rows is a step's share of their sum
        penalties.push(...ofRows.map((each) => tf.mul(each, x.shape[1]!) as tf.Scalar));
        return made;
      });
    }

    private atOnce(
      x: tf.Tensor,
      mask: tf.Tensor | undefined,
      kwargs: unknown,
      penalties: tf.Scalar[],
    ): tf.Tensor {
      const rows = (each: tf.Tensor) => tf.reshape(each, [-1, ...each.shape.slice(2)]);
      const y = this.inner(rows(x), mask && rows(mask), kwargs, penalties);
      return tf.reshape(y, [x.shape[0]!, x.shape[1]!, ...y.shape.slice(1)]);
    }

    private oneByOne(
      x: tf.Tensor,
      mask: tf.Tensor | undefined,
      kwargs: unknown,
      penalties: tf.Scalar[],
    ): tf.Tensor {
      const masks = mask && tf.unstack(mask, 1);
      return tf.stack(
        tf.unstack(x, 1).map((step, i) => this.inner(step, masks?.[i], kwargs, penalties)),
        1,
      );
    }

    private inner(
      x: tf.Tensor,
      mask: tf.Tensor | undefined,
      kwargs: unknown,
      penalties: tf.Scalar[],
    ): tf.Tensor {
      const call: HeldCall = { training: isTraining(kwargs), ...(mask && { mask }) };
      const { held } = (kwargs ?? {}) as Inside;
      return held ? held(x, call, penalties) : only(this.layer.call(x, { ...call }));
    }
  } as unknown as LayerClass;
