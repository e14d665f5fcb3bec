// What a user sees of a layer, an initializer, a loss: as values that can be compared.
import * as api from '../../src/index.js';
import type { Declaration, Declared } from '../../src/options/declare.js';
import type { Task } from './training.js';

/** The api as code without types sees it. */
export type Untyped = ((...args: readonly unknown[]) => Untyped) & { readonly [name: string]: Untyped };
export type Factory = Untyped & Declared;
type Options = Readonly<Record<string, unknown>>;

const { input, sequential } = api as unknown as Readonly<Record<string, Untyped>>;
const { dense, embedding, flatten, reshape, timeDistributed } = api.layers as unknown as Readonly<
  Record<string, Untyped>
>;
const sgd = api.optimizers.sgd({ learningRate: 0.1 });

/** What a layer is put on. */
export interface On {
  /** Without the batch; what is null has size 4. */
  readonly shape: readonly (number | null)[];
  readonly inputs?: number;
  readonly isLookup?: boolean;
  /** Whether it stands on an embedding that masks zeros; the shape is that of indices. */
  readonly isMasked?: boolean;
  /** What each step becomes that is masked, and flat again behind the layer. */
  readonly step?: readonly number[];
  /** How many states a cell is given, each of which is what it is put on. */
  readonly states?: number;
  /** Whether it is of strings. */
  readonly isText?: boolean;
}

/** All that a user may see. */
export interface Seen {
  readonly name?: unknown;
  readonly trainable?: unknown;
  /** The output's shape. */
  readonly shape?: unknown;
  /** The weights' names and shapes. */
  readonly weights?: unknown;
  readonly firstValues?: unknown;
  readonly output?: unknown;
  /** As `evaluate` gives it, penalties and masks included. */
  readonly loss?: unknown;
  /** The loss in training, where dropout and batch statistics are at work. */
  readonly trainingLoss?: unknown;
  /** The weights after some steps. */
  readonly trained?: unknown;
  /** What a callback makes of a run: what it did, said and wrote. */
  readonly run?: unknown;
  /** What is refused. */
  readonly refused?: unknown;
}

/** Call a function by its declaration: arguments that stand by themselves, then options. */
export const callWith = (make: Factory, { takes }: Declaration, given: Options): Untyped => {
  const places = Object.keys(takes);
  const options = Object.fromEntries(Object.entries(given).filter(([name]) => !places.includes(name)));
  return make(...places.map((place) => given[place]), options);
};

/** Numbers that look like samples, the same each time: positive and negative ones. */
const sample = (size: number): readonly number[] =>
  Array.from({ length: size }, (_, i) => Math.round(1000 * Math.sin(i * 2.399 + 0.5)) / 500);

/** Numbers as nested lists of a shape. */
const nested = <T>(values: readonly T[], [size, ...rest]: readonly number[]): unknown => {
  if (size === undefined) return values[0];
  const part = values.length / size;
  return Array.from({ length: size }, (_, i) => nested(values.slice(i * part, (i + 1) * part), rest));
};

const product = (shape: readonly number[]) => shape.reduce((all, size) => all * size, 1);
const rounded = (values: ArrayLike<number>) => Array.from(values, (value) => Number(value.toPrecision(5)));

const valuesOf = (tensors: unknown) =>
  [tensors].flat().map((tensor) => {
    const { shape, dataSync, dispose } = tensor as {
      readonly shape: readonly number[];
      dataSync(): Float32Array;
      dispose(): void;
    };
    const values = rounded(dataSync.call(tensor));
    dispose.call(tensor);
    return { shape, values };
  });

const batch = 4;

/** Whole numbers, for layers that look up. */
const indices = (size: number) => Array.from({ length: size }, (_, i) => (i * 7) % 5);

/** Texts, for layers of strings. */
const phrases = (size: number) => {
  const all = ['Red, red!', 'red', 'blue sky', 'Grass', 'red sky', 'sky red', ''];
  return Array.from({ length: size }, (_, i) => all[(i * 5) % all.length]!);
};

/** A model around a layer over inputs of one shape, with samples for it; or why it is refused. */
export const modelAround = (
  layer: Untyped,
  { shape, inputs = 1, isLookup = false, isMasked = false, isText = false, step, states = 0 }: On,
): { readonly whole: Untyped; readonly x: unknown } | { readonly refused: string } => {
  const words = isLookup || isMasked;
  const starts = Array.from({ length: inputs }, () =>
    input!(shape, isText ? { dtype: 'string' } : words ? { dtype: 'int32' } : {}),
  );
  const masked = isMasked ? [embedding!(5, 3, { maskZero: true })(starts[0])] : starts;
  const given = step ? masked.map((x) => timeDistributed!(reshape!(step))(x)) : masked;
  let y: Untyped;
  try {
    const further = states > 0 ? [{ states: Array.from({ length: states }, () => given[0]) }] : [];
    y = layer(inputs === 1 ? given[0] : given, ...further);
    if (step) y = timeDistributed!(flatten!())(y);
  } catch (error) {
    return { refused: (error as Error).message };
  }
  const untyped = api as unknown as Readonly<Record<string, Untyped>>;
  const whole = untyped['model']!({ inputs: inputs === 1 ? starts[0] : starts, outputs: y });
  const sizes = shape.map((size) => size ?? 4);
  const x = starts.map((_, i) => {
    const size = batch * product(sizes);
    if (isText) return nested(phrases(size), [batch, ...sizes]);
    return nested(words ? indices(size) : sample(size + i).slice(i), [batch, ...sizes]);
  });
  return { whole, x: inputs === 1 ? x[0] : x };
};

/** What is seen of a layer over inputs of one shape, in a model of its own whose weights are drawn with one seed. */
export const seenOfLayer = async (layer: Untyped, on: On): Promise<Seen> => {
  const made = modelAround(layer, on);
  return 'refused' in made ? made : seenOfModel(made.whole, made.x, { seed: 7 });
};

const seenOfModel = async (whole: Untyped, x: unknown, draw: object): Promise<Seen> => {
  const model = whole as unknown as ReturnType<typeof api.sequential> & Untyped;
  const at = model.layers.at(-1)!;
  model['drawWeights']!(draw);
  try {
    const seen: Seen = {
      name: at.name,
      trainable: [at.trainable, model.weights.filter(({ trainable }) => trainable).length],
      shape: model.graph.outputs.map(({ shape }) => shape),
      weights: at.weights.map(({ name, shape }) => [name, shape]),
      firstValues: valuesOf(model['getWeights']!()),
    };
    const output = valuesOf(await model['predict']!(x));
    const goals = output.map(({ values, shape }) =>
      nested(
        values.map((_, i) => (i % 3) / 2),
        shape,
      ),
    );
    const zeros = goals.length === 1 ? goals[0] : goals;
    const compiled = (model['compile'] as unknown as Untyped)({ loss: 'mse', optimizer: sgd });
    const loss = await compiled['evaluate']!(x, zeros, { verbose: 0 });
    const run = { verbose: 0, shuffle: false, batchSize: batch, epochs: 2 };
    const { history } = (await compiled['fit']!(x, zeros, run)) as unknown as api.History<string>;
    return {
      ...seen,
      output,
      loss: loss as unknown,
      trainingLoss: history['loss'],
      trained: valuesOf(model['getWeights']!()),
    };
  } finally {
    model['dispose']!();
  }
};

/** What is seen of an initializer, a regularizer or a constraint: in a dense layer whose kernel is [3, 4]. */
export const seenInDense = (option: string, spec: unknown, others: Options = {}): Promise<Seen> =>
  seenOfLayer(dense!(4, { ...others, [option]: spec }), { shape: [3] });

/** What is seen of compiled training: of a loss, a metric, an optimizer. */
export const seenInTraining = async (
  options: Options,
  { units, activation, labels, shape }: Task,
  name = 'dense',
): Promise<Seen> => {
  const kernelInitializer = api.initializers.glorotUniform({ seed: 3 });
  const end = shape ? [reshape!(shape)] : [];
  const model = sequential!([3], [dense!(units, { name, activation, kernelInitializer }), ...end]);
  // large first, then small: what an optimizer remembers shows
  const x = nested(
    sample(batch * 3).map((value, i) => (i < 6 ? value * 3 : value / 4)),
    [batch, 3],
  );
  try {
    const compiled = model['compile']!(options);
    const loss: unknown = await compiled['evaluate']!(x, labels, { verbose: 0 });
    await compiled['fit']!(x, labels, { verbose: 0, shuffle: false, batchSize: 1, epochs: 2 });
    return { loss, trained: valuesOf(model['getWeights']!()) };
  } catch (error) {
    return { refused: (error as Error).message };
  } finally {
    model['dispose']!();
  }
};

/** What a metric gives by itself, under its name. */
export const seenOfMetric = async (
  metric: Untyped,
  [labels, predictions]: readonly [unknown, unknown],
): Promise<Seen> => {
  try {
    metric['update']!(labels, predictions);
    const value: unknown = await metric['result']!();
    return { loss: { [String(metric['name'])]: value } };
  } catch (error) {
    return { refused: (error as Error).message };
  } finally {
    metric['reset']!();
  }
};

/** What a schedule gives, and what it is called where it gives what is no rate. */
export const seenOfSchedule = (schedule: Untyped): Seen => {
  const rates: unknown = [0, 1, 3, 4, 7, 11, 30].map((step) => schedule['at']!(step));
  return { output: rates, name: schedule['config']!['name'] };
};
