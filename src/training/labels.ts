// Which labels a loss wants, and which names a model's losses and metrics have in logs: at the type level.
import type { Shapes } from '../graph/model.js';
import type { Shape, ShapeError } from '../shapes/shape.js';
import type { AnyLoss, Loss, LossNames, LossRule } from './losses/index.js';
import type { AnyMetric, MetricNames, MetricNamesIn } from './metrics/index.js';
import type { Tensor } from '../tfjs/tensor.js';

/** A loss of the user's own: per-sample losses from labels and predictions. */
export type LossFunction = { bivariant(yTrue: Tensor, yPred: Tensor): Tensor }['bivariant'];

/** A loss as `compile` takes it for one output. */
export type LossOption = keyof LossNames | AnyLoss | LossFunction;

/** A metric as `compile` takes it. */
export type MetricOption = keyof MetricNames | AnyMetric;

/** The rule of a loss: how its labels' shape follows from the output's; a user's function says nothing of it. */
type RuleOf<L> = L extends keyof LossNames ? LossNames[L] : L extends Loss<infer R> ? R : undefined;

/** The labels that a loss wants for an output of shape O: a Shape, or a ShapeError. */
export type LabelOf<L, O extends Shape> =
  RuleOf<L> extends infer R ? (R extends LossRule ? ApplyLoss<R, O> : Shape) : Shape;
type ApplyLoss<R extends LossRule, O extends Shape> = (R & { readonly out: O })['label'];

/** The labels of a whole model: one shape, or one for each output by name. */
export type LabelsOf<L, O extends Shapes> = O extends Shape
  ? AsShape<LabelOf<L, O>, O>
  : {
      readonly [K in keyof O]: O[K] extends Shape
        ? AsShape<LabelOf<L extends LossOption ? L : K extends keyof L ? L[K] : undefined, O[K]>, O[K]>
        : never;
    };

/** A misfit is said where the loss is given; labels of the output's shape keep the rest quiet. */
type AsShape<Label, O> = Label extends Shape ? Label : O;

/** A parameter for a loss: L where it fits, the sentence where not, each at its output. */
export type LossArg<L, O extends Shapes> = O extends Shape
  ? OneLossArg<L, O>
  : L extends LossOption
    ? L
    : {
        readonly [K in keyof L]: K extends keyof O
          ? NamedLossArg<L[K], O[K]>
          : `this model has no output of that name`;
      };

type NamedLossArg<L, O> = O extends Shape ? OneLossArg<L, O> : never;

type OneLossArg<L, O extends Shape> =
  LabelOf<L, O> extends ShapeError<infer Sentence, unknown> ? Sentence : L;

/** The losses a model's `compile` takes: one for all outputs, or one for each by name. */
export type LossesFor<O extends Shapes> = O extends Shape
  ? LossOption
  : LossOption | { readonly [K in keyof O]: LossOption };

/** The metrics a model's `compile` takes: a list, or a list for each of several outputs. */
export type MetricsFor<O extends Shapes> = O extends Shape
  ? readonly MetricOption[]
  : { readonly [K in keyof O]?: readonly MetricOption[] };

/** The names in a model's logs: `'loss' | 'accuracy'`, or `'loss' | 'a_loss' | 'a_mae'` for several outputs. */
export type LogNames<O extends Shapes, M> =
  | 'loss'
  | (O extends Shape
      ? [M] extends [never]
        ? never
        : MetricNamesIn<M>
      : IsAlone<keyof O> extends true
        ? MetricNamesOf<M, keyof O>
        : {
            [K in keyof O & string]: `${K}_loss` | `${K}_${MetricNamesOf<M, K>}`;
          }[keyof O & string]);

/** The names of one output's metrics, without the output's. */
type MetricNamesOf<M, K> = [M] extends [never] ? never : K extends keyof M ? MetricNamesIn<M[K]> : never;

/** Whether there is one key only: as in Keras, its loss is the loss, and its metrics have no prefix. */
type IsAlone<K, All = K> = K extends unknown ? ([All] extends [K] ? true : false) : never;
