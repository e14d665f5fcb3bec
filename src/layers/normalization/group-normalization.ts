import type { Naming } from '../../graph/layer-names.js';
import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import { axis as axisKind, count, flag, notNegative } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type {
  Free,
  OnTensor,
  OptionalArg,
  Place,
  Placed,
  Receiver,
  RefusedRule,
  Rule,
} from '../../graph/rule.js';
import type { RemainderDigits } from '../../shapes/arithmetic.js';
import { axisOf, type Axis } from '../../shapes/axis.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import { onKnownAxes, type OnKnownAxes } from '../options/axis.js';
import { constraintKind, type Constraint } from '../options/constraints.js';
import { initializerKind, type Initializer } from '../options/initializers.js';
import { regularizerKind, type Regularizer } from '../options/regularizers.js';

/** Options of `groupNormalization`. */
export interface GroupNormalizationOptions<
  G extends number = number,
  A extends number = number,
> extends LayerOptions {
  /** How many groups the axis is parted into; -1 for as many as it is long. Default 32. */
  groups?: G;
  /** The axis that is parted, that of the channels; from the end if negative. Default -1. */
  axis?: A;
  /** Added to the variance. Default 0.001. */
  epsilon?: number;
  /** Whether beta is added. Default true. */
  center?: boolean;
  /** Whether values are multiplied by gamma. Default true. */
  scale?: boolean;
  /** How beta begins. Default `'zeros'`. */
  betaInitializer?: Initializer;
  /** How gamma begins. Default `'ones'`. */
  gammaInitializer?: Initializer;
  /** A penalty on beta, added to the loss. Default none. */
  betaRegularizer?: Regularizer;
  /** A penalty on gamma, added to the loss. Default none. */
  gammaRegularizer?: Regularizer;
  /** What beta is held to after each step. Default none. */
  betaConstraint?: Constraint;
  /** What gamma is held to after each step. Default none. */
  gammaConstraint?: Constraint;
}

/** The shape stays, if the axis is known and the groups part it. */
export interface GroupNormalizationRule<G extends number, A extends number> extends Rule {
  readonly of: ['groupNormalization', G, A];
  readonly out: OnKnownAxes<'groupNormalization', this['in'], [A]> extends infer Out
    ? Out extends Shape
      ? Parted<Out, G, Axis<Out, A>>
      : Out
    : never;
}

type Parted<S extends Shape, G extends number, A extends number> = number extends A
  ? S
  : S[A] extends infer N extends number
    ? number extends N | G
      ? S
      : G extends -1
        ? S
        : RemainderDigits<`${N}`, `${G}`> extends '0'
          ? S
          : ShapeError<
              `groupNormalization: ${N} channels do not part into ${G} groups, got ${Show<S>}; give groups that divide ${N}`,
              S
            >
    : S;

/** Value twin of `GroupNormalizationRule`. */
const parted = (shape: Shape, groups: number, axis: number): Checked =>
  whenFits(onKnownAxes('groupNormalization', shape, [axis]), () => {
    const n = shape[axisOf(shape, axis)!] as number;
    return groups === -1 || n % groups === 0
      ? fits(shape)
      : misfit(
          `groupNormalization: ${n} channels do not part into ${groups} groups, got ${showShape(shape)}; give groups that divide ${n}`,
        );
  });

/** The rule, or what is said of groups that stand by themselves. */
type RuleWith<G extends number, A extends number, Given> = [Given] extends [number]
  ? RefusedRule<`groupNormalization takes its options as an object, e.g. { groups: ${Given} }`>
  : GroupNormalizationRule<G, A>;

/** Group normalization; its signature, wherever it stands. */
export interface GroupNormalization<Where extends Place> {
  /**
   * Group normalization: mean 0 and variance 1 within each group of channels of each sample, then scaled by gamma and
   * moved by beta. Wu and He 2018. With one group it is layer normalization over all axes, with -1 instance normalization.
   *
   * Input `[batch, ..., channels]`, output the same shape.
   * Weights: `gamma` `[channels]`, `beta` `[channels]`.
   *
   * @throws ShapeMismatchError where the size of the axis is not known, or the groups do not divide it.
   * @example input([28, 28, 3]).conv2d(32, 3).groupNormalization({ groups: 8 })
   * @see https://keras.io/api/layers/normalization_layers/group_normalization/
   */
  <
    const G extends number = 32,
    const A extends number = -1,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, GroupNormalizationRule<G, A>, Given>,
    options?: OptionalArg<At, RuleWith<G, A, Given>, Given, GroupNormalizationOptions<G, A> | Naming<Name>>,
  ): Placed<At, GroupNormalizationRule<G, A>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Group normalization.
     *
     * @example input([28, 28, 3]).conv2d(32, 3).groupNormalization({ groups: 8 })
     * @see https://keras.io/api/layers/normalization_layers/group_normalization/
     */
    readonly groupNormalization: GroupNormalization<OnTensor>;
  }
}

const layer = 'groupNormalization';

const groupCount: Kind<number> = {
  needs: 'a whole number above zero, or -1',
  read: (given) => (given === -1 ? -1 : count.read(given)),
};

/**
 * Group normalization.
 *
 * @example sequential([28, 28, 3], [conv2d(32, 3), groupNormalization({ groups: 8 })])
 * @see https://keras.io/api/layers/normalization_layers/group_normalization/
 */
export const groupNormalization: GroupNormalization<Free> = defineLayer({
  name: layer,
  className: 'GroupNormalization',
  baseName: 'group_normalization',
  masks: 'pass',
  options: {
    groups: optional(groupCount, 32),
    axis: optional(axisKind, -1),
    epsilon: optional(notNegative, 1e-3),
    center: optional(flag, true),
    scale: optional(flag, true),
    betaInitializer: optional(initializerKind, 'zeros'),
    gammaInitializer: optional(initializerKind, 'ones'),
    betaRegularizer: optional(regularizerKind),
    gammaRegularizer: optional(regularizerKind),
    betaConstraint: optional(constraintKind),
    gammaConstraint: optional(constraintKind),
  } satisfies OwnOptions<GroupNormalizationOptions>,
  spec: ({ groups, axis, center, scale, gammaInitializer, betaInitializer }) => ({
    outputShape: (inputs) => parted(onlyInput(layer, inputs), groups, axis),
    weights: ([shape]): readonly WeightSpec[] => {
      const channels = [shape!.at(axis) as number];
      return [
        ...(scale
          ? [{ name: 'gamma', shape: channels, trainable: true, initializer: gammaInitializer }]
          : []),
        ...(center ? [{ name: 'beta', shape: channels, trainable: true, initializer: betaInitializer }] : []),
      ];
    },
  }),
});
