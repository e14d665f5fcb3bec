import { defineLayer, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleRule } from '../../graph/role-layer.js';
import type { Free, OnTensor, OptionalArg, Place, Receiver } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { flag, oneOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { AsObject } from '../options/as-object.js';
import { ones } from '../options/initializers.js';
import {
  oneHeadOptions,
  oneHeadShape,
  type Beside,
  type OneHeadOptions,
  type OneHeadOut,
  type OneHeadRefused,
  type OneHeadRoles,
  type OneHeadTensors,
} from '../options/one-head.js';

/** How alike a query and a key are. */
type ScoreMode = 'dot' | 'concat';

/** Options of `attention`. */
export interface AttentionOptions<
  Scores extends boolean = boolean,
  Sc extends boolean = boolean,
  Mode extends ScoreMode = ScoreMode,
> extends OneHeadOptions<Scores> {
  /** Whether scores are multiplied by a learned number. Default false. */
  useScale?: Sc;
  /** What a score is: the product of query and key, or the sum of `tanh(query + key)`. Default `'dot'`. */
  scoreMode?: Mode;
}

/** A query's features give way to those of the values; with the scores there are two outputs. */
export interface AttentionRule<
  Scores extends boolean,
  Sc extends boolean = boolean,
  Mode extends ScoreMode = ScoreMode,
> extends RoleRule {
  readonly of: ['attention', Scores, Sc, Mode];
  readonly params: Numbers<Sc, Mode>;
  readonly out: OneHeadOut<'attention', this['in'], this['given'], Scores>;
  readonly refused: OneHeadRefused<'attention', this['in'], this['given']>;
}

/** The numbers in the weights: one for the scale, one for the sums. */
type Numbers<Sc extends boolean, Mode extends ScoreMode> = [Sc, Mode] extends [true, 'concat']
  ? '2'
  : [Sc, Mode] extends [false, 'dot']
    ? '0'
    : [Sc, Mode] extends [true, 'dot'] | [false, 'concat']
      ? '1'
      : unknown;

/** Attention; its signature, wherever it stands. */
export interface Attention<Where extends Place> {
  /**
   * Attention: each step of a query looks at the values whose keys are like it, by their product. Luong et al. 2015.
   *
   * Input `[batch, ..., steps, features]`, output `[batch, ..., steps, features of the values]`; with
   * `returnAttentionScores` that and the scores `[batch, ..., steps, values]`. By itself the query attends to itself;
   * `value` and `key` are given where the layer is called. A query's masked steps give zeros, masked values are not looked at.
   * Weights: `scale` `[]` with `useScale`, `concat_score_weight` `[]` with `'concat'`.
   *
   * @throws ShapeMismatchError where there are no steps and features, or value, key and masks do not fit.
   * @example input(['time', 64]).attention({ value: input(['words', 64]) }) // [null, 'time', 64]
   * @see https://keras.io/api/layers/attention_layers/attention/
   */
  <
    const Scores extends boolean = false,
    const Sc extends boolean = false,
    const Mode extends ScoreMode = 'dot',
    const V extends SymbolicTensor | undefined = undefined,
    const Y extends SymbolicTensor | undefined = undefined,
    const Q extends SymbolicTensor | undefined = undefined,
    const M extends SymbolicTensor | undefined = undefined,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, AttentionRule<Scores, Sc, Mode>, Given>,
    options?: OptionalArg<
      At,
      AttentionRule<Scores, Sc, Mode>,
      Given,
      | (AttentionOptions<Scores, Sc, Mode> &
          OneHeadTensors<At, AttentionRule<Scores, Sc, Mode>, Beside<V, Y, Q, M>>)
      | AsObject<'attention', '{ value }', Name>
    >,
  ): PlacedCall<At, AttentionRule<Scores, Sc, Mode>, Beside<V, Y, Q, M>, OneHeadRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Attention, of the tensor to itself, or to a `value`.
     *
     * @example input(['time', 64]).attention({ value: input(['words', 64]) }) // [null, 'time', 64]
     * @see https://keras.io/api/layers/attention_layers/attention/
     */
    readonly attention: Attention<OnTensor>;
  }
}

const layer = 'attention';

/**
 * Attention.
 *
 * @example attention()(query, { value, key }) // or query.attention({ value, key })
 * @see https://keras.io/api/layers/attention_layers/attention/
 */
export const attention: Attention<Free> = defineLayer({
  name: layer,
  className: 'Attention',
  baseName: 'attention',
  roles: ['value', 'key', 'queryMask', 'valueMask'],
  perCall: ['useCausalMask'],
  masks: 'make',
  options: {
    useScale: optional(flag, false),
    scoreMode: optional(oneOf(['dot', 'concat']), 'dot'),
    ...oneHeadOptions,
  } satisfies OwnOptions<AttentionOptions>,
  spec: ({ useScale, scoreMode, dropout, returnAttentionScores }) => {
    const one = (name: string) => ({ name, shape: [], trainable: true, initializer: ones() });
    return {
      random: dropout > 0,
      outputShape: (inputs, call) => oneHeadShape(layer, inputs, call, returnAttentionScores),
      weights: () => [
        ...(useScale ? [one('scale')] : []),
        ...(scoreMode === 'concat' ? [one('concat_score_weight')] : []),
      ],
    };
  },
});
