import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ShapeMismatchError, showShape } from '../../../shapes/shape.js';
import { keptSteps, type LayerArgs } from '../define-class.js';
import { attentionLayer, type AttentionLayer } from './attention-layer.js';
import { allowedByAll, stepsSeen } from './attend.js';
import { masksOf, partsOf } from './parts.js';

/** The base of attention without heads; see `oneHeadLayer`. */
export interface OneHeadLayer extends AttentionLayer {
  /** How alike each step of a query and each key are, `[..., steps, values]`. */
  likeness(query: tf.Tensor, key: tf.Tensor): tf.Tensor;
}

let made: (abstract new (args: LayerArgs) => OneHeadLayer) | undefined;

/** The base class of attention without heads: what likeness is, is left to it. */
export const oneHeadLayer = (): abstract new (args: LayerArgs) => OneHeadLayer => {
  if (made) return made;
  abstract class OneHead extends attentionLayer() implements OneHeadLayer {
    abstract likeness(query: tf.Tensor, key: tf.Tensor): tf.Tensor;

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      const { query, value } = this.shapesOf(shapes);
      const before = query.slice(0, -1);
      const output = [...before, value.at(-1)!];
      return this.args['returnAttentionScores'] ? [output, [...before, value.at(-2)!]] : output;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      return tf.tidy(() => {
        const given = partsOf([inputs].flat(), kwargs);
        const { query, value, key } = given;
        const carried = masksOf(kwargs);
        const [queryMask, valueMask] = [given.queryMask ?? carried.query, given.valueMask ?? carried.value];
        if (query.rank > 3 && (queryMask ?? valueMask))
          throw new ShapeMismatchError(
            `${this.name}: masked steps need [batch, steps, features], got ${showShape(query.shape)}`,
          );
        const likeness = this.likeness(query, key);
        const seen = this.seen(likeness, valueMask, kwargs);
        // as Keras: where nothing is to be seen, all is, by what it is like
        const masked = seen ? tf.where(seen, likeness, tf.sub(likeness, 1e9)) : likeness;
        const scores = this.dropped(tf.softmax(masked, -1), kwargs);
        const output = tf.matMul(scores, value);
        const kept = queryMask
          ? keptSteps(output, tf.broadcastTo(tf.expandDims(queryMask, -1), output.shape))
          : output;
        return this.args['returnAttentionScores'] ? [kept, scores] : kept;
      });
    }

    /** Which values each step may look at, of the shape of the scores. */
    private seen(
      { shape }: tf.Tensor,
      valueMask: tf.Tensor | undefined,
      kwargs: unknown,
    ): tf.Tensor | undefined {
      const [steps, values] = shape.slice(-2) as [number, number];
      const rules = [
        valueMask && tf.expandDims(valueMask, 1),
        stepsSeen(steps, values, { causal: this.isCausal(kwargs), window: undefined }),
      ].filter((rule) => rule !== undefined);
      if (rules.length === 0) return undefined;
      return tf.cast(tf.broadcastTo(allowedByAll(rules), shape), 'bool');
    }
  }
  made = OneHead;
  return made;
};
