import { heldName } from '../../graph/held-layers.js';
import { defineLayer, onlyInput, type AnyLayer, type LayerOptions } from '../../graph/layer.js';
import { layerKind } from '../../graph/layer-kind.js';
import { onlyOutput } from '../../graph/outputs.js';
import type {
  Apply,
  Arg,
  Free,
  OnTensor,
  Place,
  Placed,
  Rule,
  RuleOf,
  SentenceOf,
  This,
} from '../../graph/rule.js';
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
import type { AsObject } from '../options/as-object.js';

/** A rule on each step: of a dense layer of 4 units, `[null, 10, 3]` gives `[null, 10, 4]`. */
export interface TimeDistributedRule<R extends Rule> extends Rule {
  readonly of: ['timeDistributed', R];
  readonly out: EachStep<R, this['in']>;
}

type EachStep<R extends Rule, S> = S extends readonly [infer Batch, infer Steps, infer First, ...infer Rest]
  ? Stepped<Apply<R, [Batch, First, ...Rest]>, Steps>
  : number extends (S & Shape)['length']
    ? Shape
    : ShapeError<`timeDistributed needs [batch, steps, ..., features], got ${Show<S>}`, Shape>;

/** The steps put back behind the batch; of a misfit, into what was meant. */
type Stepped<Out, Steps> = Out extends Shape
  ? WithSteps<Out, Steps>
  : SentenceOf<Out> extends infer Why extends string
    ? ShapeError<
        `timeDistributed: ${Why}`,
        Out extends { readonly intended: infer Intended } ? WithSteps<Intended, Steps> : Shape
      >
    : Shape;

type WithSteps<Out, Steps> = Out extends readonly [infer Batch, ...infer Rest]
  ? [Batch, Steps, ...Rest]
  : Shape;

const childOf = ([batch, , ...rest]: Shape): Shape => [batch!, ...rest];

/** Value twin of `TimeDistributedRule`. */
const eachStep = (inner: AnyLayer, shape: Shape): Checked => {
  if (shape.length < 3)
    return misfit(`timeDistributed needs [batch, steps, ..., features], got ${showShape(shape)}`);
  const out = onlyOutput(inner.spec.outputShape([childOf(shape)]));
  return out._tag === 'Left'
    ? misfit(`timeDistributed: ${out.left.sentence}`)
    : whenFits(out, ([batch, ...rest]) => fits([batch!, shape[1]!, ...rest]));
};

/** A layer on each step of a sequence; its signature, wherever it stands. */
export interface TimeDistributed<Where extends Place> {
  /**
   * A layer, or a model, on each step of a sequence by itself, with the same weights: `conv2d` on the pictures of a film.
   *
   * Input `[batch, steps, ...]`, output `[batch, steps, ...]`, what the layer makes of `[batch, ...]`.
   * Weights: those of the layer.
   *
   * @param layer A layer of one input and one output.
   * @throws ShapeMismatchError where the layer does not fit a step.
   * @example input([8, 64, 64, 3]).timeDistributed(conv2d(16, 3)) // [null, 8, 62, 62, 16]
   * @see https://keras.io/api/layers/recurrent_layers/time_distributed/
   */
  <L extends AnyLayer, Name extends string = never, At = Where>(
    this: This<Where, At>,
    layer: Arg<At, TimeDistributedRule<RuleOf<L>>, L>,
    options?: LayerOptions | AsObject<'timeDistributed', "{ name: 'first' }", Name>,
  ): Placed<At, TimeDistributedRule<RuleOf<L>>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A layer on each step of a sequence.
     *
     * @example input([8, 64, 64, 3]).timeDistributed(conv2d(16, 3)) // [null, 8, 62, 62, 16]
     * @see https://keras.io/api/layers/recurrent_layers/time_distributed/
     */
    readonly timeDistributed: TimeDistributed<OnTensor>;
  }
}

/**
 * A layer on each step of a sequence.
 *
 * @example sequential([8, 64, 64, 3], [timeDistributed(conv2d(16, 3))]) // [null, 8, 62, 62, 16]
 * @see https://keras.io/api/layers/recurrent_layers/time_distributed/
 */
export const timeDistributed: TimeDistributed<Free> = defineLayer({
  name: 'timeDistributed',
  className: 'TimeDistributed',
  baseName: 'time_distributed',
  masks: 'pass',
  integers: true,
  takes: { layer: layerKind },
  options: {},
  spec: ({ layer }) => ({
    config: {},
    layers: [{ key: 'layer', name: heldName(layer), layer, on: ([shape]) => [childOf(shape!)] }],
    outputShape: (inputs) => eachStep(layer, onlyInput('timeDistributed', inputs)),
    weights: () => [],
  }),
});
