// Which labels a loss wants, and which names a model's losses and metrics have in logs: at the type level.
import type { Shapes } from '../graph/model.js';
import type { Shape, ShapeError } from '../shapes/shape.js';
import type {
  AnyLoss,
  LabelsSaid,
  Loss,
  LossClassNames,
  LossFunction,
  LossNames,
  LossRule,
} from './losses/index.js';
import type {
  AnyMetric,
  MetricFunction,
  KeptName,
  MetricClassNames,
  MetricNames,
  MetricNamesIn,
  WeightedNamesIn,
} from './metrics/index.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { AnyData, DataFits, PartName, SampleWeight, ShapeOfData } from './data/data.js';
import type { LabelMisfit } from './label-misfit.js';

/** Whatever losses are called; editors offer Keras's functions and ours, which are fewer than with the classes. */
interface LossesByName extends LossNames, LossClassNames {}

/** A loss as `compile` takes it for one output. */
export type LossOption = keyof LossNames | AnyLoss | LossFunction;

/** A metric as `compile` takes it. */
export type MetricOption = keyof MetricNames | AnyMetric | MetricFunction;

/**
 * The rule of a loss: how its labels' shape follows from the output's. A user's function says it by its first parameter:
 * `(yTrue: Tensor<[null]>, yPred: Tensor) => ...` takes class indices, one without a shape there takes any labels.
 */
type RuleOf<L> = L extends keyof LossesByName
  ? LossesByName[L]
  : L extends Loss<infer R>
    ? R
    : L extends (yTrue: Tensor<infer S>, ...others: never) => unknown
      ? LabelsSaid<S>
      : undefined;

/** The shape of the labels that a loss wants for an output of shape O: a Shape, or a ShapeError. */
export type LabelOf<L, O extends Shape> =
  RuleOf<L> extends infer R ? (R extends LossRule ? ApplyLoss<R, O> : Shape) : Shape;
type ApplyLoss<R extends LossRule, O extends Shape> = (R & { readonly out: O })['label'];

/** The labels of one output: the loss that takes them, by its name, their shape, and the output's. */
export interface Label<out Loss extends string, out S extends Shape, out Out extends Shape> {
  readonly loss: Loss;
  readonly shape: S;
  readonly output: Out;
}
type AnyLabel = Label<string, Shape, Shape>;

/** The labels of a model: one output's, or those of several, in a list or by name. */
export type Labels = AnyLabel | readonly AnyLabel[] | { readonly [name: string]: AnyLabel };

/** The labels of a whole model, by its losses and its outputs' shapes. */
export type LabelsOf<L, O extends Shapes> = O extends Shape
  ? LabelFor<L, O>
  : {
      readonly [K in keyof O]: O[K] extends Shape
        ? LabelFor<
            L extends LossOption | keyof LossClassNames ? L : K extends keyof L ? L[K] : undefined,
            O[K]
          >
        : never;
    };

type LabelFor<L, O extends Shape> = Label<
  RuleOf<L> extends { readonly loss: infer N extends string } ? N : string,
  AsShape<LabelOf<L, O>, O>,
  O
>;

/** A misfit is said where the loss is given; labels of the output's shape keep the rest quiet. */
type AsShape<S, O extends Shape> = S extends Shape ? S : O;

/** A parameter for labels: X where they fit, else what the loss says of them, each at its name or place. */
export type LabelsArg<X, Y extends Labels> = Y extends AnyLabel
  ? OneLabelArg<'', X, Y>
  : [X] extends [{ readonly [K in keyof Y]: AnyData }]
    ? {
        readonly [K in keyof X]: K extends keyof Y
          ? Y[K] extends AnyLabel
            ? OneLabelArg<`${PartName<'y', K, Y>}: `, X[K], Y[K]>
            : never
          : never;
      }
    : { readonly [K in keyof Y]: AnyData };

type OneLabelArg<At extends string, X, Y extends AnyLabel> =
  DataFits<ShapeOfData<X>, Y['shape']> extends true
    ? X
    : LabelMisfit<At, Y['loss'], Y['shape'], Y['output'], ShapeOfData<X>>;

/** A parameter for a loss: L where it fits, the sentence or the names that there are where not, each at its output. */
export type LossArg<L, O extends Shapes> = O extends Shape ? OneLossArg<L, O> : LossesArg<L, O>;
type LossesArg<L, O extends Shapes> = L extends LossOption | keyof LossClassNames
  ? L
  : L extends string
    ? NearNames<L, keyof LossNames>
    : [Exclude<keyof L, keyof O>, Exclude<keyof O, keyof L>] extends [never, infer Missing extends string]
      ? [Missing] extends [never]
        ? EachLossArg<L, O>
        : `compile: there is no loss for output '${Missing}'; give one, e.g. loss: { ${Missing}: 'mse' }`
      : EachLossArg<L, O>;
type EachLossArg<L, O extends Shapes> = {
  readonly [K in keyof L]: K extends keyof O ? NamedLossArg<L[K], O[K]> : NoSuchOutput;
};

type NamedLossArg<L, O> = O extends Shape ? OneLossArg<L, O> : never;

type OneLossArg<L, O extends Shape> = [L] extends [string]
  ? [L] extends [keyof LossesByName]
    ? FittingLoss<L, O>
    : NearNames<L, keyof LossNames>
  : FittingLoss<L, O>;

type FittingLoss<L, O extends Shape> =
  LabelOf<L, O> extends ShapeError<infer Sentence, unknown> ? Sentence : L;

/** The names that have the given one in them, or else all there are: what TypeScript says then helps. */
type NearNames<Given, Names extends string> = Given extends string
  ? [Containing<Given, Names>] extends [never]
    ? Names
    : Containing<Given, Names>
  : Names;
type Containing<Given extends string, Names extends string> = Names extends string
  ? Lowercase<Names> extends `${string}${Lowercase<Given>}${string}`
    ? SpeltAs<Given, Names>
    : never
  : never;

/** A name, where it is spelt as the given one is: with `_` if that has one, else without; both would be a list too long to read. */
type SpeltAs<Given extends string, Name extends string> = Name extends `${string}_${string}`
  ? Given extends `${string}_${string}`
    ? Name
    : never
  : Name;

// `string & {}` lets a name that does not exist come as far as the parameter, which lists those that do
type AnyName = string & {};

/** The losses a model's `compile` takes: one for all outputs, or one for each, in a list or by name. */
export type LossesFor<O extends Shapes> = O extends Shape
  ? LossOption | AnyName
  : | LossOption
    | AnyName
    | (O extends readonly unknown[]
        ? { readonly [K in keyof O]: LossOption | AnyName }
        : { readonly [K in keyof O]?: LossOption | AnyName });

/** The metrics a model's `compile` takes: a list, or one for each of several outputs. */
export type MetricsFor<O extends Shapes> = O extends Shape
  ? readonly (MetricOption | AnyName)[]
  : O extends readonly unknown[]
    ? { readonly [K in keyof O]: MetricOption | AnyName | readonly (MetricOption | AnyName)[] }
    : { readonly [K in keyof O]?: readonly (MetricOption | AnyName)[] };

/** What is said of one metric where a list of them is wanted. */
export const noMetrics = "compile: metrics are given in a list, e.g. metrics: ['accuracy']";

/**
 * A parameter for metrics: M, or the names that there are in the place of one that does not exist. Where none are given yet
 * it is whatever the model takes, for editors to offer its outputs.
 */
export type MetricsArg<M, O extends Shapes> =
  | (O extends Shape | readonly unknown[] ? EachMetricArg<M> : NamedMetricsArg<M, O>)
  | ([M] extends [never] ? MetricsFor<O> : NoMetrics<M>);
type NoMetrics<M> = readonly (MetricOption | AnyName)[] extends M ? typeof noMetrics : never;
type NamedMetricsArg<M, O> = {
  readonly [K in keyof M]: K extends keyof O
    ? M[K] extends readonly unknown[]
      ? EachMetricArg<M[K]>
      : MetricArg<M[K]>
    : NoSuchOutput;
};

/** What a name says that no output has. */
export type NoSuchOutput = `this model has no output of that name`;

/** How much each output's loss counts, as `compile` takes it: a number, or for several outputs numbers in a list or by name. */
export type LossWeightsFor<O extends Shapes> = O extends Shape
  ? number
  : O extends readonly unknown[]
    ? { readonly [K in keyof O]: number }
    : { readonly [K in keyof O]?: number };

/** Where weights of samples stand by name: a sentence in the place of what no output has. */
export type OutputsOfWeights<Given, Y extends Labels> = Y extends AnyLabel | readonly unknown[]
  ? unknown
  : Given extends { readonly sampleWeight: infer W }
    ? [W] extends [never]
      ? unknown
      : W extends SampleWeight | readonly unknown[]
        ? unknown
        : { readonly sampleWeight: NamedWeights<W, Y> }
    : unknown;
/** Names that are not known yet are left alone. */
type NamedWeights<W, Y> = {
  readonly [K in keyof W]: K extends keyof Y ? W[K] : string extends K ? W[K] : NoSuchOutput;
};

type EachMetricArg<M> = {
  readonly [K in keyof M]: M[K] extends readonly unknown[] ? EachMetricArg<M[K]> : MetricArg<M[K]>;
};
type MetricArg<M> = [M] extends [string]
  ? [M] extends [keyof MetricNames | keyof MetricClassNames]
    ? M
    : NearNames<M, keyof MetricNames>
  : M;

/**
 * The names in a model's logs: `'loss' | 'accuracy'`, or `'loss' | 'a_loss' | 'a_mae'` for several outputs; those in a
 * list have their layers' names, which the types do not know.
 */
export type LogNames<O extends Shapes, M, W = never> =
  'loss' | MetricLogs<O, M> | ([W] extends [never] ? never : WeightedLogs<O, M, W>);
type MetricLogs<O extends Shapes, M> = O extends Shape
  ? [M] extends [never]
    ? never
    : MetricNamesIn<M>
  : O extends readonly unknown[]
    ? O['length'] extends 1
      ? ListedMetrics<M>
      : `${string}_loss` | `${string}_${ListedMetrics<M>}`
    : IsAlone<keyof O> extends true
      ? MetricNamesOf<M, keyof O>
      : {
          [K in keyof O & string]: `${K}_loss` | `${K}_${MetricNamesOf<M, K>}`;
        }[keyof O & string];

/** The names of weighted metrics: with `weighted_` where another metric has the name. */
type WeightedLogs<O extends Shapes, M, W> = O extends Shape
  ? WeightedNamesIn<W, ListOf<M>>
  : O extends readonly unknown[]
    ? O['length'] extends 1
      ? ListedMetrics<W> | `weighted_${ListedMetrics<W>}`
      : `${string}_${ListedMetrics<W>}`
    : IsAlone<keyof O> extends true
      ? WeightedNamesOf<M, W, keyof O>
      : { [K in keyof O & string]: `${K}_${WeightedNamesOf<M, W, K>}` }[keyof O & string];
type WeightedNamesOf<M, W, K> = K extends keyof W
  ? WeightedNamesIn<W[K], K extends keyof M ? ListOf<M[K]> : []>
  : never;
type ListOf<M> = [M] extends [never] ? [] : M extends readonly unknown[] ? M : [];

/** The names of the metrics of a list of outputs, without the outputs'. */
type ListedMetrics<M> = [M] extends [never]
  ? never
  : M extends readonly (infer Each)[]
    ? Each extends readonly unknown[]
      ? MetricNamesIn<Each>
      : KeptName<Each>
    : never;

/** The names of one output's metrics, without the output's. */
type MetricNamesOf<M, K> = [M] extends [never] ? never : K extends keyof M ? MetricNamesIn<M[K]> : never;

/** Whether there is one key only: as in Keras, its loss is the loss, and its metrics have no prefix. */
type IsAlone<K, All = K> = K extends unknown ? ([All] extends [K] ? true : false) : never;
