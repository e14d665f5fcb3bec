import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import { flag, notNegative } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import type { Shape } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { axisOrAxes, onKnownAxes, type AxesSizes, type OnKnownAxes } from '../options/axis.js';
import { constraintKind, type Constraint } from '../options/constraints.js';
import { initializerKind, type Initializer } from '../options/initializers.js';
import { regularizerKind, type Regularizer } from '../options/regularizers.js';

/** Options of `layerNormalization`. */
export interface LayerNormalizationOptions<
  A extends number | readonly number[] = number | readonly number[],
  Ce extends boolean = boolean,
  Sc extends boolean = boolean,
  Rms extends boolean = boolean,
> extends LayerOptions {
  /** The axis, or axes, over which each sample is normalised; from the end if negative. Default -1. */
  axis?: A;
  /** What keeps the division finite. Default 0.001. */
  epsilon?: number;
  /** Whether `beta` is added. Default true. */
  center?: Ce;
  /** Whether the result is multiplied by `gamma`. Default true. */
  scale?: Sc;
  /**
   * Whether `x` itself is divided, not what is left of it without its mean; then there is no `beta`, and always `gamma`.
   * Keras keeps it for old models: `rmsNormalization` divides by the root mean square. Default false.
   */
  rmsScaling?: Rms;
  /** How beta begins. Default `'zeros'`. */
  betaInitializer?: Initializer;
  /** How gamma begins. Default `'ones'`. */
  gammaInitializer?: Initializer;
  /** A penalty on beta: `'l2'`, `regularizers.l2(0.001)`. Default none. */
  betaRegularizer?: Regularizer;
  /** A penalty on gamma: `'l2'`, `regularizers.l2(0.001)`. Default none. */
  gammaRegularizer?: Regularizer;
  /** What beta is held to: `'nonNeg'`, `constraints.maxNorm(3)`. Default none. */
  betaConstraint?: Constraint;
  /** What gamma is held to: `'nonNeg'`, `constraints.maxNorm(3)`. Default none. */
  gammaConstraint?: Constraint;
}

/** A weight of a shape, if there is one. */
type If<There extends boolean, S extends Shape> = There extends true ? [S] : [];

/** The shape stays, if it has the axes, and their sizes are known. */
export interface LayerNormalizationRule<
  A extends number | readonly number[],
  Ce extends boolean = true,
  Sc extends boolean = true,
  Rms extends boolean = false,
> extends Rule {
  readonly of: ['layerNormalization', A, Ce, Sc, Rms];
  readonly params: AxesSizes<this['in'], A extends number ? [A] : A> extends infer Size extends Shape
    ? NumbersIn<Rms extends true ? [Size] : [...If<Sc, Size>, ...If<Ce, Size>]>
    : unknown;
  readonly out: OnKnownAxes<'layerNormalization', this['in'], A extends number ? [A] : A>;
}

/** Layer normalization; its signature, wherever it stands. */
export interface LayerNormalization<Where extends Place> {
  /**
   * Normalises each sample by its own mean and variance: `gamma * (x - mean) / sqrt(variance + epsilon) + beta`.
   * Ba et al. 2016.
   *
   * Input `[batch, ..., features]`, output the same shape. Weights: `gamma`, `beta`, of the sizes of the axes.
   *
   * @throws ShapeMismatchError where there is no such axis, or its size is not known.
   * @example input([20, 64]).layerNormalization()
   * @see https://keras.io/api/layers/normalization_layers/layer_normalization/
   */
  <
    const A extends number | readonly number[] = -1,
    Given = undefined,
    Ce extends boolean = true,
    Sc extends boolean = true,
    Rms extends boolean = false,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, LayerNormalizationRule<A, Ce, Sc, Rms>, Given>,
    options?: OptionalArg<
      At,
      LayerNormalizationRule<A, Ce, Sc, Rms>,
      Given,
      LayerNormalizationOptions<A, Ce, Sc, Rms> | AsObject<'layerNormalization', '{ epsilon: 0.001 }', Name>
    >,
  ): Placed<At, LayerNormalizationRule<A, Ce, Sc, Rms>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Layer normalization.
     *
     * @example input([20, 64]).layerNormalization()
     * @see https://keras.io/api/layers/normalization_layers/layer_normalization/
     */
    readonly layerNormalization: LayerNormalization<OnTensor>;
  }
}

const layer = 'layerNormalization';

/** Axes in order, as Keras puts them (those from the end first): weights have their sizes in it. */
const inOrder: typeof axisOrAxes = {
  ...axisOrAxes,
  read: (given) => {
    const axes = axisOrAxes.read(given);
    return typeof axes === 'object' ? [...axes].sort((a, b) => a - b) : axes;
  },
};

/**
 * Layer normalization.
 *
 * @example sequential([20, 64], [layerNormalization()])
 * @see https://keras.io/api/layers/normalization_layers/layer_normalization/
 */
export const layerNormalization: LayerNormalization<Free> = defineLayer({
  name: layer,
  className: 'LayerNormalization',
  baseName: 'layer_normalization',
  masks: 'pass',
  options: {
    axis: optional(inOrder, -1),
    epsilon: optional(notNegative, 1e-3),
    center: optional(flag, true),
    scale: optional(flag, true),
    rmsScaling: optional(flag, false),
    betaInitializer: optional(initializerKind, 'zeros'),
    gammaInitializer: optional(initializerKind, 'ones'),
    betaRegularizer: optional(regularizerKind),
    gammaRegularizer: optional(regularizerKind),
    betaConstraint: optional(constraintKind),
    gammaConstraint: optional(constraintKind),
  } satisfies OwnOptions<LayerNormalizationOptions>,
  spec: ({ axis, center, scale, rmsScaling, gammaInitializer, betaInitializer }) => {
    const axes = typeof axis === 'number' ? [axis] : axis;
    return {
      outputShape: (inputs) => onKnownAxes(layer, onlyInput(layer, inputs), axes),
      weights: ([shape]): readonly WeightSpec[] => {
        const sizes = axes.map((each) => (shape as Shape).at(each) as number);
        return [
          ...(scale || rmsScaling
            ? [{ name: 'gamma', shape: sizes, trainable: true, initializer: gammaInitializer }]
            : []),
          ...(center && !rmsScaling
            ? [{ name: 'beta', shape: sizes, trainable: true, initializer: betaInitializer }]
            : []),
        ];
      },
    };
  },
});
