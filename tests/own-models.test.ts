import * as tf from '@tensorflow/tfjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  callbacks,
  defineModel,
  input,
  layers,
  model,
  optimizers,
  sequential,
  useBackend,
} from '../src/index.js';
import { serveTraining, trainingWorker } from '../src/worker/index.js';
import { kerasFixture, expectClose, type Values } from './fixtures/keras-values.js';
import { openWorker } from './worker/open-worker.js';

const folder = mkdtempSync(join(tmpdir(), 'own-models-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => useBackend('cpu'));

const x = { values: Float32Array.from({ length: 60 }, (_, i) => Math.sin(i)), shape: [15, 4] } as const;
const y = { values: Float32Array.from({ length: 30 }, (_, i) => Math.cos(i)), shape: [15, 2] } as const;

/** A model of two parts that computes what the functional one does. */
const plain = (l2?: 'l2') => {
  const given = input([4], { name: 'given' });
  const first = sequential([4], [layers.dense(3, { activation: 'tanh', kernelRegularizer: l2 })]);
  const second = sequential([3], [layers.dense(2, { activityRegularizer: l2 })]);
  const own = defineModel({
    name: 'twoParts',
    inputs: given,
    outputs: [2],
    parts: { first, second },
    call: (x: tf.Tensor, { first, second }) => second(first(x)),
  });
  const functional = model({ inputs: given, outputs: second(first(given)), name: 'functional' });
  return { own, functional, first, second };
};

/** One of a step of its own: mean squared error, told with a metric. */
const stepped = () => {
  const first = sequential([4], [layers.dense(3, { activation: 'tanh' })], { name: 'first' });
  const second = sequential([3], [layers.dropout(0.25), layers.dense(2)], { name: 'second' });
  return defineModel({
    name: 'stepped',
    inputs: input([4]),
    outputs: [2],
    parts: { first, second },
    call: (x: tf.Tensor, { first, second }) => second(first(x)),
    labels: [2],
    trainStep: ({ x, y }: Record<'x' | 'y', tf.Tensor>, { first, second }, { minimize }) =>
      minimize(() => {
        const off = tf.sub(second(first(x)), y);
        return { loss: tf.mean(tf.square(off)), off: tf.mean(tf.abs(off)) };
      }),
  });
};

describe('a model of its own without a step', () => {
  test.each([undefined, 'l2'] as const)('trains as the functional model of its parts (%s)', async (l2) => {
    const run = async (which: 'own' | 'functional') => {
      const all = plain(l2);
      const trained = all[which].compile({ optimizer: 'adam', loss: 'mse', metrics: ['mae'], seed: 3 });
      trained.setWeights(
        trained.getWeights().map((weight, i) => tf.randomUniform([...weight.shape], -1, 1, 'float32', i)),
      );
      const { history } = await trained.fit(x, y, { epochs: 3, verbose: 0, validationSplit: 0.2 });
      const predictions = await trained.predict(x);
      const told = await trained.evaluate(x, y, { verbose: 0 });
      return { history, told, predictions: await predictions.data() };
    };
    const [own, functional] = [await run('own'), await run('functional')];
    expect(own.history).toEqual(functional.history);
    expect(own.told).toEqual(functional.told);
    expect(own.predictions).toEqual(functional.predictions);
  });

  test('has its parts weights under its name and theirs, and is its parts in the summary', () => {
    const { own } = plain();
    expect(own.weights.map(({ path }) => path)).toEqual([
      'twoParts/first/dense/kernel',
      'twoParts/first/dense/bias',
      'twoParts/second/dense/kernel',
      'twoParts/second/dense/bias',
    ]);
    const lines: string[] = [];
    own.summary({ printFn: (line) => lines.push(line) });
    const text = lines.join('\n');
    expect(text).toMatch(/first \(Sequential\) +│ \(None, 3\) +│ +15/);
    expect(text).toMatch(/second \(Sequential\) +│ \(None, 2\) +│ +8/);
    expect(text).toContain('Total params: 23');
  });

  test('stands in other models, and its parts share its weights', async () => {
    const { own, first } = plain();
    const given = input([4]);
    const whole = model({ inputs: given, outputs: own(given).dense(1) });
    const trained = whole.compile({ loss: 'mse', seed: 1 });
    await trained.fit(x, new Float32Array(15), { epochs: 1, verbose: 0 });
    const before = tf.memory().numTensors;
    const [codes, predictions] = [await first.predict(x), await own.predict(x)];
    expect(codes.shape).toEqual([15, 3]);
    for (const each of [codes, predictions]) each.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.tidy(() => first.getWeights()[0]!.dataSync())).toEqual(
      tf.tidy(() => whole.getWeights()[0]!.dataSync()),
    );
  });

  test('plain tfjs can predict with it', async () => {
    const { own } = plain();
    const ours = await own.predict(x);
    const theirs = own.toLayersModel<tf.LayersModel>().predict(tf.tensor(x.values, [15, 4])) as tf.Tensor;
    expect(Array.from(await theirs.data())).toEqual(Array.from(await ours.data()));
  });
});

describe('a step of its own', () => {
  test('minimises what it says, and tells it in the logs', async () => {
    const trained = stepped().compile({ optimizer: optimizers.adam({ learningRate: 0.05 }), seed: 5 });
    const { history } = await trained.fit(x, y, { epochs: 12, verbose: 0, validationSplit: 0.2 });
    expect(Object.keys(history)).toEqual(['loss', 'off', 'val_loss', 'val_off']);
    expect(history.loss.at(-1)).toBeLessThan(0.7 * history.loss[0]!);
    expect(history.val_off).toHaveLength(12);
    const told = await trained.evaluate(x, y, { verbose: 0, batchSize: 4 });
    const predictions = await trained.predict(x);
    const off = Array.from(await predictions.data(), (value, i) => value - y.values[i]!);
    expect(told.loss).toBeCloseTo(off.reduce((sum, each) => sum + each ** 2, 0) / 30, 5);
    expect(told.off).toBeCloseTo(off.reduce((sum, each) => sum + Math.abs(each), 0) / 30, 5);
    expect(await trained.evaluate(x, y, { verbose: 0, batchSize: 4, returnList: true })).toEqual([
      told.loss,
      told.off,
    ]);
  });

  test('is what compile without it would do', async () => {
    const build = () => {
      const only = sequential(
        [4],
        [layers.dense(2, { kernelRegularizer: 'l2', kernelConstraint: 'nonNeg' })],
      );
      const parts = { only };
      const shared = { name: 'same', inputs: input([4]), outputs: [2], parts } as const;
      const plainOne = defineModel({ ...shared, call: (x: tf.Tensor, { only }) => only(x) });
      const own = defineModel({
        ...shared,
        call: (x: tf.Tensor, { only }) => only(x),
        labels: [2],
        trainStep: ({ x, y }: Record<'x' | 'y', tf.Tensor>, { only }, { minimize }) => ({
          loss: minimize(() => tf.mean(tf.squaredDifference(only(x), y)) as tf.Tensor),
        }),
      });
      return { plainOne, own };
    };
    const a = build().plainOne.compile({ optimizer: 'sgd', loss: 'mse', seed: 4 });
    const b = build().own.compile({ optimizer: 'sgd', seed: 4 });
    await a.fit(x, y, { epochs: 2, verbose: 0 });
    await b.fit(x, y, { epochs: 2, verbose: 0 });
    const [as, bs] = [a.getWeights(), b.getWeights()].map((all) => all.map((each) => [...each.dataSync()]));
    as!.flat().forEach((value, i) => expect(bs!.flat()[i]).toBeCloseTo(value, 6));
    expect(b.optimizer.iterations).toBe(2);
  });

  test('a step without labels: a pair of adversaries, each changed by its own loss', async () => {
    const generator = sequential([2], [layers.dense(4)], { name: 'generator' });
    const critic = sequential([4], [layers.dense(1)], { name: 'critic' });
    const noise = (rows: number, seed: number): tf.Tensor =>
      tf.randomNormal([rows, 2], 0, 1, 'float32', seed);
    const seen: number[][] = [];
    const gan = defineModel({
      name: 'gan',
      inputs: input([4]),
      outputs: [1],
      parts: { generator, critic },
      call: (x: tf.Tensor, { critic }) => critic(x),
      trainStep: ({ x }: { x: tf.Tensor }, { generator, critic }, { minimize, seed }) => {
        const sums = () =>
          [...generator_.getWeights(), ...critic_.getWeights()].map((each) => {
            const [sum] = each.dataSync();
            each.dispose();
            return sum!;
          });
        const before = sums();
        const criticLoss = minimize(
          () => tf.mean(tf.sub(critic(generator(noise(15, seed))), critic(x))) as tf.Tensor,
          ['critic'],
        );
        const between = sums();
        const generatorLoss = minimize(
          () => tf.neg(tf.mean(critic(generator(noise(5, seed + 1))))) as tf.Tensor,
          ['generator'],
        );
        seen.push(before, between, sums());
        return { criticLoss, generatorLoss };
      },
    });
    const [generator_, critic_] = [generator, critic];
    const trained = gan.compile({ optimizer: 'sgd', seed: 2 });
    const { history } = await trained.fit(x, { epochs: 1, batchSize: 15, verbose: 0, validationData: [x] });
    expect(Object.keys(history)).toEqual([
      'criticLoss',
      'generatorLoss',
      'val_criticLoss',
      'val_generatorLoss',
    ]);
    const [before, between, after] = seen as [number[], number[], number[]];
    expect(between.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(between[2]).not.toBe(before[2]);
    expect(after[0]).not.toBe(between[0]);
    expect(after.slice(2)).toEqual(between.slice(2));
    // validation changed nothing
    expect(seen.at(-1)).toEqual(seen.at(-3));
  });

  test('the same draws from the same seed, and none is left in memory', async () => {
    const run = async () => {
      const trained = stepped().compile({ optimizer: 'adam', seed: 9 });
      const { history } = await trained.fit(x, y, { epochs: 2, verbose: 0 });
      trained.dispose();
      return history;
    };
    const first = await run();
    const before = tf.memory().numTensors;
    expect(await run()).toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('frozen parts stay, and a data set of inputs alone does', async () => {
    const only = sequential([4], [layers.dense(4)], { name: 'only' });
    const last = sequential([4], [layers.dense(4)], { name: 'last' });
    only.trainable = false;
    const own = defineModel({
      name: 'frozen',
      inputs: input([4]),
      outputs: [4],
      parts: { only, last },
      call: (x: tf.Tensor, { only, last }) => last(only(x)),
      trainStep: ({ x }: { x: tf.Tensor }, { only, last }, { minimize }) => ({
        loss: minimize(() => tf.mean(tf.squaredDifference(last(only(x)), x)) as tf.Tensor),
      }),
    });
    const trained = own.compile({ seed: 1 });
    const values = () => trained.getWeights().map((each) => each.dataSync()[0]);
    const before = values();
    const batches = tf.data.array([0, 1]).map(() => ({ xs: tf.ones([3, 4]) }));
    const { history } = await trained.fit(batches, { epochs: 2, verbose: 0 });
    expect(history.loss).toHaveLength(2);
    expect(values().map((value, i) => value === before[i])).toEqual([true, true, false, false]);
    await expect(
      trained.fit(
        tf.data.array([0]).map(() => ({ xs: tf.ones([3, 4]), ys: tf.ones([3]) })),
        { verbose: 0 },
      ),
    ).rejects.toThrow(
      "each element of the data set must be { xs }: a batch of inputs; this model's train step takes no labels",
    );
  });
});

describe('in files and workers', () => {
  test('weights are saved and loaded, the model and a worker are refused by name', async () => {
    const trained = stepped().compile({ seed: 2 });
    await trained.fit(x, y, { epochs: 1, verbose: 0 });
    await trained.saveWeights(join(folder, 'weights'));
    const other = stepped();
    await other.loadWeights(join(folder, 'weights'));
    const [a, b] = [await trained.predict(x), await other.predict(x)];
    expect(await b.data()).toEqual(await a.data());
    const sentence =
      "model 'stepped' is computed by a function, which neither a file nor a worker can be given; save its parts (first, second) each by itself, or its weights by saveWeights";
    await expect(trained.save(join(folder, 'whole'))).rejects.toThrow(sentence);
    const worker = openWorker({ serveTraining, trainingWorker });
    await expect(trained.fit(x, y, { worker, verbose: 0 })).rejects.toThrow(sentence);
  });
});

describe('sentences', () => {
  const build = (parts: object, more: object = {}) =>
    (defineModel as unknown as (definition: object) => { compile(options: object): never })({
      name: 'own',
      inputs: input([4]),
      outputs: [2],
      call: (x: tf.Tensor, { first }: { first: (x: unknown) => unknown }) => first(x),
      parts,
      ...more,
    });
  const part = () => sequential([4], [layers.dense(2)]);

  test.each([
    [{}, {}, 'defineModel needs parts: models by names of yours, e.g. { encoder, decoder }; got {}'],
    [
      { first: layers.dense(2) },
      {},
      'own: parts.first is a layer of no size yet; make it a model, e.g. sequential([64], [dense(10)])',
    ],
    [{ first: 3 }, {}, 'own: parts.first must be a model, got 3'],
    [{ first: part() }, { outputs: [2.5] }, 'defineModel needs outputs: sizes without the batch axis'],
    [{ first: part() }, { inputs: [input([4])] }, 'defineModel: give several inputs by name'],
    [{ first: part() }, { labels: [2] }, 'defineModel: labels are those of trainStep'],
    [{ first: part() }, { testStep: () => ({}) }, 'defineModel: testStep needs a trainStep'],
  ])('of a wrong definition: %#', (parts, more, sentence) => {
    expect(() => build(parts, more)).toThrow(sentence);
  });

  test('of parts that share a layer', () => {
    const first = part();
    expect(() => build({ first, second: sequential([4], [first]) })).toThrow(
      "own: the parts 'first' and 'second' share the layer",
    );
  });

  test('of a loss that the step says itself', () => {
    expect(() => (stepped().compile as (options: object) => unknown)({ loss: 'mse' })).toThrow(
      "compile: the model 'stepped' has a train step of its own, which says what is minimised and what logs have; leave loss out",
    );
  });

  const failing = (step: (tools: never) => unknown) => {
    const own = build(
      { first: part() },
      { trainStep: (_batch: unknown, parts: unknown, tools: object) => step({ parts, ...tools } as never) },
    );
    const trained = own.compile({}) as { fit(x: unknown, options?: object): Promise<unknown> };
    return trained.fit(x, { verbose: 0 });
  };
  interface Tools {
    readonly parts: { first(x: unknown): tf.Tensor };
    minimize(losses: () => unknown, of?: unknown): tf.Tensor;
  }

  test.each<[string, (tools: Tools) => unknown]>([
    [
      'own: a step must give scalars or metrics by their names in logs, e.g. { loss }; it gave undefined',
      () => undefined,
    ],
    ["it gave 'loss' as a tensor of shape [2]", () => ({ loss: tf.zeros([2]) })],
    ["own: 'val_loss' is the name of validation's logs", () => ({ val_loss: tf.scalar(1) })],
    [
      'own: minimize needs a function that gives a scalar, or { loss } with others by name; it gave a tensor of shape [3]',
      ({ minimize }) => minimize(() => tf.zeros([3])),
    ],
    [
      'own: what minimize is given does not hang on the weights that it changes',
      ({ minimize }) => ({ loss: minimize(() => tf.scalar(1)) }),
    ],
    [
      `own: minimize takes a list of parts whose weights it changes, got "frist"; did you mean 'first'?`,
      ({ minimize }) => ({ loss: minimize(() => tf.scalar(1), ['frist']) }),
    ],
    [
      "own: the part 'first' needs [null, 4], got [3, 5]",
      ({ parts }) => ({ loss: tf.mean(parts.first(tf.zeros([3, 5]))) }),
    ],
    ["own: the part 'first' needs a tensor, got 3", ({ parts }) => ({ loss: tf.mean(parts.first(3)) })],
  ])('of a wrong step: %s', async (sentence, step) => {
    const before = tf.memory().numTensors;
    await expect(failing(step as never)).rejects.toThrow(sentence);
    // the weights of the model, and no more
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before + 2);
  });

  test('of data', async () => {
    const trained = stepped().compile({ seed: 1 });
    await expect(trained.fit(x, new Float32Array(15) as never, { verbose: 0 })).rejects.toThrow(
      'y has shape [15], but the model needs [batch, 2]',
    );
    const call = defineModel({
      name: 'wide',
      inputs: input([4]),
      outputs: [3],
      parts: { first: part() },
      call: (x: tf.Tensor, { first }) => first(x),
    });
    await expect(call.predict(x)).rejects.toThrow(
      'call must give [null, 3], as outputShape says; it gave [15, 2]',
    );
  });
});

/** A generator and its critic, which have losses of their own; the noise is given, so that it is the same elsewhere. */
const adversary = () => {
  const generator = sequential([2], [layers.dense(4, { activation: 'tanh' }), layers.dense(3)]);
  const critic = sequential([3], [layers.dense(4, { activation: 'tanh' }), layers.dense(1)]);
  const whole = defineModel({
    name: 'adversary',
    inputs: { noise: input([2]), real: input([3]) },
    outputs: [3],
    parts: { generator, critic },
    call: ({ noise }: Record<'noise' | 'real', tf.Tensor>, { generator }) => generator(noise),
    trainStep: (
      { x: { noise, real } }: { x: Record<'noise' | 'real', tf.Tensor> },
      { generator, critic },
      { minimize },
    ) => {
      // binary cross-entropies of logits whose labels are all one, or all zero
      const ofOnes = (logits: tf.Tensor) => tf.mean(tf.softplus(tf.neg(logits)));
      const ofZeros = (logits: tf.Tensor) => tf.mean(tf.softplus(logits));
      const made = generator(noise);
      const criticLoss = minimize(
        () => tf.div(tf.add(ofOnes(critic(made)), ofZeros(critic(real))), 2),
        ['critic'],
      );
      const generatorLoss = minimize(() => ofZeros(critic(generator(noise))), ['generator']);
      return { criticLoss, generatorLoss };
    },
  });
  return { whole, generator, critic };
};

describe('an optimizer for each part', () => {
  const { adversary: keras } = kerasFixture<{
    readonly adversary: Readonly<Record<'real' | 'noise', Values>> & {
      readonly history: Readonly<Record<'criticLoss' | 'generatorLoss', readonly number[]>>;
      readonly iterations: Readonly<Record<'generator' | 'critic', number>>;
    } & Readonly<
        Record<'initialWeights' | 'finalWeights', Readonly<Record<'generator' | 'critic', readonly Values[]>>>
      >;
  }>('own-steps');
  const floats = ({ values }: Values) => Float32Array.from(values as readonly number[]);
  const given = {
    noise: { values: floats(keras.noise), shape: [8, 2] },
    real: { values: floats(keras.real), shape: [8, 3] },
  } as const;
  const settings = {
    generator: optimizers.sgd({ learningRate: 0.1, momentum: 0.9 }),
    critic: optimizers.adam({ learningRate: 0.05, beta1: 0.5 }),
  };
  const begun = (seed = 1) => {
    const all = adversary();
    const trained = all.whole.compile({ optimizer: settings, seed });
    for (const part of ['generator', 'critic'] as const)
      all[part].setWeights(
        keras.initialWeights[part].map(({ values, shape }) => tf.tensor(values as number[], [...shape])),
      );
    return { ...all, trained };
  };
  const options = { batchSize: 4, shuffle: false, verbose: 0 } as const;
  const valuesOf = (trained: { getWeights(): readonly unknown[] }): readonly number[] => {
    const weights = trained.getWeights() as readonly tf.Tensor[];
    const values = weights.flatMap((weight) => Array.from(weight.dataSync()));
    for (const weight of weights) weight.dispose();
    return values;
  };

  test("steps that part's weights alone, and gives what Keras gives", async () => {
    const { trained, generator, critic } = begun();
    const { history } = await trained.fit(given, { ...options, epochs: 3 });
    expect(Object.keys(history)).toEqual(['criticLoss', 'generatorLoss']);
    expectClose(history.criticLoss, keras.history.criticLoss, 'criticLoss');
    expectClose(history.generatorLoss, keras.history.generatorLoss, 'generatorLoss');
    for (const [name, part] of Object.entries({ generator, critic }))
      part.getWeights().forEach((weight, i) => {
        const { values } = keras.finalWeights[name as 'critic'][i]!;
        expectClose(weight.dataSync(), values, `${name}, weight ${i}`);
      });
    expect(trained.optimizer.parts.generator.iterations).toBe(keras.iterations.generator);
    expect(trained.optimizer.parts.critic.iterations).toBe(keras.iterations.critic);
    expect(trained.optimizer.parts.critic.learningRate).toBe(0.05);
    trained.dispose();
  });

  test('keeps what each optimizer keeps: a run that was cut off comes to the same', async () => {
    const whole = begun();
    await whole.trained.fit(given, { ...options, epochs: 5 });
    const place = join(folder, 'adversary');
    const run = ({ trained }: ReturnType<typeof begun>, cutOff: boolean) =>
      trained.fit(given, {
        ...options,
        epochs: 5,
        callbacks: [
          callbacks.backupAndRestore(place),
          {
            onEpochBegin: (epoch) =>
              cutOff && epoch === 2 ? Promise.reject(new Error('cut off')) : undefined,
          },
        ],
      });
    const cut = begun();
    await expect(run(cut, true)).rejects.toThrow('cut off');
    const other = begun(2);
    await run(other, false);
    expect(valuesOf(other.trained)).toEqual(valuesOf(whole.trained));
    expect(other.trained.optimizer.parts.critic.iterations).toBe(10);
    for (const each of [whole, cut, other]) each.trained.dispose();
  });

  test('has rates of its own, and frees what it keeps', async () => {
    const { trained, generator, critic } = begun();
    const before = tf.memory().numTensors;
    trained.optimizer.parts.generator.learningRate = 0;
    const [still, moves] = [generator, critic].map((part) => valuesOf(part));
    await trained.fit(given, { ...options, epochs: 1 });
    expect(valuesOf(generator)).toEqual(still);
    expect(valuesOf(critic)).not.toEqual(moves);
    expect(() => (trained.optimizer.learningRate = 1)).toThrow(
      'each part has an optimizer of its own: set the learningRate of optimizer.parts.generator or optimizer.parts.critic',
    );
    // a momentum for each weight, two for each of the critic's
    expect(tf.memory().numTensors).toBe(before + 4 + 8);
    const lines: string[] = [];
    trained.summary({ printFn: (line) => lines.push(line) });
    expect(lines.join('\n')).toContain('Optimizer params');
    trained.dispose();
    // the parts, which stand by themselves too, keep their weights
    expect(tf.memory().numTensors).toBe(before);
  });

  test('one optimizer is that of each part', async () => {
    const trained = adversary().whole.compile({ optimizer: 'adam' });
    await trained.fit(given, { ...options, epochs: 1 });
    expect(trained.optimizer.parts.critic.iterations).toBe(4);
    trained.dispose();
  });

  test.each<[unknown, string]>([
    [
      { generator: 'adam' },
      "compile: optimizer has none for the part 'critic' of 'adversary'; give one for each of generator, critic",
    ],
    [
      { generator: 'adam', critic: 'adam', critc: 'sgd' },
      "compile: optimizer has one for 'critc', which is no part of 'adversary'; did you mean 'critic'?",
    ],
    [{ generator: 'adam', critic: 'adm' }, 'compile: optimizer must be a name'],
  ])('%#: what is wrong is said', (optimizer, sentence) =>
    expect(() => adversary().whole.compile({ optimizer } as never)).toThrow(sentence),
  );
});
