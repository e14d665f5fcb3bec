// Models of the user's own, at the type level: what `defineModel` takes, and the model that it gives.
import type { Dim, Shape } from '../shapes/shape.js';
import type {
  AnyModel,
  Model,
  ModelArg,
  ModelMethods,
  ModelRule,
  OutputOn,
  Shapes,
  TensorsOf,
} from './model.js';
import type { AnyLayer } from './layer.js';
import type { Tensors } from './model-config.js';
import type { LiveTensor } from './own-computation.js';
import type { ruled } from './rule.js';

/** Sizes behind the batch, of one tensor or of several by name: `[10]`, or `{ mean: [2], logVar: [2] }`. */
export type Sized = readonly Dim[] | { readonly [name: string]: readonly Dim[] };

/** The shapes of such: `[10]` gives `[null, 10]`. */
export type Batched<S> = S extends readonly Dim[]
  ? [null, ...S]
  : { -readonly [K in keyof S]: S[K] extends readonly Dim[] ? [null, ...S[K]] : never };

/** A live tensor for a shape, or one for each of several: what is there is as the caller's own tensors are. */
export type LiveOf<S, T> = S extends Shape ? T : { readonly [K in keyof S]: T };

type RankIn<T> = T extends { readonly rankType: infer R } ? R : unknown;
type IsOne<R, All = R> = R extends unknown ? ([All] extends [R] ? true : false) : never;

/** T, or the sentence where its type says a rank: what a part gives may have another. */
type AnyRank<T> =
  unknown extends RankIn<T>
    ? T
    : IsOne<RankIn<T>> extends true
      ? 'a part is called on tensors of any rank: declare it as tf.Tensor, e.g. const noise: tf.Tensor = ...'
      : T;

/** A part in a computation: a function of tensors, in the step's mode (training or not). */
export type LivePart<M> = M extends { readonly inputShape: infer I; readonly outputShape: infer O }
  ? I extends Shape
    ? <T extends LiveTensor>(x: AnyRank<T>) => LiveOf<O, T>
    : <T extends LiveTensor>(x: { readonly [K in keyof I]: T }) => LiveOf<O, T>
  : never;

/** All parts of a model. */
export type LiveParts<P> = { readonly [K in keyof P]: LivePart<P[K]> };

/** What a call knows besides. */
export interface OwnModelCall {
  /** Whether this is a step of training. */
  readonly training: boolean;
  /** Another number on each call, for random draws: the same ones where the model has a seed. */
  readonly seed: number;
}

/** What a step can do. */
export interface OwnStep<Part extends string> extends OwnModelCall {
  /**
   * Computes a loss, a scalar (or several by name, of which `loss` is minimised), and gives it back. In training it takes a
   * step of the optimizer down its gradient, and the penalties of the weights that are changed count too; in `evaluate`
   * it only computes.
   *
   * @param of The parts whose weights are changed. Default: all.
   */
  minimize<L extends LiveTensor | { readonly loss: LiveTensor }>(losses: () => L, of?: readonly Part[]): L;
}

/** A batch, as a step is given it: inputs, the labels where it takes some, and samples' weights where `fit` was given any. */
export type OwnBatch<I, Y> = {
  readonly x: LiveOf<I, LiveTensor>;
  readonly weights?: LiveTensor;
} & (Y extends undefined ? { readonly y?: undefined } : { readonly y: LiveOf<Y, LiveTensor> });

/** A metric of one number, such as `metrics.auc()`, by what is asked of it here: a step updates it, logs have its result. */
export interface StepMetric {
  result(): Promise<number>;
  reset(): void;
}

/** What a step tells: scalars, and metrics, by their names in logs. */
type Told<Names extends string> = { readonly [Name in Names]: LiveTensor | StepMetric };

/** What a step is: a method, so that tfjs's own tensor type may stand in it. */
type Step<I, P, Y, Names extends string> = {
  step(batch: OwnBatch<I, Y>, parts: LiveParts<P>, step: OwnStep<keyof P & string>): Told<Names>;
}['step'];

/** Parts, or the sentence at one that is no model. */
type PartsArg<P> = {
  readonly [K in keyof P]: P[K] extends AnyModel
    ? P[K]
    : 'a part is a model, and this is a layer of no size yet: make it one, e.g. sequential([64], [dense(10)])';
};

/** What `defineModel` takes. */
export interface OwnModelDefinition<
  In extends Tensors,
  I,
  Out extends Sized,
  P extends { readonly [name: string]: AnyLayer },
  Labels,
  Names extends string,
> {
  /** The model's name, in camelCase; summaries have its class in PascalCase. */
  readonly name: string;
  /** What goes in: `input([28, 28, 1])`, or several by name. */
  readonly inputs: In;
  /** The sizes of what comes out, behind the batch: `[28, 28, 1]`, or several by name. */
  readonly outputs: Out;
  /** The models that it is made of, by names of yours: their weights are its weights. */
  readonly parts: PartsArg<P>;
  /** What it computes: of its parts, and in tfjs's operations. */
  readonly call: {
    call(x: LiveOf<I, LiveTensor>, parts: LiveParts<P>, call: OwnModelCall): LiveOf<Batched<Out>, LiveTensor>;
  }['call'];
  /** The sizes of the labels that `trainStep` takes, behind the batch. Default: it takes none, and `fit` is given inputs alone. */
  readonly labels?: Labels;
  /** One step of training: what it gives are the names and numbers of logs, and metrics that it updated. Default: `compile`'s loss on what `call` gives. */
  readonly trainStep?: Step<I, P, Labels extends Sized ? Batched<Labels> : undefined, Names>;
  /** A step of `evaluate`. Default: `trainStep`, which then changes nothing. */
  readonly testStep?: Step<I, P, Labels extends Sized ? Batched<Labels> : undefined, NoInfer<Names>>;
}

/** What a model with a step of its own can do; training merges into it. */
/* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- merged into from above */
export interface OwnModelMethods<
  I extends Shapes,
  O extends Shapes,
  Y,
  Names extends string,
  Parts extends string,
> {}
/* eslint-enable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars */

/** A model with a step of its own: all that a model is, but that `compile` takes no loss. */
export interface OwnModel<
  in out I extends Shapes,
  in out O extends Shapes,
  Y,
  Names extends string,
  Parts extends string,
>
  extends AnyModel, Omit<ModelMethods<I, O>, 'compile'>, OwnModelMethods<I, O, Y, Names, Parts> {
  readonly [ruled]: ModelRule<I, O>;
  /** The shape of its input, or of each by name. */
  readonly inputShape: I;
  /** The shape of its output, or of each by name. */
  readonly outputShape: O;
  /** The symbolic tensor (or tensors by name) that the model starts from. */
  readonly input: TensorsOf<I>;
  /** The symbolic tensor (or tensors by name) that the model gives. */
  readonly output: TensorsOf<O>;
  /** The model as a layer of others, computed by `call`. */
  <const X>(x: ModelArg<I, X>): OutputOn<I, O, X>;
}

/** The model of a definition: where it has no step of its own, one like any other. */
export type OwnModelOf<I extends Shapes, O extends Shapes, Y, Names extends string, Parts extends string> = [
  Names,
] extends [never]
  ? Model<I, O>
  : OwnModel<I, O, Y, Names, Parts>;
