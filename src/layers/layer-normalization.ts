import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type LayerSpec,
  type WeightSpec,
} from '../graph/layer.js';
import type { Arg, Free, Place, Placed, Rule } from '../graph/rule.js';
import type { Shape } from '../shapes/shape.js';
import { onKnownAxes, type OnKnownAxes } from './options/axis.js';
import { toConstraint, type Constraint } from './options/constraints.js';
import { flag } from './options/flag.js';
import { toInitializer, type Initializer } from './options/initializers.js';
import { notNegative } from './options/numbers.js';
import { toRegularizer, type Regularizer } from './options/regularizers.js';

/** Options of `layerNormalization`. */
export interface LayerNormalizationOptions<
  A extends number | readonly number[] = number | readonly number[],
> extends LayerOptions {
  /** The axis, or axes, over which each sample is normalised; from the end if negative. Default -1. */
  axis?: A;
  /** What keeps the division finite. Default 0.001. */
  epsilon?: number;
  /** Whether `beta` is added. Default true. */
  center?: boolean;
  /** Whether the result is multiplied by `gamma`. Default true. */
  scale?: boolean;
  /** How beta begins. Default `'zeros'`. */
  betaInitializer?: Initializer;
  /** How gamma begins. Default `'ones'`. */
  gammaInitializer?: Initializer;
  betaRegularizer?: Regularizer;
  gammaRegularizer?: Regularizer;
  betaConstraint?: Constraint;
  gammaConstraint?: Constraint;
}

/** The shape stays, if it has the axes, and their sizes are known. */
export interface LayerNormalizationRule<A extends number | readonly number[]> extends Rule {
  readonly of: ['layerNormalization', A];
  readonly out: OnKnownAxes<'layerNormalization', this['in'], A extends number ? [A] : A>;
}

/** Layer normalization; its signature, wherever it stands. */
export interface LayerNormalization<At extends Place> {
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
  <const A extends number | readonly number[] = -1>(
    this: Arg<At, LayerNormalizationRule<A>, unknown>,
    options?: LayerNormalizationOptions<A>,
  ): Placed<At, LayerNormalizationRule<A>>;
}

declare module '../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    readonly layerNormalization: LayerNormalization<At>;
  }
}

const layer = 'layerNormalization';

/** Layer normalization: see `LayerNormalization`. */
export const layerNormalization = defineLayer<LayerNormalization<Free>>({
  name: layer,
  options: [
    'axis',
    'epsilon',
    'center',
    'scale',
    'betaInitializer',
    'gammaInitializer',
    'betaRegularizer',
    'gammaRegularizer',
    'betaConstraint',
    'gammaConstraint',
  ],
  optionsAt: 0,
  spec: (options: LayerNormalizationOptions = {}): LayerSpec => {
    const { axis = -1, epsilon = 1e-3 } = options;
    const center = flag(layer, 'center', options.center, true);
    const scale = flag(layer, 'scale', options.scale, true);
    const axes = typeof axis === 'number' ? [axis] : axis;
    return {
      className: 'LayerNormalization',
      baseName: 'layer_normalization',
      config: {
        axis,
        epsilon: notNegative(layer, 'epsilon', epsilon),
        center,
        scale,
        betaInitializer: toInitializer(layer, 'betaInitializer', options.betaInitializer ?? 'zeros'),
        gammaInitializer: toInitializer(layer, 'gammaInitializer', options.gammaInitializer ?? 'ones'),
        betaRegularizer: toRegularizer(layer, 'betaRegularizer', options.betaRegularizer),
        gammaRegularizer: toRegularizer(layer, 'gammaRegularizer', options.gammaRegularizer),
        betaConstraint: toConstraint(layer, 'betaConstraint', options.betaConstraint),
        gammaConstraint: toConstraint(layer, 'gammaConstraint', options.gammaConstraint),
      },
      outputShape: (inputs) => onKnownAxes(layer, onlyInput(layer, inputs), axes),
      weights: ([shape]): readonly WeightSpec[] => {
        const sizes = axes.map((each) => (shape as Shape).at(each) as number);
        return [
          ...(scale ? [{ name: 'gamma', shape: sizes, trainable: true }] : []),
          ...(center ? [{ name: 'beta', shape: sizes, trainable: true }] : []),
        ];
      },
    };
  },
});
