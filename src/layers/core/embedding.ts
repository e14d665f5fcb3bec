import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Counted } from '../../shapes/arithmetic.js';
import { count, flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import { fits, type Shape } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { constraintKind, type Constraint } from '../options/constraints.js';
import { initializerKind, type Initializer } from '../options/initializers.js';
import type { CountArg } from '../options/numbers.js';
import { regularizerKind, type Regularizer } from '../options/regularizers.js';

/** Options of `embedding`. */
export interface EmbeddingOptions extends LayerOptions {
  /** How the table begins. Default `'randomUniform'`: ±0.05. */
  embeddingsInitializer?: Initializer;
  /** A penalty on the table, added to the loss. Default none. */
  embeddingsRegularizer?: Regularizer;
  /** A penalty on the vectors that are looked up, for each sample, added to the loss. Default none. */
  activityRegularizer?: Regularizer;
  /** What the table is held to after each step. Default none. */
  embeddingsConstraint?: Constraint;
  /** Whether index 0 is padding, which layers that know masks leave out. Default false. */
  maskZero?: boolean;
}

/** A row for each index: `[null, 200]` gives `[null, 200, outputDim]`. */
export interface EmbeddingRule<D extends number, N extends number = number> extends Rule {
  readonly of: ['embedding', D, N];
  readonly params: NumbersIn<[[N, D]]>;
  readonly out: this['in'] extends Shape ? [...this['in'], Counted<D>] : never;
}

/** A table of vectors; its signature, wherever it stands. */
export interface Embedding<Where extends Place> {
  /**
   * A table of vectors, looked up by index: what words are made of. Give its input `{ dtype: 'int32' }`.
   *
   * Input `[batch, ...]` of indices from 0 to `inputDim - 1`, output `[batch, ..., outputDim]`.
   * Weight: `embeddings` `[inputDim, outputDim]`.
   *
   * @param inputDim How many indices there are.
   * @param outputDim How long each vector is.
   * @example input([200], { dtype: 'int32' }).embedding(10000, 16) // [null, 200, 16]
   * @see https://keras.io/api/layers/core_layers/embedding/
   */
  <const N extends number, const D extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    inputDim: CountArg<'embedding: inputDim', N>,
    outputDim: CountArg<'embedding: outputDim', D>,
    options?: EmbeddingOptions | AsObject<'embedding', '{ maskZero: true }', Name>,
  ): Placed<At, EmbeddingRule<D, N>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A table of vectors.
     *
     * @example input([200], { dtype: 'int32' }).embedding(10000, 16) // [null, 200, 16]
     * @see https://keras.io/api/layers/core_layers/embedding/
     */
    readonly embedding: Embedding<OnTensor>;
  }
}

const layer = 'embedding';

/**
 * A table of vectors.
 *
 * @example sequential([200], [embedding(10000, 16)], { dtype: 'int32' }) // [null, 200, 16]
 * @see https://keras.io/api/layers/core_layers/embedding/
 */
export const embedding: Embedding<Free> = defineLayer({
  name: layer,
  className: 'Embedding',
  baseName: 'embedding',
  integers: true,
  takes: { inputDim: count, outputDim: count },
  options: {
    embeddingsInitializer: optional(initializerKind, 'randomUniform'),
    embeddingsRegularizer: optional(regularizerKind),
    activityRegularizer: optional(regularizerKind),
    embeddingsConstraint: optional(constraintKind),
    maskZero: optional(flag, false),
  } satisfies OwnOptions<EmbeddingOptions>,
  spec: ({ inputDim, outputDim, embeddingsInitializer: initializer, maskZero }) => ({
    masks: maskZero ? 'begin' : 'drop',
    outputShape: (inputs) => fits([...onlyInput(layer, inputs), outputDim]),
    weights: () => [{ name: 'embeddings', shape: [inputDim, outputDim], trainable: true, initializer }],
  }),
});
