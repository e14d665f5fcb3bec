import {
  defineLayer,
  onlyInput,
  type AnyLayer,
  type Layer,
  type LayerFactory,
  type LayerOptions,
  type OwnOptions,
  type WeightSpec,
} from '../../graph/layer.js';
import type { LayerAs } from '../../graph/layer-names.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { Tensed } from '../../graph/symbolic-tensor.js';
import { carrying } from '../../options/declare.js';
import { either, flag, listOf, number } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import { axisOf } from '../../shapes/axis.js';
import {
  misfit,
  ShapeMismatchError,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { axisOrAxes, onKnownAxes, type AxesSizes, type OnKnownAxes } from '../options/axis.js';
import type { AdaptData, Moments } from './adapt-data.js';

/** The axes that have statistics of their own: one, several, or none. */
type Axes = number | readonly number[] | null;

/** One number, or one for each place along the last of the axes. */
type Statistic = number | readonly number[];

/** Options of `normalization`. */
export interface NormalizationOptions<
  A extends Axes = Axes,
  M extends Statistic = Statistic,
> extends LayerOptions {
  /** The axis, or axes, each place along which has a mean and a variance of its own; `null`: all have one. Default -1. */
  axis?: A;
  /** The mean, where it is known: a number, or one for each place along the last of the axes. Default: of `adapt`. */
  mean?: M;
  /** The variance, which goes with the mean. */
  variance?: Statistic;
  /** Whether it goes the other way: from normalised values back. Default false. */
  invert?: boolean;
}

type Listed<A extends Axes> = A extends null ? [] : A extends readonly number[] ? A : [A & number];

/** The shape stays, if it has the axes, their sizes are known, and means that are listed are as many. */
export interface NormalizationRule<A extends Axes, N extends number = number> extends Rule {
  readonly of: ['normalization', A, N];
  readonly out: WithMeans<OnKnownAxes<'normalization', this['in'], Listed<A>>, this['in'], Listed<A>, N>;
}

/** How many means there are, where they are listed. */
type CountOf<M> = M extends readonly unknown[] ? M['length'] : number;

/** A verdict, or the sentence for means that are not as many as the axes are long; of several axes the last counts. */
type WithMeans<Verdict, In, Given extends readonly number[], N extends number> = number extends N
  ? Verdict
  : Verdict extends Shape
    ? AxesSizes<In, Given> extends infer Sizes extends readonly number[]
      ? N extends (Sizes extends readonly [] ? 1 : Sizes[number])
        ? Verdict
        : number extends Sizes['length'] | Sizes[number]
          ? Verdict
          : ShapeError<
              `normalization: mean has ${N} numbers for the axes ${Show<Sizes>}, got ${Show<In>}`,
              Verdict
            >
      : Verdict
    : Verdict;

/** A layer that takes its statistics from data. */
export interface AdaptableLayer<R extends Rule> extends Layer<R> {
  /**
   * The layer with the statistics of some data, the samples along the first axis; this one stays as it is.
   *
   * @param data Numbers in lists, `{ values, shape }`, or a tensor.
   * @example const scaled = await normalization().adapt(x); sequential([4], [scaled, dense(1)])
   */
  adapt(data: AdaptData): Promise<AdaptableLayer<R>>;
}

/** Normalization to known statistics; its signature, wherever it stands. */
export interface Normalization<Where extends Place> {
  /**
   * `(x - mean) / sqrt(variance)`, by statistics that are given, or those of data: `await normalization().adapt(x)`. Training
   * leaves them as they are; without either the values stay.
   *
   * Input `[batch, ..., features]`, output the same shape.
   * Weights, unless mean and variance are given: `mean`, `variance`, along the axes, and `count`, which Keras keeps for older files.
   *
   * @throws ShapeMismatchError where there is no such axis, its size is not known, or the statistics have another.
   * @example input([4]).normalization({ mean: [1, 2, 3, 4], variance: 1 })
   * @see https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
   */
  <
    const A extends Axes = -1,
    Given = undefined,
    const M extends Statistic = number,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, NormalizationRule<A, CountOf<M>>, Given>,
    options?: OptionalArg<
      At,
      NormalizationRule<A, CountOf<M>>,
      Given,
      NormalizationOptions<A, M> | AsObject<'normalization', '{ axis: 1 }', Name>
    >,
  ): At extends Tensed
    ? Placed<At, NormalizationRule<A, CountOf<M>>, Name>
    : LayerAs<AdaptableLayer<NormalizationRule<A, CountOf<M>>>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Normalization to known statistics.
     *
     * @example input([4]).normalization({ mean: [1, 2, 3, 4], variance: 1 })
     * @see https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
     */
    readonly normalization: Normalization<OnTensor>;
  }
}

const layer = 'normalization';

/** The statistics of data, of the layers that were adapted, by their configurations. */
const adapted = new WeakMap<object, Moments>();

const axes: Kind<Axes> = {
  needs: `${axisOrAxes.needs}, or null`,
  read: (given) =>
    given === null || (Array.isArray(given) && given.length === 0) ? null : axisOrAxes.read(given),
};
const statistic = either(
  number,
  listOf('a list of them', number, (list) => list.length > 0),
);
const listed = (axis: Axes): readonly number[] => (axis === null ? [] : [axis].flat());

/** The sizes of the axes, in the order of the shape. */
const sizesAlong = (shape: Shape, axis: Axes): readonly number[] =>
  shape.filter((_, i) => listed(axis).some((each) => axisOf(shape, each) === i)) as readonly number[];

/** How many numbers a statistic has. */
const lengthOf = (given: Statistic | undefined): number | undefined =>
  typeof given === 'object' ? given.length : undefined;

/** Value twin of `NormalizationRule`; statistics must have the sizes of the axes. */
const normalized = (
  shape: Shape,
  axis: Axes,
  mean: Statistic | undefined,
  from: Moments | undefined,
): Checked => {
  const found = onKnownAxes(layer, shape, listed(axis));
  if (found._tag === 'Left') return found;
  const sizes = sizesAlong(shape, axis);
  if (from && showShape(from.sizes) !== showShape(sizes))
    return misfit(
      `${layer} was adapted to data of ${showShape(from.sizes)} along its axes, got ${showShape(shape)}`,
    );
  const length = lengthOf(mean);
  return length === undefined || length === (sizes.at(-1) ?? 1)
    ? found
    : misfit(
        `${layer}: mean has ${length} numbers for the axes ${showShape(sizes)}, got ${showShape(shape)}`,
      );
};

const make = defineLayer<LayerFactory, Record<never, never>>({
  name: layer,
  className: 'Normalization',
  baseName: 'normalization',
  masks: 'pass',
  options: {
    axis: optional(axes, -1),
    mean: optional(statistic),
    variance: optional(statistic),
    invert: optional(flag, false),
  } satisfies OwnOptions<NormalizationOptions>,
  spec: (config) => {
    const { axis, mean, variance } = config as unknown as Required<NormalizationOptions>;
    if ((mean === undefined) !== (variance === undefined))
      throw new TypeError(`${layer}: mean and variance are given together`);
    if (lengthOf(mean) !== lengthOf(variance))
      throw new TypeError(`${layer}: mean and variance must have as many numbers, or be one number each`);
    if ([variance].flat().some((value) => value < 0))
      throw new TypeError(`${layer}: variance must be zero or more`);
    return {
      outputShape: (inputs) => normalized(onlyInput(layer, inputs), axis, mean, adapted.get(config)),
      weights: ([shape]): readonly WeightSpec[] => {
        if (mean !== undefined) return [];
        const sizes = sizesAlong(shape!, axis);
        const from = adapted.get(config);
        const begin = (name: 'mean' | 'variance', otherwise: string) => ({
          name,
          shape: sizes,
          trainable: false,
          initializer: from
            ? { className: 'Values', config: { values: from[name] } }
            : { className: otherwise, config: {} },
        });
        const count = { name: 'count', shape: [], trainable: false };
        return [
          begin('mean', 'Zeros'),
          begin('variance', 'Ones'),
          { ...count, initializer: { className: 'Zeros', config: {} } },
        ];
      },
    };
  },
});

type Make = (...args: readonly unknown[]) => AnyLayer;

/** The layer with `adapt`, which makes another of the same options. */
const adaptable = (made: AnyLayer): AnyLayer =>
  Object.assign(made, {
    adapt: async (data: unknown): Promise<AnyLayer> => {
      const { axis, mean } = made.spec.config as { readonly axis: Axes; readonly mean?: Statistic };
      if (mean !== undefined)
        throw new TypeError(`${layer} has its mean and variance: adapt is for one that was given none`);
      const { momentsAlong, readAdaptData } = await import('./adapt-data.js');
      const numbers = await readAdaptData(layer, data);
      const missing = listed(axis).find((each) => axisOf(numbers.shape, each) === undefined);
      if (missing !== undefined)
        throw new ShapeMismatchError(
          `${layer}: adapt needs data with an axis ${missing}, got ${showShape(numbers.shape)}`,
        );
      const fresh = (make as unknown as Make)(...made.origin!.args);
      fresh.trainable = made.trainable;
      adapted.set(fresh.spec.config, momentsAlong(numbers, listed(axis)));
      return adaptable(fresh);
    },
  });

/**
 * Normalization to known statistics.
 *
 * @example const scaled = await normalization().adapt(x); sequential([4], [scaled, dense(1)])
 * @see https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
 */
export const normalization: Normalization<Free> = carrying(
  (...args: readonly unknown[]) => adaptable((make as unknown as Make)(...args)),
  make.declaration!,
) as unknown as Normalization<Free>;
