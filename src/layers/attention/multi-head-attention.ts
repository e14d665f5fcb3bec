import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { CallShapes } from '../../graph/roles.js';
import type { Arg, Free, Place } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { count, either, flag, integer, listOf, seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import {
  attended,
  type Attended,
  type AttentionShapes,
  type NotKey,
  type NotMask,
  type NotValue,
} from '../../shapes/attention.js';
import { attentionAxes, maskFits, scoresShape } from '../../shapes/attention-axes.js';
import { fits, misfit, showShape, whenFits, type Shape } from '../../shapes/shape.js';
import { countOf } from '../../shapes/sizes.js';
import { drawnByFans, kernelOptions, kernelWeightOptions, type KernelOptions } from '../options/kernel.js';
import type { Count } from '../options/numbers.js';

/** The sizes that take the place of the query's features: one, or a list of them. */
type OutputSizes = number | readonly number[];

/** Options of `multiHeadAttention`. */
export interface MultiHeadAttentionOptions<
  Out extends OutputSizes = OutputSizes,
  Scores extends boolean = boolean,
>
  extends LayerOptions, Omit<KernelOptions, 'activation' | 'activityRegularizer'> {
  /** The size of each head's values. Default `keyDim`. */
  valueDim?: number;
  /** The share of the scores that is dropped in training: 0 to 1. Default 0. */
  dropout?: number;
  /** Whether the heads' outputs pass a sigmoid gate of the query. Default false. */
  useGate?: boolean;
  /** What the last axis of the output becomes: one size, or a list of them. Default: the query's features. */
  outputShape?: Out;
  /** The axes over which is attended, the batch being 0. Default: all between the batch and the features. */
  attentionAxes?: number | readonly number[];
  /** How many steps before and behind it a step looks at, itself counted. Default: all. */
  slidingWindow?: number;
  /** Whether a step sees only those up to itself. Default false. */
  useCausalMask?: boolean;
  /** Whether the scores are given too, `[batch, numHeads, steps, values]`. Default false. */
  returnAttentionScores?: Scores;
  /** The same seed drops the same, another part each batch. Default: a fresh one. */
  seed?: number;
}

/** What a call takes beside the query. */
export interface AttentionRoles {
  /** What is attended to, `[batch, ..., features]`. Default: the query. */
  readonly value?: SymbolicTensor;
  /** By what it is found, one for each value. Default: the value. */
  readonly key?: SymbolicTensor;
  /** To which values each step of the query may look, `[batch, steps, values]`: 1, or 0. */
  readonly attentionMask?: SymbolicTensor;
  /** Whether a step of this call sees only those up to itself. Default: as the layer has it. */
  readonly useCausalMask?: boolean;
}

/** A query stays but for its features; with the scores there are two outputs. */
export interface MultiHeadAttentionRule<
  N extends number,
  K extends number,
  Out extends OutputSizes | undefined,
  Scores extends boolean,
> extends RoleRule {
  readonly of: ['multiHeadAttention', N, K, Out, Scores];
  readonly out: Attended<
    'multiHeadAttention',
    this['in'],
    ValueOf<this['in'], this['given']>,
    N,
    Out,
    Scores
  >;
  readonly refused: Refused<this['in'], this['given']>;
}

/** The sentence at each role that does not fit. */
interface Refused<Query, Given> {
  readonly value: Given extends { readonly value: infer Value }
    ? NotValue<'multiHeadAttention', Query, Value>
    : unknown;
  readonly key: Given extends { readonly key: infer Key }
    ? NotKey<'multiHeadAttention', ValueOf<Query, Given>, Key>
    : unknown;
  readonly attentionMask: Given extends { readonly attentionMask: infer Mask }
    ? NotMask<'multiHeadAttention', Query, ValueOf<Query, Given>, Mask>
    : unknown;
}

type ValueOf<Query, Given> = Given extends { readonly value: infer Value extends Shape } ? Value : Query;

/** Multi-head attention; its signature, wherever it stands. */
export interface MultiHeadAttention<At extends Place> {
  /**
   * Multi-head attention: each head looks, from each step of a query, at the values whose keys are like it. Vaswani et al.
   * 2017.
   *
   * Input `[batch, ..., features]`, output the same, or of `outputShape`; with `returnAttentionScores` that and the scores
   * `[batch, numHeads, steps, values]`. By itself the query attends to itself; `value`, `key` and `attentionMask` are given
   * where the layer is called. Masks of the query, value and key are heeded. Weights: `query/kernel`, `key/kernel`
   * `[features, numHeads, keyDim]`, `value/kernel` `[features, numHeads, valueDim]`, `attention_output/kernel` `[numHeads,
   * valueDim, features]`, each with a bias.
   *
   * @param numHeads How many heads: a whole number above zero.
   * @param keyDim The size of each head's queries and keys.
   * @throws ShapeMismatchError where there are no steps and features, their number is not known, value, key and mask do not
   * fit, or `useCausalMask` or `slidingWindow` meet several axes of steps.
   * @example input(['time', 64]).multiHeadAttention(8, 16, { useCausalMask: true }) // [null, 'time', 64]
   * @see https://keras.io/api/layers/attention_layers/multi_head_attention/
   */
  <
    const N extends number,
    const K extends number,
    const Out extends OutputSizes | undefined = undefined,
    const Scores extends boolean = false,
    const V extends SymbolicTensor | undefined = undefined,
    const Y extends SymbolicTensor | undefined = undefined,
    const M extends SymbolicTensor | undefined = undefined,
  >(
    numHeads: Arg<At, MultiHeadAttentionRule<N, K, Out, Scores>, Count<'multiHeadAttention: numHeads', N>>,
    keyDim: Count<'multiHeadAttention: keyDim', K>,
    options?: MultiHeadAttentionOptions<Out & OutputSizes, Scores> & {
      /** What is attended to. Default: the query. */
      value?: RoleArg<At, MultiHeadAttentionRule<N, K, Out, Scores>, Given<V, Y, M>, 'value'>;
      /** By what it is found, one for each value. Default: the value. */
      key?: RoleArg<At, MultiHeadAttentionRule<N, K, Out, Scores>, Given<V, Y, M>, 'key'>;
      /** To which values each step of the query may look. Default: all. */
      attentionMask?: RoleArg<At, MultiHeadAttentionRule<N, K, Out, Scores>, Given<V, Y, M>, 'attentionMask'>;
    },
  ): PlacedCall<At, MultiHeadAttentionRule<N, K, Out, Scores>, Given<V, Y, M>, AttentionRoles>;
}

interface Given<V, Y, M> {
  readonly value: V;
  readonly key: Y;
  readonly attentionMask: M;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * Multi-head attention, of the tensor to itself, or to a `value`.
     *
     * @example input(['time', 64]).multiHeadAttention(8, 16, { useCausalMask: true }) // [null, 'time', 64]
     * @see https://keras.io/api/layers/attention_layers/multi_head_attention/
     */
    readonly multiHeadAttention: MultiHeadAttention<At>;
  }
}

/** The shapes of a call: what is not given is the query, or the value. */
const shapesOf = (query: Shape, { roles }: CallShapes): AttentionShapes => {
  const [value, key, mask] = ['value', 'key', 'attentionMask'].map((role) => roles[role]?.[0]);
  return { query, value: value ?? query, key: key ?? value ?? query, mask };
};

const numbers = either(count, listOf('a list of whole numbers above zero', count));
const axes = either(integer, listOf('a list of whole numbers', integer));

/**
 * Multi-head attention.
 *
 * @example sequential([20, 64], [multiHeadAttention(8, 16)]) // [null, 20, 64]
 * @see https://keras.io/api/layers/attention_layers/multi_head_attention/
 */
export const multiHeadAttention: MultiHeadAttention<Free> = defineLayer({
  name: 'multiHeadAttention',
  className: 'MultiHeadAttention',
  baseName: 'multi_head_attention',
  roles: ['value', 'key', 'attentionMask'],
  perCall: ['useCausalMask'],
  masks: 'make',
  takes: { numHeads: count, keyDim: count },
  options: {
    useBias: kernelOptions.useBias,
    ...kernelWeightOptions,
    valueDim: optional(count),
    dropout: optional(share, 0),
    useGate: optional(flag, false),
    outputShape: optional(numbers),
    attentionAxes: optional(axes),
    slidingWindow: optional(count),
    useCausalMask: optional(flag, false),
    returnAttentionScores: optional(flag, false),
    seed: optional(seed),
  } satisfies OwnOptions<MultiHeadAttentionOptions>,
  spec: ({ numHeads, keyDim, valueDim = keyDim, dropout, useBias, useGate, outputShape, ...options }) => {
    const out = outputShape === undefined ? undefined : [outputShape].flat();
    // Keras draws by what is summed over, `into` of it, and what comes of it
    const weights = (name: string, into: readonly number[], of: readonly number[]) => [
      {
        name: `${name}/kernel`,
        shape: [...into, ...of],
        trainable: true,
        initializer: drawnByFans(options.kernelInitializer, [countOf(into), countOf(of)]),
      },
      ...(useBias
        ? [{ name: `${name}/bias`, shape: of, trainable: true, initializer: options.biasInitializer }]
        : []),
    ];
    return {
      random: dropout > 0,
      outputShape: (inputs, call) => {
        const shapes = shapesOf(onlyInput('multiHeadAttention', inputs), call);
        const { useCausalMask = options.useCausalMask } = call.options;
        const windowed = useCausalMask ? 'useCausalMask' : options.slidingWindow && 'slidingWindow';
        if (windowed && shapes.query.length > 3)
          return misfit(
            `multiHeadAttention: ${windowed} needs [batch, steps, features], got ${showShape(shapes.query)}`,
          );
        return whenFits(attended('multiHeadAttention', shapes, out), (made) =>
          whenFits(attentionAxes('multiHeadAttention', shapes, options.attentionAxes), (over) =>
            whenFits(maskFits('multiHeadAttention', shapes, over), () =>
              fits<Shape | readonly Shape[]>(
                options.returnAttentionScores ? [made, scoresShape(shapes, over, numHeads)] : made,
              ),
            ),
          ),
        );
      },
      weights: ([shape], call) => {
        const { query, value, key } = shapesOf(shape!, call);
        const last = (each: Shape) => each.at(-1) as number;
        const head = (name: string, of: Shape, size: number) => weights(name, [last(of)], [numHeads, size]);
        return [
          ...head('query', query, keyDim),
          ...head('key', key, keyDim),
          ...(useGate ? head('gate', query, valueDim) : []),
          ...head('value', value, valueDim),
          ...weights('attention_output', [numHeads, valueDim], out ?? [last(query)]),
        ];
      },
    };
  },
});
