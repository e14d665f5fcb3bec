import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { axis as axisKind, number } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type {
  Arg,
  Free,
  OnTensor,
  OptionalArg,
  Place,
  Placed,
  Rule,
  SameRule,
  This,
} from '../../graph/rule.js';
import { axisOf, replaceAxis, type Axis, type ReplaceAxis } from '../../shapes/axis.js';
import { half, type Half } from '../../shapes/half.js';
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
import { onAxis, type OnAxis } from '../options/axis.js';
import { layerActivation, type LayerActivation } from '../options/activations.js';

/** Options of `activation`. */
export interface ActivationOptions<A extends number = number> extends LayerOptions {
  /** Of `'glu'`: the axis that is split; from the end if negative. Default -1. */
  axis?: A;
  /** Of `'threshold'`: what a value must exceed to stay. */
  threshold?: number;
  /** Of `'threshold'`: what stands for a value that does not. */
  defaultValue?: number;
}

/** The options of one activation alone. */
const ofOne = { axis: 'glu', threshold: 'threshold', defaultValue: 'threshold' } as const;
type OfOne = typeof ofOne;

/** The sentence for an option of another activation, or for one that is missing; `undefined` where all is well. */
type WrongOptions<N extends LayerActivation, Given, K extends keyof OfOne = keyof Given & keyof OfOne> = [
  Strangers<N, K>,
] extends [never]
  ? [N] extends ['threshold']
    ? 'threshold' extends K
      ? Missing<Exclude<'defaultValue', K>>
      : Missing<'threshold'>
    : undefined
  : Strangers<N, K>;

type Strangers<N extends LayerActivation, K extends keyof OfOne> = K extends keyof OfOne
  ? OfOne[K] extends N
    ? never
    : `activation: ${K} is an option of '${OfOne[K]}', and this is '${N}'`
  : never;

type Missing<K extends string> = [K] extends [never]
  ? undefined
  : `activation: ${K} must be given for 'threshold', a number`;

/** The shape stays; `'glu'` halves an axis. */
export interface ActivationRule<N extends LayerActivation, A extends number> extends Rule {
  readonly of: ['activation', N, A];
  readonly params: '0';
  readonly out: [N] extends ['glu'] ? Halved<this['in'], A> : 'glu' extends N ? Shape : this['in'];
}

type Halved<In, A extends number> =
  OnAxis<'activation glu', In, A> extends infer S
    ? S extends Shape
      ? Half<S[Axis<S, A>]> extends infer H
        ? [H] extends [undefined]
          ? ShapeError<
              `activation glu needs an axis ${A} that can be halved, got ${Show<S>}`,
              ReplaceAxis<S, Axis<S, A>, number>
            >
          : ReplaceAxis<S, Axis<S, A>, H>
        : never
      : S
    : never;

/** Value twin of `Halved`. */
const halved = (shape: Shape, axis: number): Checked => {
  const at = axisOf(shape, axis);
  if (at === undefined) return onAxis('activation glu', shape, axis);
  const size = half(shape[at]!);
  return size === undefined
    ? misfit(`activation glu needs an axis ${axis} that can be halved, got ${showShape(shape)}`)
    : fits(replaceAxis(shape, at, size));
};

/** An activation function as a layer; its signature, wherever it stands. */
export interface Activation<Where extends Place> {
  /**
   * Puts an activation function on every value.
   *
   * Input `[batch, ...]`, output the same shape; `'glu'` takes one half of an axis times the sigmoid of the other, which
   * halves the axis, and `'threshold'` puts `defaultValue` in the place of what is not above `threshold`.
   *
   * @param name The function: `'relu'`, `'tanh'`, ...
   * @throws ShapeMismatchError for `'glu'` where the axis is odd, or not there.
   * @example input([10]).activation('softmax')
   * @see https://keras.io/api/layers/core_layers/activation/
   */
  <
    const N extends LayerActivation,
    const A extends number = -1,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    name: WrongOptions<N, Given> extends infer Why extends string ? Why : Arg<At, ActivationRule<N, A>, N>,
    options?: OptionalArg<
      At,
      SameRule,
      Given,
      ActivationOptions<A> | AsObject<'activation', "{ name: 'first' }", Name>
    >,
  ): Placed<At, ActivationRule<N, A>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * An activation function as a layer.
     *
     * @example input([10]).activation('softmax')
     * @see https://keras.io/api/layers/core_layers/activation/
     */
    readonly activation: Activation<OnTensor>;
  }
}

/** Throws the sentence of `WrongOptions`. */
const checkOptions = (name: string, given: Readonly<Record<string, unknown>>): void => {
  for (const [option, of] of Object.entries(ofOne)) {
    if (of !== name && given[option] !== undefined)
      throw new TypeError(`activation: ${option} is an option of '${of}', and this is '${name}'`);
    if (of === name && of === 'threshold' && given[option] === undefined)
      throw new TypeError(`activation: ${option} must be given for '${name}', a number`);
  }
};

/**
 * An activation function as a layer.
 *
 * @example sequential([10], [activation('softmax')])
 * @see https://keras.io/api/layers/core_layers/activation/
 */
export const activation: Activation<Free> = defineLayer({
  name: 'activation',
  className: 'Activation',
  baseName: 'activation',
  masks: 'pass',
  takes: { activation: layerActivation },
  options: {
    axis: optional(axisKind),
    threshold: optional(number),
    defaultValue: optional(number),
  } satisfies OwnOptions<ActivationOptions>,
  spec: (config) => {
    checkOptions(config.activation, config);
    return {
      outputShape: (inputs) => {
        const shape = onlyInput('activation', inputs);
        return config.activation === 'glu' ? halved(shape, config.axis ?? -1) : fits(shape);
      },
      weights: () => [],
    };
  },
});
