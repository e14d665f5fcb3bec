import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import { count, flag, positive } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import { apart, type Apart } from '../../shapes/apart.js';
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
import { constraintKind, type Constraint } from '../options/constraints.js';
import { initializerKind, type Initializer } from '../options/initializers.js';
import type { CountArg } from '../options/numbers.js';
import { regularizerKind, type Regularizer } from '../options/regularizers.js';

/** Options of `reversibleEmbedding`. */
export interface ReversibleEmbeddingOptions<
  Rev extends boolean = boolean,
  Tie extends boolean = boolean,
> extends LayerOptions {
  /** Whether vectors become a score for each index, as long as no call says otherwise. Default false. */
  reverse?: Rev;
  /** Whether the way back is by the same table; else by one of its own. Default true. */
  tieWeights?: Tie;
  /** What scores stay below: `cap * tanh(score / cap)`. Default: they have no bound. */
  logitSoftCap?: number;
  /** How the tables begin. Default `'randomUniform'`: ±0.05. */
  embeddingsInitializer?: Initializer;
  /** A penalty on the table, added to the loss. Default none. */
  embeddingsRegularizer?: Regularizer;
  /** What the table is held to after each step. Default none. */
  embeddingsConstraint?: Constraint;
  /** Whether index 0 is padding, which layers that know masks leave out. Default false. */
  maskZero?: boolean;
}

/** What a call takes beside its tensor. */
export interface ReversibleEmbeddingRoles {
  /** Whether this call makes a score for each index of vectors, `[batch, ..., inputDim]` of `[batch, ..., outputDim]`. */
  readonly reverse?: boolean;
}

/** Indices give vectors, `[null, 200]` gives `[null, 200, outputDim]`; in reverse, vectors give a score for each index. */
export interface ReversibleEmbeddingRule<
  N extends number,
  D extends number,
  Rev extends boolean,
  Tie extends boolean = boolean,
> extends RoleRule {
  readonly of: ['reversibleEmbedding', N, D, Rev, Tie];
  readonly params: [Tie] extends [true]
    ? NumbersIn<[[N, D]]>
    : [Tie] extends [false]
      ? NumbersIn<[[N, D], [N, D]]>
      : unknown;
  readonly out: Either<Reversed<Rev, this['given']>, this['in'], N, D>;
  readonly refused: Reversed<Rev, this['given']> extends true ? Refused<this['in'], N, D> : unknown;
}

/** The sentence for what cannot go back, at the option that says so. */
interface Refused<In, N extends number, D extends number> {
  readonly reverse: SentenceIn<Back<In, N, D>>;
}

type SentenceIn<Out> = Out extends ShapeError<infer Why, unknown> ? Why : unknown;

/** Whether a call goes back: as it says, or else as the layer has it. */
type Reversed<Rev extends boolean, Given> = Given extends { readonly reverse: infer Asked extends boolean }
  ? Asked
  : Rev;

type Either<Rev extends boolean, In, N extends number, D extends number> = [Rev] extends [true]
  ? Back<In, N, D>
  : [Rev] extends [false]
    ? In extends Shape
      ? [...In, Counted<D>]
      : never
    : Shape;

type Back<In, N extends number, D extends number> = In extends readonly [infer B, ...infer Between, infer F]
  ? Apart<F, Counted<D>> extends string
    ? ShapeError<
        `reversibleEmbedding: reverse needs [batch, ..., ${D}], got ${Show<In>}`,
        [B, ...Between, Counted<N>]
      >
    : [B, ...Between, Counted<N>]
  : number extends (In & Shape)['length']
    ? Shape
    : ShapeError<`reversibleEmbedding: reverse needs [batch, ..., ${D}], got ${Show<In>}`, Shape>;

/** Value twin of `Back`. */
const back = (shape: Shape, inputDim: number, outputDim: number): Checked =>
  shape.length < 2 || apart(shape.at(-1)!, outputDim) !== undefined
    ? misfit(`reversibleEmbedding: reverse needs [batch, ..., ${outputDim}], got ${showShape(shape)}`)
    : fits([...shape.slice(0, -1), inputDim]);

/** A table of vectors that also goes back; its signature, wherever it stands. */
export interface ReversibleEmbedding<Where extends Place> {
  /**
   * A table of vectors, looked up by index, that also goes back: called with `{ reverse: true }`, it gives the product of a
   * vector with each row, a score for each index. What a language model begins and ends with. Press and Wolf 2017.
   *
   * Input `[batch, ...]` of indices from 0 to `inputDim - 1`, output `[batch, ..., outputDim]`; in reverse, input `[batch, ...,
   * outputDim]`, output `[batch, ..., inputDim]`. Weights: `embeddings` `[inputDim, outputDim]`; without `tieWeights` also
   * `reverse_embeddings` `[outputDim, inputDim]`.
   *
   * @param inputDim How many indices there are.
   * @param outputDim How long each vector is.
   * @throws ShapeMismatchError where vectors to go back from are not of `outputDim`.
   * @example
   * const table = reversibleEmbedding(10000, 64);
   * const logits = table(table(tokens).lstm(64, { returnSequences: true }), { reverse: true }); // [null, 'time', 10000]
   * @see https://keras.io/api/layers/core_layers/reversible_embedding/
   */
  <
    const N extends number,
    const D extends number,
    const Rev extends boolean = false,
    const Tie extends boolean = true,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    inputDim: Arg<At, ReversibleEmbeddingRule<N, D, Rev, Tie>, CountArg<'reversibleEmbedding: inputDim', N>>,
    outputDim: CountArg<'reversibleEmbedding: outputDim', D>,
    options?:
      ReversibleEmbeddingOptions<Rev, Tie> | AsObject<'reversibleEmbedding', '{ tieWeights: false }', Name>,
  ): PlacedCall<At, ReversibleEmbeddingRule<N, D, Rev, Tie>, unknown, ReversibleEmbeddingRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A table of vectors that also goes back.
     *
     * @example input(['time', 64]).reversibleEmbedding(10000, 64, { reverse: true }) // [null, 'time', 10000]
     * @see https://keras.io/api/layers/core_layers/reversible_embedding/
     */
    readonly reversibleEmbedding: ReversibleEmbedding<OnTensor>;
  }
}

const layer = 'reversibleEmbedding';

/**
 * A table of vectors that also goes back.
 *
 * @example reversibleEmbedding(10000, 64)(vectors, { reverse: true }) // [null, 'time', 10000]
 * @see https://keras.io/api/layers/core_layers/reversible_embedding/
 */
export const reversibleEmbedding: ReversibleEmbedding<Free> = defineLayer({
  name: layer,
  className: 'ReversibleEmbedding',
  baseName: 'reversible_embedding',
  integers: true,
  perCall: ['reverse'],
  takes: { inputDim: count, outputDim: count },
  options: {
    reverse: optional(flag, false),
    tieWeights: optional(flag, true),
    logitSoftCap: optional(positive),
    embeddingsInitializer: optional(initializerKind, 'randomUniform'),
    embeddingsRegularizer: optional(regularizerKind),
    embeddingsConstraint: optional(constraintKind),
    maskZero: optional(flag, false),
  } satisfies OwnOptions<ReversibleEmbeddingOptions>,
  spec: ({ inputDim, outputDim, reverse, tieWeights, embeddingsInitializer: initializer, maskZero }) => ({
    masks: maskZero ? 'begin' : 'drop',
    outputShape: (inputs, { options }) => {
      const shape = onlyInput(layer, inputs);
      return (options['reverse'] ?? reverse) ? back(shape, inputDim, outputDim) : fits([...shape, outputDim]);
    },
    weights: () => [
      { name: 'embeddings', shape: [inputDim, outputDim], trainable: true, initializer },
      ...(tieWeights
        ? []
        : [{ name: 'reverse_embeddings', shape: [outputDim, inputDim], trainable: true, initializer }]),
    ],
  }),
});
