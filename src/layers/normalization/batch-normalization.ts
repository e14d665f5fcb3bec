import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightInitializer,
  type WeightSpec,
} from '../../graph/layer.js';
import { axis as axisKind, flag, notNegative, share } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import type { Shape } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { onKnownAxes, type AxesSizes, type OnKnownAxes } from '../options/axis.js';
import { constraintKind, type Constraint } from '../options/constraints.js';
import { initializerKind, type Initializer } from '../options/initializers.js';
import { renormClipping, type RenormClipping } from '../options/renorm-clipping.js';
import { regularizerKind, type Regularizer } from '../options/regularizers.js';

/** Options of `batchNormalization`. */
export interface BatchNormalizationOptions<
  A extends number = number,
  Ce extends boolean = boolean,
  Sc extends boolean = boolean,
  Sy extends boolean = false,
  Re extends boolean = boolean,
> extends LayerOptions {
  /** The axis of features, each of which is normalised by itself; from the end if negative. Default -1. */
  axis?: A;
  /** How slowly the moving statistics follow: 0 to 1. Default 0.99. */
  momentum?: number;
  /** What keeps the division finite. Default 0.001. */
  epsilon?: number;
  /** Whether `beta` is added. Default true. */
  center?: Ce;
  /** Whether the result is multiplied by `gamma`. Default true. */
  scale?: Sc;
  /** How beta begins. Default `'zeros'`. */
  betaInitializer?: Initializer;
  /** How gamma begins. Default `'ones'`. */
  gammaInitializer?: Initializer;
  /** How the moving mean begins. Default `'zeros'`. */
  movingMeanInitializer?: Initializer;
  /** How the moving variance begins. Default `'ones'`. */
  movingVarianceInitializer?: Initializer;
  /** A penalty on beta: `'l2'`, `regularizers.l2(0.001)`. Default none. */
  betaRegularizer?: Regularizer;
  /** A penalty on gamma: `'l2'`, `regularizers.l2(0.001)`. Default none. */
  gammaRegularizer?: Regularizer;
  /** What beta is held to: `'nonNeg'`, `constraints.maxNorm(3)`. Default none. */
  betaConstraint?: Constraint;
  /** What gamma is held to: `'nonNeg'`, `constraints.maxNorm(3)`. Default none. */
  gammaConstraint?: Constraint;
  /** Whether batches are corrected towards statistics over many of them in training, which helps where batches are small. Default false. */
  renorm?: Re;
  /** The bounds of that correction: of its factor from `rmin` to `rmax`, of its offset `dmax` either way. Default null: none. */
  renormClipping?: RenormClipping | null;
  /** How slowly the statistics that it corrects towards follow: 0 to 1. Default 0.99. */
  renormMomentum?: number;
  /** Whether devices share their statistics; a model trains on one. Default false. */
  synchronized?: Synchronized<Sy>;
}

const alone = 'a model trains on one device, which has the whole batch';

/** The type of `synchronized`: false, or the sentence. */
type Synchronized<Sy extends boolean> = [Sy] extends [false]
  ? Sy
  : `batchNormalization: synchronized must be false, got true; ${typeof alone}`;

/** A weight of a shape, if there is one. */
type If<There extends boolean, S extends Shape> = There extends true ? [S] : [];

/** The shape stays, if it has the axis, and its size is known. */
export interface BatchNormalizationRule<
  A extends number,
  Ce extends boolean = true,
  Sc extends boolean = true,
  Re extends boolean = false,
> extends Rule {
  readonly of: ['batchNormalization', A, Ce, Sc, Re];
  readonly params: AxesSizes<this['in'], [A]> extends infer Size extends Shape
    ? NumbersIn<
        [...If<Sc, Size>, ...If<Ce, Size>, Size, Size, ...If<Re, Size>, ...If<Re, Size>, ...If<Re, Size>]
      >
    : unknown;
  readonly out: OnKnownAxes<'batchNormalization', this['in'], [A]>;
}

/** Batch normalization; its signature, wherever it stands. */
export interface BatchNormalization<Where extends Place> {
  /**
   * Normalises each feature: in training by the batch's mean and variance, otherwise by their moving averages;
   * a frozen layer always uses the moving averages. `gamma * (x - mean) / sqrt(variance + epsilon) + beta`.
   * Ioffe and Szegedy 2015.
   *
   * Input `[batch, ..., features]`, output the same shape.
   * Weights: `gamma`, `beta`, `moving_mean`, `moving_variance`, each `[features]`; the moving ones are not trained. With `renorm`
   * (Ioffe 2017) also `moving_stddev`, `renorm_mean`, `renorm_stddev`, which are not trained.
   *
   * @throws ShapeMismatchError where there is no such axis, or its size is not known.
   * @example input([28, 28, 1]).conv2d(32, 3).batchNormalization()
   * @see https://keras.io/api/layers/normalization_layers/batch_normalization/
   */
  <
    const A extends number = -1,
    Given = undefined,
    Ce extends boolean = true,
    Sc extends boolean = true,
    Sy extends boolean = false,
    Re extends boolean = false,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, BatchNormalizationRule<A, Ce, Sc, Re>, Given>,
    options?: OptionalArg<
      At,
      BatchNormalizationRule<A, Ce, Sc, Re>,
      Given,
      BatchNormalizationOptions<A, Ce, Sc, Sy, Re> | AsObject<'batchNormalization', '{ momentum: 0.9 }', Name>
    >,
  ): Placed<At, BatchNormalizationRule<A, Ce, Sc, Re>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Batch normalization.
     *
     * @example input([28, 28, 1]).conv2d(32, 3).batchNormalization()
     * @see https://keras.io/api/layers/normalization_layers/batch_normalization/
     */
    readonly batchNormalization: BatchNormalization<OnTensor>;
  }
}

const layer = 'batchNormalization';

const notSynchronized: Kind<false> = {
  needs: 'false',
  read: (given) => (given === false ? given : undefined),
  hint: (given) => (given === true ? alone : undefined),
};

/** The square root of what a weight begins as. */
const rootOf = (of: WeightInitializer): WeightInitializer => ({ className: 'SquareRoot', config: { of } });

/**
 * Batch normalization.
 *
 * @example sequential([28, 28, 1], [conv2d(32, 3), batchNormalization()])
 * @see https://keras.io/api/layers/normalization_layers/batch_normalization/
 */
export const batchNormalization: BatchNormalization<Free> = defineLayer({
  name: layer,
  className: 'BatchNormalization',
  baseName: 'batch_normalization',
  masks: 'pass',
  options: {
    axis: optional(axisKind, -1),
    momentum: optional(share, 0.99),
    epsilon: optional(notNegative, 1e-3),
    center: optional(flag, true),
    scale: optional(flag, true),
    betaInitializer: optional(initializerKind, 'zeros'),
    gammaInitializer: optional(initializerKind, 'ones'),
    movingMeanInitializer: optional(initializerKind, 'zeros'),
    movingVarianceInitializer: optional(initializerKind, 'ones'),
    betaRegularizer: optional(regularizerKind),
    gammaRegularizer: optional(regularizerKind),
    betaConstraint: optional(constraintKind),
    gammaConstraint: optional(constraintKind),
    renorm: optional(flag, false),
    renormClipping: optional(renormClipping, null),
    renormMomentum: optional(share, 0.99),
    synchronized: optional(notSynchronized, false),
  } satisfies OwnOptions<BatchNormalizationOptions>,
  spec: ({ axis, center, scale, renorm, ...options }) => ({
    outputShape: (inputs) => onKnownAxes(layer, onlyInput(layer, inputs), [axis]),
    weights: ([shape]): readonly WeightSpec[] => {
      const features = [shape!.at(axis) as number];
      const weight = (name: string, trainable: boolean, initializer: WeightInitializer) => ({
        name,
        shape: features,
        trainable,
        initializer,
      });
      return [
        ...(scale ? [weight('gamma', true, options.gammaInitializer)] : []),
        ...(center ? [weight('beta', true, options.betaInitializer)] : []),
        weight('moving_mean', false, options.movingMeanInitializer),
        weight('moving_variance', false, options.movingVarianceInitializer),
        ...(renorm
          ? [
              weight('moving_stddev', false, rootOf(options.movingVarianceInitializer)),
              weight('renorm_mean', false, options.movingMeanInitializer),
              weight('renorm_stddev', false, rootOf(options.movingVarianceInitializer)),
            ]
          : []),
      ];
    },
  }),
});
