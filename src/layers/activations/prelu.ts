import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { count, either, listOf } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { Checked, Shape, ShapeError, Show } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { onAxis, onKnownAxes, type OnKnownAxes } from '../options/axis.js';
import { constraintKind, type Constraint } from '../options/constraints.js';
import { initializerKind, type Initializer } from '../options/initializers.js';
import { regularizerKind, type Regularizer } from '../options/regularizers.js';

/** An axis after the batch, or several. */
export type SharedAxes = number | readonly number[];

/** Options of `preLU`. */
export interface PReLUOptions<A extends SharedAxes = SharedAxes> extends LayerOptions {
  /** The axes along which a slope is shared, counted from 1: `[1, 2]` gives each channel of images one. Default none. */
  sharedAxes?: A;
  /** How the slopes begin. Default `'zeros'`. */
  alphaInitializer?: Initializer;
  /** A penalty on the slopes, added to the loss. Default none. */
  alphaRegularizer?: Regularizer;
  /** What the slopes are held to after each step. Default none. */
  alphaConstraint?: Constraint;
}

/** The shape stays, if the axes along which there are several slopes are known. */
export interface PReLURule<A extends SharedAxes> extends Rule {
  readonly of: ['preLU', A];
  readonly out: this['in'] extends readonly [unknown, ...infer Rest]
    ? number extends InList<A>
      ? this['in']
      : [Exclude<InList<A>, Places<Rest>>] extends [never]
        ? OnKnownAxes<'preLU', this['in'], Own<Rest, InList<A>>>
        : ShapeError<`preLU: ${Show<this['in']>} has no axis ${Exclude<InList<A>, Places<Rest>>}`, this['in']>
    : this['in'];
}

type InList<A> = A extends readonly (infer N extends number)[] ? N : A & number;

/** The places of the axes after the batch: `Places<[4, 5]>` is `1 | 2`. */
type Places<Rest extends readonly unknown[]> = Rest extends readonly [unknown, ...infer After]
  ? Rest['length'] | Places<After>
  : never;

/** The axes after the batch that are not shared: `Own<[4, 5], 1>` is `[2]`. */
type Own<
  Rest,
  Shared,
  Before extends readonly unknown[] = [0],
  Done extends readonly number[] = [],
> = Rest extends readonly [unknown, ...infer After]
  ? Own<
      After,
      Shared,
      [...Before, 0],
      Before['length'] extends Shared ? Done : [...Done, Before['length'] & number]
    >
  : Done;

const axesIn = (given: SharedAxes | undefined): readonly number[] =>
  given === undefined ? [] : [given].flat();

/** Value twin of `PReLURule`. */
const slopes = (shape: Shape, shared: readonly number[]): Checked => {
  const beyond = shared.find((axis) => axis >= shape.length);
  if (beyond !== undefined) return onAxis('preLU', shape, beyond);
  return onKnownAxes(
    'preLU',
    shape,
    [...shape.keys()].slice(1).filter((axis) => !shared.includes(axis)),
  );
};

/** Parametric rectified linear unit; its signature, wherever it stands. */
export interface PReLU<Where extends Place> {
  /**
   * Parametric rectified linear unit: x above zero, and `alpha * x` below, the slopes learned. He et al. 2015.
   *
   * Input `[batch, ...]`, output the same shape.
   * Weights: `alpha` `[...]`, as the input without the batch, 1 along shared axes.
   *
   * @throws ShapeMismatchError where the size of an axis is not known that is not shared, or a shared one is not there.
   * @example input([28, 28, 3]).conv2d(8, 3).preLU({ sharedAxes: [1, 2] })
   * @see https://keras.io/api/layers/activation_layers/prelu/
   */
  <const A extends SharedAxes = [], Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, PReLURule<A>, Given>,
    options?: OptionalArg<
      At,
      PReLURule<A>,
      Given,
      PReLUOptions<A> | AsObject<'preLU', '{ sharedAxes: [1, 2] }', Name>
    >,
  ): Placed<At, PReLURule<A>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Parametric rectified linear unit.
     *
     * @example input([28, 28, 3]).conv2d(8, 3).preLU({ sharedAxes: [1, 2] })
     * @see https://keras.io/api/layers/activation_layers/prelu/
     */
    readonly preLU: PReLU<OnTensor>;
  }
}

const axes: Kind<SharedAxes> = either(
  count,
  listOf('a list of them', count, (list) => new Set(list).size === list.length),
);

/**
 * Parametric rectified linear unit.
 *
 * @example sequential([28, 28, 3], [conv2d(8, 3), preLU({ sharedAxes: [1, 2] })])
 * @see https://keras.io/api/layers/activation_layers/prelu/
 */
export const preLU: PReLU<Free> = defineLayer({
  name: 'preLU',
  className: 'PReLU',
  baseName: 'p_re_lu',
  masks: 'pass',
  options: {
    sharedAxes: optional(axes),
    alphaInitializer: optional(initializerKind, 'zeros'),
    alphaRegularizer: optional(regularizerKind),
    alphaConstraint: optional(constraintKind),
  } satisfies OwnOptions<PReLUOptions>,
  spec: ({ sharedAxes, alphaInitializer }) => {
    const shared = axesIn(sharedAxes);
    return {
      outputShape: (inputs) => slopes(onlyInput('preLU', inputs), shared),
      weights: ([shape]) => [
        {
          name: 'alpha',
          shape: shape!.slice(1).map((size, i) => (shared.includes(i + 1) ? 1 : (size as number))),
          trainable: true,
          initializer: alphaInitializer,
        },
      ],
    };
  },
});
