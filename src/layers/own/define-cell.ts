import { show } from '../../errors/show.js';
import {
  defineLayer as defineFactory,
  type AnyLayer,
  type LayerFactory,
  type LayerOptions,
} from '../../graph/layer.js';
import type { LiveTensor } from '../../graph/own-computation.js';
import type { RoleLayer } from '../../graph/role-layer.js';
import type { Declared } from '../../options/declare.js';
import { anything, callable, layerName } from '../../options/kinds.js';
import { optional, type ConfigOf, type Options } from '../../options/option.js';
import { readOptions } from '../../options/read.js';
import { isWhole } from '../../shapes/arithmetic.js';
import type { Shape } from '../../shapes/shape.js';
import { ofCell, type CellRoles } from '../options/recurrent.js';
import type { CellRule, CellSizes, OwnCellRule, SizesBy, SizesRule, UnitsRule } from './cell-rule.js';
import {
  checkOptions,
  named,
  namesOf,
  type ConfigIn,
  type GivenOptions,
  type NoOthers,
} from './own-factory.js';
import { ownWeights, recordOf, type OwnWeight } from './own-weights.js';

/** One step of a cell of one's own, beside its tensors and weights. */
export interface CellStep<Config, W extends string> {
  /** The options that the cell was given, every default filled in. */
  readonly config: Config;
  /** Whether this is a step of training. */
  readonly training: boolean;
  /** Another number for each batch, the same at all of its steps: what it draws is that of the whole sequence. */
  readonly seed: number;
  /** Gives a weight of `trainable: false` a new value. */
  readonly assign: (weight: W, value: LiveTensor) => void;
}

/** The function that computes a step; a method, so that tfjs's own tensor type may stand in it. */
type Step<W extends string, Config> = {
  call(
    x: LiveTensor,
    states: readonly LiveTensor[],
    weights: { readonly [Name in W]: LiveTensor },
    step: CellStep<Config, W>,
  ): readonly LiveTensor[];
}['call'];

/** What `defineCell` takes. */
export interface CellDefinition<
  R extends CellRule,
  Name extends string,
  O extends Options,
  W extends string,
> {
  /** The function's name, in camelCase; summaries have it as a class, `MinimalCell`, and paths in snake_case. */
  readonly name: Name;
  /** What the cell's options are: each a kind of `kinds`. Without a rule `units: kinds.count` is among them. */
  readonly options?: O;
  /** The type rule of its sizes, with `sizes`: `cellRule<...>()`. Default: its option `units` is the size of its output and of its one state. */
  readonly rule?: SizesRule<R>;
  /** The size of its output, and behind it those of its states. */
  readonly sizes?: R extends { readonly '~units': true }
    ? 'sizes goes with its type: rule: cellRule<...>()'
    : (config: ConfigOf<O>) => readonly number[];
  /** Its weights by their names, for steps `[batch, features]`. Default none. */
  readonly weights?: (step: Shape, config: ConfigOf<O>) => { readonly [Key in W]: OwnWeight };
  /**
   * What it computes at one step, in tfjs's operations: of the step's input `[batch, features]` and the states before it,
   * `[batch, size]` each, the output, and behind it the states after it.
   */
  readonly call: Step<W, ConfigOf<O>>;
}

/** A function that makes cells of one's own: `minimalCell({ units: 32 })`. */
export interface OwnCellFactory<R extends CellRule, Name extends string, O extends Options> extends Declared {
  <const Given extends GivenOptions<O> & LayerOptions = GivenOptions<O> & LayerOptions>(
    ...options: Record<never, never> extends GivenOptions<O>
      ? [options?: Given & NoOthers<Given, O & LayerOptions>]
      : [options: Given & NoOthers<Given, O & LayerOptions>]
  ): RoleLayer<OwnCellRule<Name, SizesBy<R, ConfigIn<Given>>, ConfigIn<Given>>, CellRoles>;
}

/** What `defineCell` takes, declared. */
export const ownCellDefinition = {
  name: layerName,
  options: optional(anything<Options>('options by their names')),
  rule: optional(anything<SizesRule<CellRule>>('cellRule()')),
  sizes: optional(callable<(config: unknown) => unknown>('a function of options')),
  weights: optional(callable<(step: unknown, config: unknown) => unknown>('a function of shape and options')),
  call: callable<(x: unknown, states: unknown, weights: unknown, step: unknown) => unknown>(
    'a function of tensors',
  ),
};

/**
 * A cell of one's own, for `rnn` to take over the steps of a sequence, alone or in a list: what it computes at one step is
 * a function of tensors. It stands wherever `lstmCell(8)` does, under `bidirectional(rnn(...))` too, trains, and is saved;
 * `loadModel` is given the function again, in `customLayers`.
 *
 * @example
 * const minimalCell = defineCell({
 *   name: 'minimalCell',
 *   options: { units: kinds.count },
 *   weights: ([, features], { units }) => ({
 *     kernel: { shape: [Number(features), units] },
 *     recurrent: { shape: [units, units], initializer: 'orthogonal' },
 *   }),
 *   call: (x: tf.Tensor2D, [h], { kernel, recurrent }) => {
 *     const next = tf.tanh(tf.add(tf.matMul(x, kernel), tf.matMul(h, recurrent)));
 *     return [next, next]; // the output, and the state
 *   },
 * });
 * input(['time', 8]).rnn(minimalCell({ units: 32 })) // [null, 32]
 * @throws TypeError for a definition that lacks something.
 * @see https://keras.io/api/layers/recurrent_layers/rnn/
 */
export const defineCell = <
  const Name extends string,
  R extends CellRule = UnitsRule,
  O extends Options = Record<never, never>,
  W extends string = never,
>(
  given: CellDefinition<R, Name, O, W>,
): OwnCellFactory<R, Name, O> => {
  const {
    name,
    options = {},
    rule,
    sizes,
    weights,
    call,
  } = readOptions('defineCell', given, ownCellDefinition);
  checkOptions('defineCell', name, options);
  if ((rule === undefined) !== (sizes === undefined))
    throw new TypeError(
      `defineCell: '${name}' needs rule and sizes together: the sizes as a type, and as values; without them its option units says both`,
    );
  if (!sizes && !Object.hasOwn(options, 'units'))
    throw new TypeError(
      `defineCell: '${name}' needs an option units: kinds.count, the size of its output and its state; or rule and sizes`,
    );
  const factory = defineFactory<LayerFactory, Options, Options>({
    name,
    ...namesOf(name),
    options,
    roles: ['states'],
    spec: (config) => {
      const { units } = config as { readonly units?: unknown };
      const [output, ...states] = saidSizes(name, sizes ? sizes(config) : [units, units]);
      return {
        ...ofCell(name, output, states),
        weights: ([step]) => (weights ? ownWeights(name, recordOf(name, weights(step!, config))) : []),
        // it may draw, by the seed that its steps are given
        random: true,
        own: {
          definition: given,
          anew: (again) => make(again),
          call: ([x, ...before], byName, state) => call(x, before, byName, { ...state, config }),
        },
      };
    },
  });
  const cell = named(factory);
  const make = cell as unknown as (options: object) => AnyLayer;
  return cell as unknown as OwnCellFactory<R, Name, O>;
};

/** What a function of the user's says of the sizes of a cell. */
const saidSizes = (name: string, given: unknown): CellSizes => {
  if (Array.isArray(given) && given.length > 0 && given.every((size) => isWhole(size) && size > 0))
    return given as unknown as CellSizes;
  throw new TypeError(
    `${name}: sizes must give [units, ...states], whole numbers above zero, such as [8, 8]; got ${show(given)}`,
  );
};
