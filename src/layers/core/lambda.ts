import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { LiveTensor, OwnCallState } from '../../graph/own-computation.js';
import type { Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { callable, either, oneOf } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import { fits, type Dim, type Shape } from '../../shapes/shape.js';
import { isShape, saidShapes } from '../own/said-shapes.js';
import type { AsObject } from '../options/as-object.js';

/** A call of the function of a `lambda`, beside its tensor. */
export type LambdaCall = Pick<OwnCallState, 'training' | 'masks' | 'seed'>;

/** What it computes; a method, so that tfjs's own tensor type may stand in it. */
type Compute = { call(x: LiveTensor, call: LambdaCall): LiveTensor | readonly LiveTensor[] }['call'];

/** What may be said of the output: a shape, one for each of several outputs, or the sentence for an input that does not fit. */
type Said = Shape | readonly Shape[] | string;

/** Options of `lambda`. */
export interface LambdaOptions<S extends Shape = Shape, F extends Said = Said> extends LayerOptions {
  /**
   * The shape that the function gives, without the batch axis: `[64]`; or a function that makes the whole of it from the
   * input's: `([batch]) => [batch ?? null, 64]`. Default: the input's.
   */
  outputShape?: S | ((input: Shape) => F);
  /** What becomes of its input's mask. Default `'drop'`. */
  masks?: 'pass' | 'drop';
}

/** What `outputShape` says: of `[64]`, `[null, 8, 8]` gives `[null, 64]`. */
export interface LambdaRule<S extends Shape, F extends Said> extends Rule {
  readonly of: ['lambda', S, F];
  readonly params: '0';
  readonly out: [F] extends [never]
    ? [S] extends [never]
      ? this['in']
      : this['in'] extends readonly [infer Batch, ...unknown[]]
        ? [Batch, ...S]
        : [null, ...S]
    : [Exclude<F, string>] extends [never]
      ? Shape
      : Exclude<F, string> extends infer Out
        ? Out extends Shape
          ? [...Out]
          : Out
        : never;
}

/** A function as a layer; its signature, wherever it stands. */
export interface Lambda<Where extends Place> {
  /**
   * A function of tensors as a layer, without weights: `fn(x)`. What it gives is held to `outputShape` when it runs.
   *
   * Input `[batch, ...]`, output the same shape, or what `outputShape` says. Neither a file nor a worker can be given the
   * function: a layer of `defineLayer` can be saved.
   *
   * @param fn What it computes, in tfjs's operations; its gradient follows from them.
   * @throws ShapeMismatchError when it runs, where the function gives another shape.
   * @example input([8, 8, 3]).lambda((x: tf.Tensor) => tf.mean(x, [1, 2]), { outputShape: [3] }) // [null, 3]
   * @see https://keras.io/api/layers/core_layers/lambda/
   */
  <const S extends Shape = never, const F extends Said = never, Name extends string = never, At = Where>(
    this: This<Where, At>,
    fn: Compute,
    options?: LambdaOptions<S, F> | AsObject<'lambda', "{ name: 'first' }", Name>,
  ): Placed<At, LambdaRule<S, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A function of tensors as a layer.
     *
     * @example input([8, 8, 3]).lambda((x: tf.Tensor) => tf.mean(x, [1, 2]), { outputShape: [3] }) // [null, 3]
     * @see https://keras.io/api/layers/core_layers/lambda/
     */
    readonly lambda: Lambda<OnTensor>;
  }
}

type OutputShape = Shape | ((input: Shape) => Said);

/** The sizes behind the batch. */
const sizes: Kind<readonly Dim[]> = {
  needs: 'sizes without the batch axis, such as [64]',
  read: (given) => (isShape(given) && given.length <= 20 ? given : undefined),
};

/**
 * A function of tensors as a layer.
 *
 * @example sequential([8, 8, 3], [lambda((x: tf.Tensor) => tf.mean(x, [1, 2]), { outputShape: [3] })])
 * @see https://keras.io/api/layers/core_layers/lambda/
 */
export const lambda: Lambda<Free> = defineLayer({
  name: 'lambda',
  className: 'Lambda',
  baseName: 'lambda',
  integers: true,
  takes: { fn: callable<Compute>('a function of a tensor') },
  options: {
    outputShape: optional(
      either(
        sizes,
        callable<(input: Shape) => Said>('a function of the input shape'),
      ) as unknown as Kind<OutputShape>,
    ),
    masks: optional(oneOf(['pass', 'drop']), 'drop'),
  } satisfies OwnOptions<LambdaOptions>,
  spec: ({ fn, outputShape, masks }) => ({
    config: {},
    masks,
    // it may draw, by the seed that its calls are given
    random: true,
    outputShape: (inputs) => {
      const shape = onlyInput('lambda', inputs);
      if (outputShape === undefined) return fits(shape);
      if (typeof outputShape === 'function') return saidShapes('lambda', outputShape(shape));
      return fits([shape[0] ?? null, ...outputShape]);
    },
    weights: () => [],
    own: { definition: fn, call: ([x], _weights, call) => fn(x!, call) },
  }),
});
