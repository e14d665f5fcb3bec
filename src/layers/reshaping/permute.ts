import { defineLayer, onlyInput, type LayerOptions } from '../../graph/layer.js';
import type { Shown } from '../../errors/show.js';
import { count, listOf } from '../../options/kinds.js';
import type { AsObject } from '../options/as-object.js';
import type { ListIn, ListOr } from '../options/numbers.js';
import type { Free, OneOfSeveral, OnTensor, Place, Placed, Rule, This, TupleArg } from '../../graph/rule.js';
import type { EachOf } from '../../shapes/shape.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';

/** Axes in another order: `[null, 10, 64]` and `[2, 1]` give `[null, 64, 10]`. */
export interface PermuteRule<D extends readonly number[]> extends Rule {
  readonly of: ['permute', D];
  readonly params: '0';
  readonly out: EachOf<D extends unknown ? PermuteOut<this['in'], D> : never>;
}

type PermuteOut<In, D extends readonly number[]> = number extends (In & Shape)['length'] | D['length']
  ? Unknown<D>
  : IsOrder<D> extends true
    ? In extends readonly [unknown, ...infer Rest]
      ? Rest['length'] extends D['length']
        ? Ordered<In, D>
        : ShapeError<NotSoMany<D, In>, Unknown<D>>
      : ShapeError<NotSoMany<D, In>, Unknown<D>>
    : Unknown<D>;

type NotSoMany<
  D extends readonly number[],
  In,
> = `permute: ${Shown<D>} is an order of ${D['length']} axes after the batch, got ${Show<In>}`;

type Unknown<D extends readonly number[]> = number extends D['length']
  ? Shape
  : [null, ...{ [K in keyof D]: number }];

type Ordered<In, D extends readonly number[]> = In extends readonly [infer B, ...unknown[]]
  ? [B, ...{ -readonly [K in keyof D]: number extends D[K] ? number : In[D[K] & keyof In] }]
  : never;

/** The places that a list has, counted from 1: `Places<[5, 5]>` is `1 | 2`. */
type Places<D extends readonly unknown[]> = D extends readonly [unknown, ...infer Rest]
  ? D['length'] | Places<Rest>
  : never;

/** Whether a list holds each of its places once; wide numbers are checked when the layer is made. */
type IsOrder<D extends readonly number[]> = number extends D[number]
  ? true
  : [Places<D>] extends [D[number]]
    ? true
    : false;

/** The type of the argument: the sentence stands at the last element, of what is no order and of what does not fit. */
type OrderArg<At, D extends readonly number[]> = [BadOrder<D>] extends [never]
  ? TupleArg<At, PermuteRule<D>, D>
  : [D] extends [readonly [unknown, ...unknown[]]]
    ? OneOfSeveral<D> extends true
      ? BadOrder<D>
      : {
          readonly [K in keyof D]: D extends readonly [...infer Init, unknown]
            ? K extends `${Init['length']}`
              ? BadOrder<D>
              : D[K]
            : D[K];
        }
    : BadOrder<D>;

/** The sentence for each of some lists that is no order, or `never`. */
type BadOrder<D extends readonly number[]> = D extends readonly []
  ? NoOrder<D>
  : IsOrder<D> extends true
    ? never
    : NoOrder<D>;

type NoOrder<D extends readonly number[]> = `permute: dims must be ${Needs}, got ${Shown<D>}`;

type Needs = 'each axis after the batch once, counted from 1, e.g. [2, 1]';

/** Value twin of `PermuteRule`. */
const permuted = (shape: Shape, dims: readonly number[]): Checked =>
  shape.length === dims.length + 1
    ? fits([shape[0]!, ...dims.map((dim) => shape[dim]!)])
    : misfit(
        `permute: [${dims.join(', ')}] is an order of ${dims.length} axes after the batch, got ${showShape(shape)}`,
      );

/** Another order of axes; its signature, wherever it stands. */
export interface Permute<Where extends Place> {
  /**
   * Puts the axes after the batch into another order.
   *
   * Input `[batch, ...]`, output `[batch, ...]` with the sizes in that order.
   *
   * @param dims The axes in their new order, counted from 1: `[2, 1]` lets the two change places.
   * @throws ShapeMismatchError where the input has more axes, or fewer.
   * @example input([10, 64]).permute([2, 1]) // [null, 64, 10]
   * @see https://keras.io/api/layers/reshaping_layers/permute/
   */
  <const D, Name extends string = never, At = Where>(
    this: This<Where, At>,
    dims: ListOr<'permute: dims', Needs, D, OrderArg<At, ListIn<D>>>,
    options?: LayerOptions | AsObject<'permute', "{ name: 'first' }", Name>,
  ): Placed<At, PermuteRule<ListIn<D>>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Another order of axes.
     *
     * @example input([10, 64]).permute([2, 1]) // [null, 64, 10]
     * @see https://keras.io/api/layers/reshaping_layers/permute/
     */
    readonly permute: Permute<OnTensor>;
  }
}

const order = listOf(
  'each axis after the batch once, counted from 1, e.g. [2, 1]' satisfies Needs,
  count,
  (dims) => dims.length > 0 && new Set(dims).size === dims.length && Math.max(...dims) === dims.length,
);

/**
 * Another order of axes.
 *
 * @example sequential([10, 64], [permute([2, 1])]) // [null, 64, 10]
 * @see https://keras.io/api/layers/reshaping_layers/permute/
 */
export const permute: Permute<Free> = defineLayer({
  name: 'permute',
  className: 'Permute',
  baseName: 'permute',
  integers: true,
  takes: { dims: order },
  options: {},
  spec: ({ dims }) => ({
    outputShape: (inputs) => permuted(onlyInput('permute', inputs), dims),
    weights: () => [],
  }),
});
