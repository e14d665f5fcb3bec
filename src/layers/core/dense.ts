import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import type { Counted } from '../../shapes/arithmetic.js';
import { count } from '../../options/kinds.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { kernelOptions, type BiasShape, type KernelOptions } from '../options/kernel.js';
import type { CountArg } from '../options/numbers.js';

/** Options of `dense`. */
export interface DenseOptions<B extends boolean = boolean> extends LayerOptions, KernelOptions<B> {}

/** The last axis becomes `units`: `[null, 784]` gives `[null, 10]`. */
export interface DenseRule<U extends number, B extends boolean = true> extends Rule {
  readonly of: ['dense', U, B];
  readonly params: this['in'] extends readonly [...unknown[], infer Features extends number]
    ? NumbersIn<[[Features, U], ...BiasShape<U, B>]>
    : unknown;
  readonly out: DenseOut<this['in'], U>;
}

type DenseOut<S, U extends number> = S extends readonly [infer B, ...infer Between, infer Features]
  ? Features extends null | string
    ? ShapeError<`dense needs to know the size of the last axis, got ${Show<S>}`, [B, ...Between, Counted<U>]>
    : [B, ...Between, Counted<U>]
  : number extends (S & Shape)['length']
    ? Shape
    : ShapeError<`dense needs [batch, ..., features], got ${Show<S>}`, [null, Counted<U>]>;

/** Value twin of `DenseRule`. */
const denseShape = (shape: Shape, units: number): Checked => {
  if (shape.length < 2) return misfit(`dense needs [batch, ..., features], got ${showShape(shape)}`);
  if (typeof shape.at(-1) !== 'number')
    return misfit(`dense needs to know the size of the last axis, got ${showShape(shape)}`);
  return fits([...shape.slice(0, -1), units]);
};

/** Fully connected layer; its signature, wherever it stands. */
export interface Dense<Where extends Place> {
  /**
   * Fully connected layer: `activation(input · kernel + bias)` along the last axis.
   *
   * Input `[batch, ..., features]`, output `[batch, ..., units]`.
   * Weights: `kernel` `[features, units]`, `bias` `[units]`.
   *
   * @param units The size of the output's last axis: a whole number above zero.
   * @throws ShapeMismatchError where the size of the last axis is not known.
   * @example input([784]).dense(128, { activation: 'relu' }).dense(10)
   * @see https://keras.io/api/layers/core_layers/dense/
   */
  <const U extends number, B extends boolean = true, Name extends string = never, At = Where>(
    this: This<Where, At>,
    units: Arg<At, DenseRule<U, B>, CountArg<'dense: units', U>>,
    options?: DenseOptions<B> | AsObject<'dense', "{ activation: 'relu' }", Name>,
  ): Placed<At, DenseRule<U, B>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Fully connected layer.
     *
     * @example input([784]).dense(128, { activation: 'relu' }).dense(10)
     * @see https://keras.io/api/layers/core_layers/dense/
     */
    readonly dense: Dense<OnTensor>;
  }
}

/**
 * Fully connected layer.
 *
 * @example sequential([784], [dense(128, { activation: 'relu' }), dense(10)])
 * @see https://keras.io/api/layers/core_layers/dense/
 */
export const dense: Dense<Free> = defineLayer({
  name: 'dense',
  className: 'Dense',
  baseName: 'dense',
  masks: 'pass',
  takes: { units: count },
  options: kernelOptions satisfies OwnOptions<DenseOptions>,
  spec: ({ units, useBias, kernelInitializer, biasInitializer }) => ({
    outputShape: (inputs) => denseShape(onlyInput('dense', inputs), units),
    weights: ([shape]): readonly WeightSpec[] => [
      {
        name: 'kernel',
        shape: [shape!.at(-1) as number, units],
        trainable: true,
        initializer: kernelInitializer,
      },
      ...(useBias ? [{ name: 'bias', shape: [units], trainable: true, initializer: biasInitializer }] : []),
    ],
  }),
});
