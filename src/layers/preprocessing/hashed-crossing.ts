import { defineLayer, type AnyLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { IfNamed, Named, TensorIfNamed } from '../../graph/layer-names.js';
import type {
  MergeArg,
  Merged,
  MergedWith,
  MergeLayer,
  MergeOthers,
  MergeRule,
} from '../../graph/merge-layer.js';
import type { ruled } from '../../graph/rule.js';
import type { SymbolicTensor, Tensed } from '../../graph/symbolic-tensor.js';
import type { TextTensor } from '../../graph/text-tensor.js';
import { count, oneOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { NumbersOf } from '../../shapes/texts.js';
import type { AsObject } from '../options/as-object.js';
import type { Count } from '../options/numbers.js';

type OutputMode = 'int' | 'oneHot';

/** Options of `hashedCrossing`. */
export interface HashedCrossingOptions<M extends OutputMode = OutputMode> extends LayerOptions {
  /** The number of the bin, or a number for each that is 1 at its place. Default `'int'`. */
  outputMode?: M;
}

/** One feature a sample each: `[null]`, or `[null, 1]`, all of them alike. */
export interface HashedCrossingRule extends MergeRule {
  readonly of: ['hashedCrossing'];
  readonly params: '0';
  readonly out: this['in'] extends readonly [infer A extends Shape, infer B extends Shape]
    ? Alike<Numbers<A>, Numbers<B>>
    : Shape;
}

/** A shape of numbers in the place of one of strings. */
type Numbers<S extends Shape> = NumbersOf<S> extends infer N extends Shape ? N : Shape;

type Feature = readonly [Dim] | readonly [Dim, 1];

type Alike<A extends Shape, B extends Shape> = number extends A['length'] | B['length']
  ? Shape
  : A extends Feature
    ? B extends Feature
      ? A['length'] extends B['length']
        ? A
        : ShapeError<`hashedCrossing: all features must be of one shape, got ${Show<A>} and ${Show<B>}`, A>
      : ShapeError<NoFeature<B>, A>
    : ShapeError<NoFeature<A>, [null]>;

type NoFeature<S extends Shape> = `hashedCrossing needs [batch] or [batch, 1], got ${Show<S>}`;

/** Value twin of `Alike`, over a list. */
const crossed = (inputs: readonly Shape[], numBins: number, mode: OutputMode): Checked => {
  if (inputs.length < 2) return misfit(`hashedCrossing takes two tensors or more, got ${inputs.length}`);
  const [first] = inputs as readonly [Shape];
  const isFeature = (shape: Shape) => shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  const odd = inputs.find((shape) => !isFeature(shape));
  if (odd) return misfit(`hashedCrossing needs [batch] or [batch, 1], got ${showShape(odd)}`);
  const other = inputs.find((shape) => shape.length !== first.length);
  if (other)
    return misfit(
      `hashedCrossing: all features must be of one shape, got ${showShape(first)} and ${showShape(other)}`,
    );
  return fits(mode === 'int' ? first : [first[0]!, numBins]);
};

/** What comes of features. */
type Encoded<T, N extends number, M extends OutputMode> =
  T extends Tensed<infer S extends Shape, infer From>
    ? SymbolicTensor<
        M extends 'int'
          ? Numbers<S>
          : Numbers<S> extends readonly [infer B extends Dim, ...unknown[]]
            ? [B, Counted<N>]
            : Shape,
        From
      >
    : never;

type EncodedAs<T, N extends number, M extends OutputMode, Name extends string> = [Name] extends [never]
  ? Encoded<T, N, M>
  : TensorIfNamed<Encoded<T, N, M>, Name>;

type AnyFeature = SymbolicTensor | TextTensor;

/** A layer of several features. */
export interface CrossingLayer<N extends number, M extends OutputMode> extends AnyLayer {
  readonly [ruled]: MergeLayer<HashedCrossingRule>[typeof ruled];
  <const T extends readonly AnyFeature[] | AnyFeature>(
    features: MergeArg<HashedCrossingRule, T>,
  ): Encoded<Merged<HashedCrossingRule, T>, N, M>;
}

/** The same, of a name that the types know. */
export interface NamedCrossingLayer<N extends number, M extends OutputMode, Name extends string>
  extends AnyLayer, Named<Name> {
  readonly [ruled]: MergeLayer<HashedCrossingRule>[typeof ruled];
  <const T extends readonly AnyFeature[] | AnyFeature>(
    features: MergeArg<HashedCrossingRule, T>,
  ): EncodedAs<Merged<HashedCrossingRule, T>, N, M, Name>;
}

/** Bins of features together: see the call. */
export interface HashedCrossing {
  /**
   * The bin that two or more features fall into together, by the hash of all of them: of a city and an hour, say, each pair has its own, or
   * shares one. Features are strings or whole numbers.
   *
   * Inputs `[batch]` or `[batch, 1]` each, output the same, or with `outputMode: 'oneHot'` `[batch, numBins]`.
   *
   * @param numBins How many bins there are.
   * @throws ShapeMismatchError where there are not two, or they are not one value a sample each.
   * @example hashedCrossing(100)([input([1], { dtype: 'string' }), input([1], { dtype: 'int32' })]) // [null, 1]
   * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashed_crossing/
   */
  <const N extends number, const M extends OutputMode = 'int', Name extends string = never>(
    numBins: Count<'hashedCrossing: numBins', N>,
    options?: HashedCrossingOptions<M> | AsObject<'hashedCrossing', "{ outputMode: 'oneHot' }", Name>,
  ): IfNamed<Name, NamedCrossingLayer<N, M, Name>, CrossingLayer<N, M>>;
}

/** Bins of this feature and others: see `HashedCrossing`. */
export interface CrossingWith {
  /**
   * The bin that this feature and others fall into together, by the hash of all of them.
   *
   * @param others Another feature, or a list of them.
   * @param numBins How many bins there are.
   * @throws ShapeMismatchError where they are not one value a sample each.
   * @example cities.hashedCrossing(hours, 100)
   * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashed_crossing/
   */
  <
    At,
    const T extends AnyFeature | readonly AnyFeature[],
    const N extends number,
    const M extends OutputMode = 'int',
    Name extends string = never,
  >(
    this: At,
    others: MergeOthers<HashedCrossingRule, At, T>,
    numBins: Count<'hashedCrossing: numBins', N>,
    options?: HashedCrossingOptions<M> | AsObject<'hashedCrossing', "{ outputMode: 'oneHot' }", Name>,
  ): EncodedAs<MergedWith<HashedCrossingRule, At, T>, N, M, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Bins of features together.
     *
     * @example cities.hashedCrossing(hours, 100)
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashed_crossing/
     */
    readonly hashedCrossing: CrossingWith;
  }
}

declare module '../../graph/text-tensor.js' {
  interface TextMethods {
    /**
     * Bins of features together.
     *
     * @example cities.hashedCrossing(hours, 100)
     * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashed_crossing/
     */
    readonly hashedCrossing: CrossingWith;
  }
}

/**
 * Bins of features together.
 *
 * @example hashedCrossing(100, { outputMode: 'oneHot' })([cities, hours]) // [null, 100]
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/hashed_crossing/
 */
export const hashedCrossing: HashedCrossing = defineLayer({
  name: 'hashedCrossing',
  className: 'HashedCrossing',
  baseName: 'hashed_crossing',
  integers: true,
  texts: 'taken',
  merges: true,
  takes: { numBins: count },
  options: {
    outputMode: optional(oneOf(['int', 'oneHot']), 'int'),
  } satisfies OwnOptions<HashedCrossingOptions>,
  spec: ({ numBins, outputMode }) => ({
    outputShape: (inputs) => crossed(inputs, numBins, outputMode),
    weights: () => [],
  }),
});
