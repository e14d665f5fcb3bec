import {
  defineLayer,
  onlyInput,
  type AnyLayer,
  type Layer,
  type LayerFactory,
  type LayerOptions,
  type OwnOptions,
} from '../../graph/layer.js';
import type { LayerAs } from '../../graph/layer-names.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import type { Tensed } from '../../graph/symbolic-tensor.js';
import { carrying } from '../../options/declare.js';
import { count, listOf, number, oneOf, positive } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { readOptions } from '../../options/read.js';
import type { Add } from '../../shapes/arithmetic.js';
import { fits, misfit, type ShapeError } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import type { AdaptData } from './adapt-data.js';
import { encoded, type Encoded, type Encoding } from './encoded.js';

type Boundaries = readonly number[] | undefined;
type OutputMode = 'int' | Encoding;

/** Options of `discretization`. */
export interface DiscretizationOptions<
  B extends Boundaries = Boundaries,
  M extends OutputMode = OutputMode,
> extends LayerOptions {
  /** The boundaries between bins, in order; a value at one is in the bin above it. */
  binBoundaries?: B;
  /** How many bins `adapt` is to find, in place of boundaries. */
  numBins?: number;
  /** The number of the bin, or, as `categoryEncoding` has it, zeros and ones. Default `'int'`. */
  outputMode?: M;
}

/** The shape stays, or a number for each bin: of two boundaries and `'oneHot'`, `[null, 4]` gives `[null, 4, 3]`. */
export interface DiscretizationRule<B extends Boundaries, M extends OutputMode> extends Rule {
  readonly of: ['discretization', B, M];
  readonly params: '0';
  readonly out: B extends readonly number[]
    ? M extends Encoding
      ? Encoded<'discretization', this['in'], Add<B['length'], 1>, M>
      : this['in']
    : ShapeError<NoBoundaries, this['in']>;
}

type NoBoundaries = 'discretization needs its boundaries: binBoundaries, or numBins and await ...adapt(data)';
const noBoundaries: NoBoundaries =
  'discretization needs its boundaries: binBoundaries, or numBins and await ...adapt(data)';

/** How `adapt` finds boundaries. */
export interface AdaptOptions {
  /** How far it may be off, as a share of the values. Default 0.01. */
  epsilon?: number;
}
const adaptOptions = { epsilon: optional(positive, 0.01) } satisfies Declares<AdaptOptions>;

/** A layer that finds its boundaries in data. */
export interface AdaptableDiscretization<R extends Rule, M extends OutputMode> extends Layer<R> {
  /**
   * The layer with boundaries between bins of as many values of some data each; this one stays as it is.
   *
   * @param data Numbers in lists, `{ values, shape }`, or a tensor.
   * @param options `epsilon`: how far it may be off, as a share of the values. Default 0.01.
   * @example const binned = await discretization({ numBins: 4 }).adapt(x); sequential([4], [binned])
   */
  adapt(data: AdaptData, options?: AdaptOptions): Promise<Layer<DiscretizationRule<readonly number[], M>>>;
}

/** Bins in place of numbers; its signature, wherever it stands. */
export interface Discretization<Where extends Place> {
  /**
   * The bin that each number is in, counted from 0; the first and the last reach to infinity.
   *
   * Input `[batch, ...]`, output the same shape, or with `outputMode` a number for each bin.
   *
   * @throws ShapeMismatchError where there are no boundaries yet, or a sample of `'multiHot'` or `'count'` is no row.
   * @example input([3]).discretization({ binBoundaries: [0, 10, 20] }) // each 0, 1, 2 or 3
   * @see https://keras.io/api/layers/preprocessing_layers/numerical/discretization/
   */
  <
    const B extends Boundaries = undefined,
    const M extends OutputMode = 'int',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    options: Arg<
      At,
      DiscretizationRule<B, M>,
      DiscretizationOptions<B, M> | AsObject<'discretization', '{ numBins: 4 }', Name>
    >,
  ): At extends Tensed
    ? Placed<At, DiscretizationRule<B, M>, Name>
    : LayerAs<AdaptableDiscretization<DiscretizationRule<B, M>, M>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Bins in place of numbers.
     *
     * @example input([3]).discretization({ binBoundaries: [0, 10, 20] }) // each 0, 1, 2 or 3
     * @see https://keras.io/api/layers/preprocessing_layers/numerical/discretization/
     */
    readonly discretization: Discretization<OnTensor>;
  }
}

const layer = 'discretization';

const make = defineLayer<LayerFactory, Record<never, never>>({
  name: layer,
  className: 'Discretization',
  baseName: layer,
  options: {
    binBoundaries: optional(
      listOf('a list of numbers, each as large as the one before or larger', number, (all) =>
        all.every((each, i) => i === 0 || each >= all[i - 1]!),
      ),
    ),
    numBins: optional(count),
    outputMode: optional(oneOf(['int', 'oneHot', 'multiHot', 'count']), 'int'),
  } satisfies OwnOptions<DiscretizationOptions>,
  spec: (config) => {
    const { binBoundaries, numBins, outputMode } = config as unknown as DiscretizationOptions;
    return {
      outputShape: (inputs) => {
        const shape = onlyInput(layer, inputs);
        if (binBoundaries === undefined) return misfit(noBoundaries);
        if (numBins !== undefined) return misfit(`${layer} takes binBoundaries or numBins, not both`);
        return outputMode === undefined || outputMode === 'int'
          ? fits(shape)
          : encoded(layer, shape, binBoundaries.length + 1, outputMode);
      },
      weights: () => [],
    };
  },
});

type Make = (...args: readonly unknown[]) => AnyLayer;

/** The layer with `adapt`, which makes another of the boundaries that it finds. */
const adaptable = (made: AnyLayer): AnyLayer =>
  Object.assign(made, {
    adapt: async (data: unknown, further?: unknown): Promise<AnyLayer> => {
      const { numBins } = made.spec.config as { readonly numBins?: number };
      const { epsilon } = readOptions(`${layer}: adapt`, further, adaptOptions);
      if (numBins === undefined)
        throw new TypeError(`${layer} has its boundaries: adapt is for one that was given numBins`);
      const [{ readAdaptData }, { binBoundaries: boundariesOf }] = await Promise.all([
        import('./adapt-data.js'),
        import('./quantiles.js'),
      ]);
      const { values } = await readAdaptData(layer, data);
      const [options] = made.origin!.args as readonly [object];
      const binBoundaries = boundariesOf(values, numBins, epsilon);
      const fresh = (make as unknown as Make)({ ...options, numBins: undefined, binBoundaries });
      fresh.trainable = made.trainable;
      return fresh;
    },
  });

/**
 * Bins in place of numbers.
 *
 * @example sequential([3], [discretization({ binBoundaries: [0, 10, 20], outputMode: 'count' })]) // [null, 4]
 * @see https://keras.io/api/layers/preprocessing_layers/numerical/discretization/
 */
export const discretization: Discretization<Free> = carrying(
  (...args: readonly unknown[]) => adaptable((make as unknown as Make)(...args)),
  make.declaration!,
) as unknown as Discretization<Free>;
