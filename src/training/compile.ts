import type { Said } from '../graph/rule.js';
import type { ExpectedShapes } from '../graph/expected-shapes.js';
import type { AnyModel } from '../graph/model.js';
import { ownComputation } from '../graph/own-model.js';
import { printSummary, type SummaryOptions } from '../graph/summary.js';
import { anything, seed } from '../options/kinds.js';
import { optional, type ConfigOf, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import type { Tensor } from '../tfjs/tensor.js';
import { seedModel } from '../tfjs/emitter.js';
import { freshSeed } from '../tfjs/random.js';
import { adviseOnActivations } from './advise.js';
import type { Compiled, Storage } from './compiled.js';
import type { PredictInputs } from './data/stream-arg.js';
import { evaluateModel } from './evaluate.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { fitModel } from './fit.js';
import type { FitOptions } from './fit-options.js';
import type { History } from './history.js';
import type {
  LabelsOf,
  LogNames,
  LossArg,
  LossesFor,
  LossWeightsFor,
  MetricsArg,
  MetricsFor,
} from './labels.js';
import type { NotCompiled } from './not-compiled.js';
import { resolveOptimizer } from './optimizers/by-name.js';
import type { Optimizer, OptimizerName, OptimizerState } from './optimizers/index.js';
import { byPartOf } from './optimizers/part-optimizers.js';
import { planLabels, planOutputs } from './plan.js';
import type { TestOnBatchOptions, TrainOnBatchOptions } from './batch-options.js';
import { predictOnBatch, testOnBatch, trainOnBatch } from './on-batch.js';
import { namesInList } from './trackers.js';
import { predictFor, type PredictOptions, type Predictions } from './predict.js';
import { checkOwned, disposeModel, drawWeights, ownOptimizer, type DrawOptions } from './dispose.js';
import { refuseInTraining } from './in-training.js';
import { modelInTraining } from './model-in-training.js';
import type { Trainable } from './trainable.js';
import { waitingSettings } from './settings.js';
import { resumeState } from './training-state.js';
import { getWeights, setWeights } from '../tfjs/weights.js';

/** What `compile` takes. */
export interface CompileOptions<
  Losses,
  Metrics,
  Weighted = Metrics,
  Weights = number | readonly number[] | Readonly<Record<string, number>>,
> {
  /** One by its name, with Keras's defaults, or one with settings of its own. Default `'rmsprop'`, as in Keras. */
  optimizer?: OptimizerName | Optimizer;
  /** What is minimised: by name, as an instance, or a function; for several outputs one for all, or one for each, by name or in a list. */
  loss: Losses;
  /** What is reported besides: `['accuracy']`; for several outputs a list for each, by name or in a list. */
  metrics?: Metrics;
  /** The same, for which the weights of samples and of classes count; one that `metrics` has too is `weighted_mae` in logs. */
  weightedMetrics?: Weighted;
  /** How much each output's loss counts, for several outputs by name or in a list. Default 1. */
  lossWeights?: Weights;
  /** The seed of first weights, of the order of samples, and of dropout. Default: a fresh one. */
  seed?: number;
}

declare module '../graph/model.js' {
  interface ModelMethods<I extends Shapes, O extends Shapes> {
    /**
     * Chooses how the model is trained.
     *
     * @example mlp.compile({ optimizer: 'adam', loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }), metrics: ['accuracy'] })
     * @throws TypeError for a loss, metric or optimizer that does not exist, with the nearest name, and while the model is
     * being trained. Where the last activation and the loss do not belong together, a warning says so, once.
     */
    compile<
      const L extends LossesFor<O>,
      const M extends MetricsFor<O> = never,
      const W extends MetricsFor<O> = never,
    >(
      // the sentence first, and `object`, which makes 7.0 print it first too: it leaves out what comes late
      options:
        | Said<"compile takes its options as an object, e.g. { optimizer: 'adam', loss: 'mse' }">
        | (CompileOptions<LossArg<L, O>, MetricsArg<M, O>, MetricsArg<W, O>, LossWeightsFor<O>> & object),
      ...byPlace: readonly Said<"compile takes its options as an object, e.g. { optimizer: 'adam', loss: 'mse' }">[]
    ): Trainable<I, O, LabelsOf<L, O>, LogNames<O, M, W>>;
    /**
     * Not here yet: `compile` returns what can be trained, where Keras compiles in place.
     *
     * @throws TypeError always, with that sentence.
     */
    fit(x: NotCompiled<'fit'>, ...rest: readonly unknown[]): Promise<History<string>>;
    /**
     * Not here yet: `compile` returns what can be evaluated, where Keras compiles in place.
     *
     * @throws TypeError always, with that sentence.
     */
    evaluate(
      x: NotCompiled<'evaluate'>,
      ...rest: readonly unknown[]
    ): Promise<{ readonly [name: string]: number }>;
    /** The outputs for some inputs, as tensors that the caller disposes. */
    predict<const X>(x: PredictInputs<X, I>, options?: PredictOptions): Promise<Predictions<O>>;
    /**
     * Draws new first weights, also after `dispose`: training begins anew. Layers that another model uses keep theirs.
     *
     * @throws TypeError while the model is being trained.
     */
    drawWeights(options?: DrawOptions): void;
    /**
     * Frees the weights: `predict`, `fit`, `evaluate`, `save` and whatever else needs them are errors from then on, and a
     * run that is in progress rejects. Layers that another model uses keep theirs. Safe to call twice.
     */
    dispose(): void;
  }
}

/** How many numbers an optimizer keeps: its slots, the count of steps, and a learning rate of its own; none before its first step. */
const optimizerParams = (optimizer: OptimizerState): number => {
  const slots = optimizer.slots().map(({ tensor }) => tensor.size);
  const others = optimizer.ownRate === undefined ? 1 : 2;
  return optimizer.batches === 0 ? 0 : slots.reduce((sum, size) => sum + size, others);
};

/** The options of `compile`, declared; what a loss or a metric may be hangs on the model's outputs. */
export const compileOptions = {
  optimizer: optional(
    anything<OptimizerName | Optimizer>('a name, or an instance such as optimizers.adam()'),
    'rmsprop',
  ),
  loss: optional(
    anything<unknown>('a loss by name, an instance, or a function; for several outputs by name'),
  ),
  metrics: optional(anything<unknown>('a list of metrics; for several outputs a list for each by name')),
  weightedMetrics: optional(
    anything<unknown>('a list of metrics; for several outputs a list for each by name'),
  ),
  lossWeights: optional(
    anything<number | readonly number[] | Readonly<Record<string, number>>>('a number, or numbers by output'),
  ),
  seed: optional(seed),
} satisfies Declares<CompileOptions<unknown, unknown>>;

/** What a step of the model's own says itself. */
const refuseLosses = ({ name }: AnyModel, options: object): void => {
  const odd = ['loss', 'metrics', 'weightedMetrics', 'lossWeights'].find(
    (key) => (options as Readonly<Record<string, unknown>>)[key] !== undefined,
  );
  if (odd !== undefined)
    throw new TypeError(
      `compile: the model '${name}' has a train step of its own, which says what is minimised and what logs have; leave ${odd} out`,
    );
};

/** Options without a loss, as the file that the model comes from has them; what is given counts. */
const withFile = (
  model: AnyModel,
  given: Partial<CompileOptions<unknown, unknown>> | undefined,
  options: ConfigOf<typeof compileOptions>,
): ConfigOf<typeof compileOptions> => {
  const kept = (options.loss ?? undefined) === undefined ? waitingSettings(model) : undefined;
  if (!kept) return options;
  const said = Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined));
  return { ...options, ...kept, optimizer: kept.optimizer ?? options.optimizer, ...said } as typeof options;
};

/** The optimizer at work: one, or where the model has a step of its own one for each part. */
const optimizerFor = (
  model: AnyModel,
  hasSteps: boolean,
  given: OptimizerName | Optimizer,
): OptimizerState => {
  if (!hasSteps) return resolveOptimizer(given).create();
  const byPart = byPartOf(model, given)?.create();
  if (byPart) return byPart;
  const one = resolveOptimizer(given).create();
  const parts = Object.keys(ownComputation(model)!.parts ?? {});
  return Object.defineProperty(one, 'parts', {
    value: Object.fromEntries(parts.map((part) => [part, one])),
    enumerable: true,
  });
};

/** A model made ready for training; everything that `compile` was given is checked. */
export const compiledModel = (
  storage: Storage,
  model: AnyModel,
  given: Partial<CompileOptions<unknown, unknown>> | undefined,
): Compiled => {
  const options = withFile(model, given, readOptions('compile', given, compileOptions));
  refuseInTraining('compile', model);
  const steps = ownComputation(model)?.steps;
  if (steps) refuseLosses(model, options);
  else if (options.loss === undefined || options.loss === null)
    throw new TypeError("compile needs a loss, e.g. loss: 'mse' or losses.sparseCategoricalCrossentropy()");
  const compiled: Compiled = {
    model,
    outputs: steps ? planLabels(steps) : planOutputs(model, options),
    steps,
    optimizerState: optimizerFor(model, steps !== undefined, options.optimizer),
    seed: options.seed ?? freshSeed(),
    stopTraining: false,
    epochsSeen: 0,
    storage,
  };
  if (options.seed !== undefined) seedModel(model, options.seed);
  ownOptimizer(model, compiled.optimizerState);
  resumeState(compiled, options.seed !== undefined);
  return compiled;
};

/** Value twin of the `compile` method. */
export const compileModel = (
  storage: Storage,
  model: AnyModel,
  given: Partial<CompileOptions<unknown, unknown>> | undefined,
): object => {
  const compiled = compiledModel(storage, model, given);
  if (!compiled.steps) adviseOnActivations(model, compiled.outputs);
  return {
    model,
    optimizer: compiled.optimizerState,
    get stopTraining() {
      return compiled.stopTraining;
    },
    set stopTraining(stop: boolean) {
      compiled.stopTraining = stop;
    },
    fit: (x: unknown, y: unknown, fitOptions?: FitOptions) => fitModel(compiled, x, y, fitOptions),
    evaluate: (x: unknown, y: unknown, evaluateOptions?: EvaluateOptions) =>
      evaluateModel(compiled, x, y, evaluateOptions),
    predict: (x: unknown, predictOptions?: PredictOptions) =>
      predictFor(model, modelInTraining(compiled), x, predictOptions),
    metricsNames: namesInList(compiled.outputs),
    trainOnBatch: (x: unknown, y: unknown, batchOptions?: TrainOnBatchOptions) =>
      trainOnBatch(compiled, x, y, batchOptions),
    testOnBatch: (x: unknown, y: unknown, batchOptions?: TestOnBatchOptions) =>
      testOnBatch(compiled, x, y, batchOptions),
    predictOnBatch: (x: unknown) => predictOnBatch(model, x),
    getWeights: () => getWeights(model),
    setWeights: (weights: readonly Tensor[]) => setWeights(model, weights),
    save: async (place: unknown) => {
      checkOwned('save', model, compiled.optimizerState);
      await storage.save(compiled, place);
    },
    saveWeights: (place: unknown) => storage.saveWeights(compiled, place),
    loadWeights: (place: unknown, loadOptions?: unknown) => storage.loadWeights(compiled, place, loadOptions),
    get layers() {
      return model.layers;
    },
    getLayer: (nameOrIndex: string | number, shapes?: ExpectedShapes) => model.getLayer(nameOrIndex, shapes),
    countParams: () => model.countParams(),
    compile: (options: Partial<CompileOptions<unknown, unknown>> | undefined) =>
      compileModel(storage, model, options),
    summary: (summaryOptions?: SummaryOptions) =>
      printSummary(model, summaryOptions, optimizerParams(compiled.optimizerState)),
    drawWeights: (drawOptions?: DrawOptions) => {
      drawWeights(model, drawOptions);
      compiled.epochsSeen = 0;
    },
    dispose: () => {
      disposeModel(model);
      compiled.epochsSeen = 0;
    },
  };
};
