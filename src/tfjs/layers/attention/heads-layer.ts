import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { attentionAxes, scoresShape } from '../../../shapes/attention-axes.js';
import { orThrow, ShapeMismatchError, showShape, type Shape } from '../../../shapes/shape.js';
import type { LayerArgs } from '../define-class.js';
import { countingInside, type Count } from '../inside.js';
import { settingOf } from '../settings.js';
import { allowedByAll, attend, stepsSeen } from './attend.js';
import { attentionLayer, type AttentionLayer } from './attention-layer.js';
import { masksOf, partsOf, type Parts } from './parts.js';

type AddWeight = tfl.layers.Layer & { addWeight(...args: readonly unknown[]): tfl.LayerVariable };

/** A dense layer into heads, or out of them. */
interface Projection {
  readonly kernel: tfl.LayerVariable;
  readonly bias: tfl.LayerVariable | undefined;
}

/** How many heads there are, and how long their vectors are. */
export interface HeadSizes {
  readonly heads: number;
  /** Of keys and values; each is used by as many heads of the query. */
  readonly groups: number;
  readonly keys: number;
  readonly values: number;
}

/** The base of attention by heads; see `headsLayer`. */
export interface HeadsLayer extends AttentionLayer {
  readonly sizes: HeadSizes;
}

let made: (abstract new (args: LayerArgs) => HeadsLayer) | undefined;

/** The base class of attention by heads: how many there are, and how long, is left to it. */
export const headsLayer = (): abstract new (args: LayerArgs) => HeadsLayer => {
  if (made) return made;
  abstract class Heads extends attentionLayer() implements HeadsLayer {
    private readonly dense = new Map<string, Projection>();

    abstract get sizes(): HeadSizes;

    private get out(): readonly number[] | undefined {
      const asked = this.args['outputShape'] as number | readonly number[] | null | undefined;
      return asked === undefined || asked === null ? undefined : [asked].flat();
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      const { query, value } = this.shapesOf(shapes);
      const output = [...query.slice(0, -1), ...(this.out ?? [query.at(-1)!])];
      if (!this.args['returnAttentionScores']) return output;
      return [
        output,
        [...scoresShape({ query, value }, this.over(query, value), this.sizes.heads)] as tfl.Shape,
      ];
    }

    private over(query: Shape, value: Shape): readonly number[] {
      const asked =
        (this.args['attentionAxes'] as number | readonly number[] | null | undefined) ?? undefined;
      return orThrow(attentionAxes('multiHeadAttention', { query, value }, asked));
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      const { query, value, key } = this.shapesOf(shapes);
      const { heads, groups, keys, values } = this.sizes;
      const out = this.out ?? [query.at(-1)!];
      const add = (name: string, kernel: readonly number[], bias: readonly number[]) =>
        this.dense.set(name, {
          kernel: this.weight(`${name}/kernel`, kernel, 'kernel'),
          bias: this.args['useBias'] === false ? undefined : this.weight(`${name}/bias`, bias, 'bias'),
        });
      add('query', [query.at(-1)!, heads, keys], [heads, keys]);
      add('key', [key.at(-1)!, groups, keys], [groups, keys]);
      if (this.args['useGate']) add('gate', [query.at(-1)!, heads, values], [heads, values]);
      add('value', [value.at(-1)!, groups, values], [groups, values]);
      add('attention_output', [heads, values, ...out], out);
      super.build(shapes);
    }

    private weight(name: string, shape: readonly number[], kind: 'kernel' | 'bias'): tfl.LayerVariable {
      const begins = kind === 'kernel' ? tfl.initializers.glorotUniform({}) : tfl.initializers.zeros();
      return (this as unknown as AddWeight).addWeight(
        ...[name, shape, 'float32', settingOf(this.args[`${kind}Initializer`]) ?? begins],
        ...[settingOf(this.args[`${kind}Regularizer`]), true, settingOf(this.args[`${kind}Constraint`])],
      );
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      return countingInside(kwargs, (count) => this.attended(inputs, kwargs, count));
    }

    /** What it gives; each dense layer's own output is `seen`. */
    private attended(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown, seen: Count): tf.Tensor | tf.Tensor[] {
      const given = partsOf([inputs].flat(), kwargs);
      const { query, value, key } = given;
      const over = this.over(query.shape, value.shape);
      const heads = (name: string, x: tf.Tensor) => this.intoHeads(seen(this.project(name, x, 1)), over);
      const [output, scores] = attend({
        query: heads('query', query),
        key: this.forHeads(heads('key', key)),
        value: this.forHeads(heads('value', value)),
        scale: 1 / Math.sqrt(this.sizes.keys),
        mask: this.mask(given, kwargs, over),
        // Keras has two ways to compute it, which differ there
        zeroed:
          query.rank !== 3 ||
          Number(this.args['dropout'] ?? 0) > 0 ||
          this.args['returnAttentionScores'] === true,
        drop: (all) => this.dropped(all, kwargs),
      });
      const apart = this.outOfHeads(output, query.shape, over);
      const gated = this.dense.has('gate')
        ? tf.mul(apart, seen(tf.sigmoid(this.project('gate', query, 1))))
        : apart;
      const made = seen(this.project('attention_output', gated, 2));
      if (!this.args['returnAttentionScores']) return made;
      const shape = scoresShape({ query: query.shape, value: value.shape }, over, this.sizes.heads);
      return [made, tf.reshape(scores, shape as number[])];
    }

    /** A dense layer over the last `count` axes. */
    private project(name: string, x: tf.Tensor, count: number): tf.Tensor {
      const { kernel, bias } = this.dense.get(name)!;
      const by = kernel.read();
      const width = by.shape.slice(0, count).reduce((a, b) => a * b, 1);
      const [rows, out] = [x.shape.slice(0, x.rank - count), by.shape.slice(count)];
      const product = tf.matMul(tf.reshape(x, [-1, width]), tf.reshape(by, [width, -1]));
      const all = bias ? tf.add(product, tf.reshape(bias.read(), [-1])) : product;
      return tf.reshape(all, [...rows, ...out]);
    }

    /** `[batch, ...axes, heads, size]` as `[batch, ...axes that are left alone, heads, steps, size]`. */
    private intoHeads(x: tf.Tensor, over: readonly number[]): tf.Tensor {
      const alone = x.shape
        .map((_, axis) => axis)
        .filter((axis) => axis < x.rank - 2 && !over.includes(axis));
      const ordered = tf.transpose(x, [...alone, x.rank - 2, ...over, x.rank - 1]);
      return tf.reshape(ordered, [...ordered.shape.slice(0, alone.length + 1), -1, x.shape.at(-1)!]);
    }

    /** Each head of the keys or values as often as heads of the query use it. */
    private forHeads(x: tf.Tensor): tf.Tensor {
      const { heads, groups } = this.sizes;
      if (heads === groups) return x;
      const [before, after] = [x.shape.slice(0, -3), x.shape.slice(-2)];
      const copies = Array.from({ length: heads / groups }, () => x);
      return tf.reshape(tf.stack(copies, x.rank - 2), [...before, heads, ...after]);
    }

    /** The way back, to `[batch, ...axes, heads, size]`. */
    private outOfHeads(x: tf.Tensor, query: readonly number[], over: readonly number[]): tf.Tensor {
      const steps = over.map((axis) => query[axis]!);
      const apart = tf.reshape(x, [...x.shape.slice(0, -2), ...steps, x.shape.at(-1)!]);
      const alone = query
        .map((_, axis) => axis)
        .filter((axis) => axis < query.length - 1 && !over.includes(axis));
      const order = [...alone, query.length - 1, ...over, query.length];
      return tf.transpose(
        apart,
        order.map((_, axis) => order.indexOf(axis)),
      );
    }

    /** What each step may look at, with an axis for the heads and those that are left alone. */
    private mask(given: Parts<tf.Tensor>, kwargs: unknown, over: readonly number[]): tf.Tensor | undefined {
      const { query, value, attentionMask } = given;
      const count = (shape: Shape) => over.reduce((product, axis) => product * Number(shape[axis]), 1);
      const [steps, values] = [count(query.shape), count(value.shape)];
      const carried = masksOf(kwargs);
      const masks = {
        query: given.queryMask ?? carried.query,
        value: given.valueMask ?? carried.value,
        key: given.keyMask ?? carried.key,
      };
      if (query.rank > 3 && (masks.query ?? masks.value ?? masks.key))
        throw new ShapeMismatchError(
          `${this.name}: masked steps need [batch, steps, features], got ${showShape(query.shape)}`,
        );
      const rules = [
        attentionMask && tf.reshape(attentionMask, this.spread(attentionMask, over, steps, values)),
        masks.query && tf.expandDims(masks.query, -1),
        masks.value && tf.expandDims(masks.value, 1),
        masks.key && tf.expandDims(masks.key, 1),
        stepsSeen(steps, values, {
          causal: this.isCausal(kwargs),
          window: (this.args['slidingWindow'] as number | null | undefined) ?? undefined,
        }),
      ].filter((rule) => rule !== undefined);
      if (rules.length === 0) return undefined;
      const all = allowedByAll(rules);
      const [batch, ...rest] = all.shape;
      return tf.reshape(all, [
        batch!,
        ...Array.from({ length: query.rank - 1 - over.length }, () => 1),
        ...rest,
      ]);
    }

    /** A mask `[batch, ...steps, ...values]` as `[batch, steps, values]`; an axis of one is for all. */
    private spread({ shape }: tf.Tensor, over: readonly number[], steps: number, values: number): number[] {
      if (over.length === 1) return shape;
      return [shape[0]!, steps, values];
    }
  }
  made = Heads;
  return made;
};
