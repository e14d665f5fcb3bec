import {
  defineLayer as defineFactory,
  type FreeLayer,
  type LayerFactory,
  type LayerOptions,
} from '../../graph/layer.js';
import type { Declared } from '../../options/declare.js';
import { anything, callable, flag, layerName, oneOf } from '../../options/kinds.js';
import { optional, type ConfigOf, type Options } from '../../options/option.js';
import { readOptions } from '../../options/read.js';
import { fits, misfit, type Shape } from '../../shapes/shape.js';
import type { LiveTensor } from '../../graph/own-computation.js';
import type { KeepsShape, OwnMergeLayer, OwnRule, RuleOfOwn, ShapeRule } from './shape-rule.js';
import {
  type NameIn,
  checkOptions,
  namesOf,
  named,
  type ConfigIn,
  type GivenOptions,
  type NoOthers,
} from './own-factory.js';
import { ownWeights, recordOf, type OwnWeight } from './own-weights.js';
import { saidShapes } from './said-shapes.js';

/** A call of a layer of one's own, beside its tensors and weights. */
export interface OwnCall<Config, W extends string> {
  /** The options that the layer was given, every default filled in. */
  readonly config: Config;
  /** Whether this is a step of training. */
  readonly training: boolean;
  /** The mask of each input, `[batch, steps]`, where some of its steps are padding. */
  readonly masks: readonly (LiveTensor | undefined)[];
  /** Another number on each call, for random draws: the same ones where the model has a seed. */
  readonly seed: number;
  /** Gives a weight of `trainable: false` a new value. */
  readonly assign: (weight: W, value: LiveTensor) => void;
}

/** The function that computes; a method, so that tfjs's own tensor type may stand in it. */
type Compute<Several extends boolean, W extends string, Config> = {
  call(
    x: Several extends true ? readonly LiveTensor[] : LiveTensor,
    weights: { readonly [Name in W]: LiveTensor },
    call: OwnCall<Config, W>,
  ): LiveTensor | readonly LiveTensor[];
}['call'];

/** The shape of a layer's output from its input's and the options. */
type OutputShape<Several extends boolean, Config> = (
  input: Several extends true ? readonly Shape[] : Shape,
  config: Config,
) => Shape | readonly Shape[] | string;

/** What `defineLayer` takes. */
export interface LayerDefinition<
  R extends OwnRule,
  Several extends boolean,
  Name extends string,
  O extends Options,
  W extends string,
> {
  /** The function's name, in camelCase; summaries have it as a class, `PatchEmbedding`, and in snake_case. */
  readonly name: Name;
  /** What the layer's options are: each a kind of `kinds`, `optional(kind, default)` where it may be left out. Default none. */
  readonly options?: O;
  /** Its type rule, with `outputShape`: `shapeRule<...>()` or `mergeRule<...>()`. Default: one tensor, whose shape stays. */
  readonly rule?: ShapeRule<R, Several>;
  /** The shape of its output, the batch axis first, or a list of them; or a sentence, where the input does not fit. */
  readonly outputShape?: R extends { readonly '~keeps': true }
    ? 'outputShape goes with its type: rule: shapeRule<...>()'
    : OutputShape<Several, ConfigOf<O>>;
  /** Its weights by their names. Default none. */
  readonly weights?: (
    input: Several extends true ? readonly Shape[] : Shape,
    config: ConfigOf<O>,
  ) => { readonly [Key in W]: OwnWeight };
  /** What it computes, in tfjs's operations; gradients follow from them. Tensors made on the way are freed. */
  readonly call: Compute<Several, W, ConfigOf<O>>;
  /** What becomes of its input's mask. Default `'drop'`. */
  readonly masks?: 'pass' | 'drop';
  /** Whether it is given integers as they are; otherwise they come as floats. Default false. */
  readonly integers?: boolean;
}

/** A function that makes layers of one's own: `scale({ initialValue: 2 })`. */
export interface OwnLayerFactory<
  R extends OwnRule,
  Several extends boolean,
  Name extends string,
  O extends Options,
> extends Declared {
  <const Given extends GivenOptions<O> & LayerOptions = GivenOptions<O> & LayerOptions>(
    ...options: Record<never, never> extends GivenOptions<O>
      ? [options?: Given & NoOthers<Given, O & LayerOptions>]
      : [options: Given & NoOthers<Given, O & LayerOptions>]
  ): Several extends true
    ? OwnMergeLayer<RuleOfOwn<R, Name, ConfigIn<Given>>, Name>
    : FreeLayer<RuleOfOwn<R, Name, ConfigIn<Given>>, NameIn<Given>>;
}

const definition = {
  name: layerName,
  options: optional(anything<Options>('options by their names')),
  rule: optional(anything<ShapeRule<OwnRule, boolean>>('shapeRule() or mergeRule()')),
  outputShape: optional(
    callable<(input: unknown, config: unknown) => unknown>('a function of shape and options'),
  ),
  weights: optional(
    callable<(input: unknown, config: unknown) => unknown>('a function of shape and options'),
  ),
  call: callable<(x: unknown, weights: unknown, call: unknown) => unknown>('a function of tensors'),
  masks: optional(oneOf(['pass', 'drop']), 'drop'),
  integers: optional(flag, false),
};

/**
 * A layer of one's own: its options, shapes and weights are declared, and what it computes is a function of tensors. It
 * stands in chains by `apply`, in lists and in graphs, trains, and is saved; `loadModel` is given the function again.
 *
 * @example
 * const scale = defineLayer({
 *   name: 'scale',
 *   weights: (shape) => ({ gain: { shape: [shape.at(-1) as number], initializer: 'ones' } }),
 *   call: (x: tf.Tensor, { gain }: { gain: tf.Tensor }) => tf.mul(x, gain),
 * });
 * input([8]).apply(scale()).dense(1)
 * @throws TypeError for a definition that lacks something.
 * @see https://keras.io/guides/making_new_layers_and_models_via_subclassing/
 */
export const defineLayer = <
  const Name extends string,
  R extends OwnRule = KeepsShape,
  Several extends boolean = false,
  O extends Options = Record<never, never>,
  W extends string = never,
>(
  given: LayerDefinition<R, Several, Name, O, W>,
): OwnLayerFactory<R, Several, Name, O> => {
  const {
    name,
    options = {},
    rule,
    outputShape,
    weights,
    ...read
  } = readOptions('defineLayer', given, definition);
  checkOptions('defineLayer', name, options);
  if ((rule === undefined) !== (outputShape === undefined))
    throw new TypeError(
      `defineLayer: '${name}' needs rule and outputShape together: the shape as a type, and as a value; without them it stays`,
    );
  const several = rule?.several ?? false;
  /** The input's shape, or the list of several. */
  const inputOf = (shapes: readonly Shape[]): unknown => (several ? shapes : shapes[0]);
  const factory = defineFactory<LayerFactory, Options, Options>({
    name,
    ...namesOf(name),
    options,
    masks: read.masks,
    integers: read.integers,
    spec: (config) => ({
      outputShape: (shapes) => {
        const wrong = wrongCount(name, several, shapes.length);
        if (wrong !== undefined) return misfit(wrong);
        return outputShape ? saidShapes(name, outputShape(inputOf(shapes), config)) : fits(shapes[0]!);
      },
      weights: (shapes) =>
        weights ? ownWeights(name, recordOf(name, weights(inputOf(shapes), config))) : [],
      // it may draw, by the seed that its calls are given
      random: true,
      own: {
        definition: given,
        call: (inputs, byName, state) =>
          read.call(several ? inputs : inputs[0], byName, { ...state, config }),
      },
    }),
  });
  return named(factory) as unknown as OwnLayerFactory<R, Several, Name, O>;
};

const wrongCount = (name: string, several: boolean, found: number): string | undefined => {
  if (several) return found < 2 ? `${name} takes several tensors: call it on a list of them` : undefined;
  return found === 1 ? undefined : `${name} takes one tensor, got ${found}`;
};
