// What is written as Keras's files, opened again by ours; keras-way-back.test.ts has real Keras open it.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { arrange } from '../../src/graph/arrange.js';
import type { AnyModel } from '../../src/graph/model.js';
import {
  callbacks,
  defineLayer,
  defineModel,
  input,
  kinds,
  layers,
  loadModel,
  losses,
  metrics,
  model,
  optimizers,
  schedules,
  sequential,
  type LoadedModelOfAnyShape,
} from '../../src/index.js';
import { expectOutputs, fixturePath, inputsOf, layerFiles, modelFiles, tensorOf } from './keras-cases.js';
import { randomModel, rowsFor } from './random-models.js';
import { errorOf } from './error-of.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const all = process.env['CI'] !== undefined;
/** One file of each layer, or every one. */
const chosen = layerFiles.filter(({ file }) => all || !/\d\.keras$/.test(file) || /[57]\.keras$/.test(file));

describe('layers of the catalogue, written and opened again', () => {
  test.each(chosen.map((each) => [each.file, each] as const))('%s', async (file, each) => {
    const before = tf.memory().numTensors;
    const net = await loadModel(fixturePath(file));
    const ending = file.length % 2 === 0 ? '.keras' : '.h5';
    const place = join(folder, `layer${ending}`);
    await net.save(place);
    const again = await loadModel(place);
    expect(again.weights).toEqual(net.weights);
    const x = inputsOf(net, each);
    const made = await again.predict(x);
    expectOutputs(made, each.outputs);
    tf.dispose([x, made] as tf.Tensor[]);
    net.dispose();
    again.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('whole models in mid-training, written and opened again', () => {
  const files = modelFiles
    .flatMap((each) =>
      ['.keras', '.h5'].map((ending) => [`${each.files[0]!} as ${ending}`, ending, each] as const),
    )
    // hard_sigmoid of before Keras 3, which Keras has no more
    .filter(([name]) => !name.startsWith('keras2/recurrent'));
  test.each(files)('%s', async (_, ending, each) => {
    const net = await loadModel(fixturePath(each.files[0]!));
    const place = join(folder, `model${ending}`);
    await net.save(place);
    net.dispose();
    const again = await loadModel(place);
    expect(again.countParams()).toBe(each.params);
    const x = inputsOf(again, each, each.inputNames);
    const made = await again.predict(x);
    expectOutputs(made, each.outputs);
    const y = arrange({ names: again.outputNames, isList: again.outputsListed }, each.targets.map(tensorOf));
    const trainable = again.compile(); // as in the file
    const { history } = await trainable.fit(x, y, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 });
    each.losses.forEach((loss, i) =>
      expect(Math.abs(history['loss']![i]! - loss), `loss ${i}`).toBeLessThan(1e-5 * Math.max(1, loss)),
    );
    trainable.dispose();
    tf.dispose([x, y, made] as tf.Tensor[]);
  });
});

type Loose = AnyModel & {
  predict(x: unknown): Promise<unknown>;
  save(place: string): Promise<void>;
  dispose(): void;
};

const predictions = async (of: Loose): Promise<readonly number[][]> => {
  const made = await of.predict(rowsFor(of));
  const tensors = (made instanceof tf.Tensor ? [made] : Object.values(made as object)) as tf.Tensor[];
  const values = tensors.map((tensor) => [...tensor.dataSync()]);
  tf.dispose(tensors);
  return values;
};

const seeds = Array.from({ length: all ? 60 : 15 }, (_, i) => i + 1);
test.each(seeds)('random model %i is the same from a .keras', async (seed) => {
  const net = randomModel(seed) as Loose;
  const expected = await predictions(net);
  const place = join(folder, 'random.keras');
  await net.save(place);
  const again = (await loadModel(place)) as unknown as Loose;
  const found = await predictions(again);
  expect(found).toHaveLength(expected.length);
  found.forEach((values, i) =>
    values.forEach((value, at) => expect(Math.abs(value - expected[i]![at]!)).toBeLessThan(1e-5)),
  );
  // each layer once, however many models it stands in
  expect((again as unknown as LoadedModelOfAnyShape).countParams()).toBe(
    (net as unknown as LoadedModelOfAnyShape).countParams(),
  );
  again.dispose();
  net.dispose();
});

const x = [
  [1, 2, 3],
  [0, -1, 1],
];
const y = [
  [1, 0],
  [0, 1],
];
const once = { epochs: 1, batchSize: 2, shuffle: false, verbose: 0 } as const;

/** The configuration in a .keras. */
const configIn = async (place: string) =>
  JSON.parse(new TextDecoder().decode(unzipSync(new Uint8Array(await readFile(place)))['config.json'])) as {
    readonly compile_config: Readonly<Record<string, unknown>>;
  };

describe('what it was compiled with', () => {
  test('goes into the file, in the words of Keras', async () => {
    const net = sequential([3], [layers.dense(2, { activation: 'softmax' })]).compile({
      optimizer: optimizers.sgd({
        learningRate: schedules.exponentialDecay({ initialLearningRate: 1, decaySteps: 2, decayRate: 0.5 }),
      }),
      loss: losses.categoricalCrossentropy({ labelSmoothing: 0.1 }),
      metrics: ['accuracy', metrics.precision({ threshold: 0.4 }), metrics.accuracy({ name: 'hit' })],
      lossWeights: 2,
    });
    const place = join(folder, 'compiled.keras');
    await net.save(place);
    const { compile_config: config } = await configIn(place);
    expect(config).toMatchObject({
      loss: {
        module: 'keras.losses',
        class_name: 'CategoricalCrossentropy',
        config: { label_smoothing: 0.1, from_logits: false, reduction: 'sum_over_batch_size' },
      },
      loss_weights: 2,
      metrics: [
        'accuracy',
        { class_name: 'Precision', config: { name: 'precision', thresholds: 0.4 } },
        { class_name: 'CategoricalAccuracy', config: { name: 'hit' } },
      ],
      weighted_metrics: null,
      optimizer: {
        class_name: 'SGD',
        config: {
          name: 'sgd',
          momentum: 0,
          learning_rate: {
            module: 'keras.optimizers.schedules',
            class_name: 'ExponentialDecay',
            config: { initial_learning_rate: 1, decay_steps: 2, decay_rate: 0.5, staircase: false },
          },
        },
      },
    });
    net.dispose();
  });

  test('compile without a loss is as in the file, and what is given counts', async () => {
    const net = sequential([3], [layers.dense(2, { activation: 'softmax' })]).compile({
      optimizer: optimizers.adam({ learningRate: 0.1, beta1: 0.8 }),
      loss: losses.categoricalCrossentropy({ labelSmoothing: 0.2 }),
      metrics: ['accuracy', metrics.recall({ threshold: 0.3 })],
      weightedMetrics: ['mae'],
    });
    await net.fit(x, y, once);
    const place = join(folder, 'whole.keras');
    await net.save(place);
    const on = (await net.fit(x, y, once)).history;
    const loaded = await loadModel(place);
    // saved again, as it is
    await loaded.save(join(folder, 'again.h5'));
    const again = loaded.compile();
    expect(again.metricsNames).toEqual(net.metricsNames);
    const { history } = await again.fit(x, y, once);
    for (const [name, values] of Object.entries(on))
      expect(history[name]![0], name).toBeCloseTo(values[0]!, 6);
    const other = (await loadModel(join(folder, 'again.h5'))).compile({ metrics: ['mse'] });
    expect(other.metricsNames).toContain('mse');
    expect((await other.fit(x, y, once)).history['loss']![0]).toBeCloseTo(on.loss[0]!, 6);
    for (const each of [net, again, other]) each.dispose();
    const bare = sequential([3], [layers.dense(2)]) as unknown as LoadedModelOfAnyShape;
    expect(() => bare.compile()).toThrow(/compile needs a loss/);
  });

  test('a loss and a metric of one’s own are left out, aloud', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const off = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.abs(tf.sub(yTrue, yPred)), -1);
    const net = sequential([3], [layers.dense(2)]).compile({
      optimizer: 'adam',
      loss: losses.custom(off, { name: 'off' }),
      metrics: [metrics.custom(off, { name: 'off' }), 'mae'],
    });
    const place = join(folder, 'own-loss.keras');
    await net.save(place);
    expect(warn.mock.calls.flat().join()).toMatch(
      /the loss 'off' and the metric 'off' of the model 'sequential' are functions of your own, which no file of Keras's holds: in Keras, compile the model again/,
    );
    expect((await configIn(place)).compile_config).toMatchObject({
      loss: null,
      metrics: [{ class_name: 'MeanAbsoluteError' }],
      optimizer: { class_name: 'Adam' },
    });
    net.dispose();
    warn.mockRestore();
  });

  test.each(['.keras', '.h5'])('an optimizer around another one goes on from %s', async (ending) => {
    const make = () => optimizers.lossScale(optimizers.adam({ learningRate: 0.01 }));
    const net = sequential([3], [layers.dense(2)]).compile({ optimizer: make(), loss: 'mse', seed: 1 });
    await net.fit(x, y, once);
    const place = join(folder, `scaled${ending}`);
    await net.save(place);
    const on = (await net.fit(x, y, once)).history.loss;
    const again = (await loadModel(place)).compile({ optimizer: make(), loss: 'mse' });
    expect((await again.fit(x, y, once)).history['loss']![0]).toBeCloseTo(on[0]!, 6);
    net.dispose();
    again.dispose();
  });
});

describe('what Keras does not have is refused by name, and nothing is written', () => {
  const doubled = defineLayer({
    name: 'doubled',
    options: { times: kinds.number },
    call: (given: tf.Tensor, _weights: object, { config: { times } }) => tf.mul(given, times),
  });
  const shared = layers.dense(3);
  const part = sequential([3], [shared]);
  const rows: readonly (readonly [string, () => { save(place: string): Promise<void> }, string, RegExp])[] = [
    [
      'a function',
      () => sequential([3], [layers.lambda((given: tf.Tensor) => tf.square(given), { name: 'squared' })]),
      '.keras',
      /layer 'squared' is a function of JavaScript, which Python cannot run: save the model to a folder/,
    ],
    [
      'a layer of one’s own',
      () => sequential([3], [doubled({ times: 2, name: 'twice' })]),
      '.h5',
      /layer 'twice' is of your own, Doubled, which Keras does not have/,
    ],
    [
      'a model of one’s own',
      () =>
        defineModel({
          name: 'wrapped',
          inputs: input([3]),
          outputs: [2],
          parts: { inner: sequential([3], [layers.dense(2)]) },
          call: (given: tf.Tensor, { inner }) => inner(given),
        }),
      '.keras',
      /model 'wrapped' is computed by a function/,
    ],
    [
      'a setting that the layer lacks',
      () => sequential([4, 6], [layers.activation('glu', { axis: 1 })]),
      '.keras',
      /layer 'activation' has axis, which Activation has not in Keras/,
    ],
    [
      'a layer in two models, in HDF5',
      () => {
        const start = input([3]);
        return model({ inputs: start, outputs: shared(part(start)) });
      },
      '.h5',
      /layer 'dense' stands in several places of the model, which HDF5 of Keras's does not tell: save it as .keras/,
    ],
  ];
  test.each(rows)('%s', async (_, make, ending, sentence) => {
    const own = await mkdtemp(join(folder, 'refused-'));
    const error = await errorOf(make().save(join(own, `m${ending}`)));
    expect(error.code).toBe('not-saveable');
    expect(error.message).toMatch(sentence);
    expect(await readdir(own)).toEqual([]);
  });
});

test('a layer that stands in several models is warned of, once; a model that does is not', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
  const place = join(folder, 'of-several.keras');
  const shared = layers.dense(3, { name: 'shared' });
  const x = input([3]);
  const net = model({ inputs: x, outputs: sequential([3], [shared], { name: 'inner' })(shared(x)) });
  await net.save(place);
  await net.save(place);
  const said = warn.mock.calls.flat().filter((each) => String(each).includes('stands in several models'));
  expect(said).toEqual([
    expect.stringMatching(
      /^shapewright: layer 'shared' stands in several models within '.*', whose calls Keras 3.15/,
    ),
  ]);
  warn.mockClear();
  const inner = sequential([3], [layers.dense(3)]);
  const y = input([3]);
  const twice = model({ inputs: y, outputs: inner(sequential([3], [inner])(y)) });
  await twice.save(place);
  expect(warn.mock.calls.flat().filter((each) => String(each).includes('several models'))).toEqual([]);
  net.dispose();
  twice.dispose();
  warn.mockRestore();
});

describe('names of files', () => {
  test('each says what it is to hold', async () => {
    const net = sequential([3], [layers.dense(2)]);
    const place = (name: string) => join(folder, name);
    expect((await errorOf(net.save(place('a.weights.h5')))).message).toMatch(
      /ends as files of weights alone do: save the model as .keras or .h5/,
    );
    for (const name of ['a.keras', 'a.h5'])
      expect((await errorOf(net.saveWeights(place(name)))).message).toMatch(
        /weights alone go into a file that ends in .weights.h5/,
      );
    expect(() => callbacks.modelCheckpoint('a.keras', { saveWeightsOnly: true })).toThrow(
      /weights alone go into a file that ends in .weights.h5/,
    );
    expect(() => callbacks.modelCheckpoint('a.weights.h5')).toThrow(/saveWeightsOnly/);
    net.dispose();
  });

  test('modelCheckpoint writes them', async () => {
    const net = sequential([3], [layers.dense(2)]).compile({ loss: 'mse' });
    await net.fit(x, y, {
      ...once,
      callbacks: [
        callbacks.modelCheckpoint(join(folder, 'best-{epoch:02d}.keras')),
        callbacks.modelCheckpoint(join(folder, 'best.weights.h5'), { saveWeightsOnly: true }),
      ],
    });
    const again = await loadModel(join(folder, 'best-01.keras'), { input: [3], output: [2] });
    await again.loadWeights(join(folder, 'best.weights.h5'));
    const [kernel, own] = [again, net].map((each) => {
      const weights = each.getWeights();
      const values = [...weights[0]!.dataSync()];
      tf.dispose(weights as unknown as tf.Tensor[]);
      return values;
    });
    expect(kernel).toEqual(own);
    net.dispose();
    again.dispose();
  });

  test('a folder of that name is left alone', async () => {
    const net = sequential([3], [layers.dense(2)]);
    const place = join(folder, 'taken.keras');
    await net.save(`${place}/`);
    const { message } = await errorOf(net.save(place));
    expect(message).toMatch(/a folder is there, where one file should be; remove it, or give another name/);
    net.dispose();
  });

  test('a download outside of a page', async () => {
    const net = sequential([3], [layers.dense(2)]);
    expect((await errorOf(net.save('downloads://net.keras'))).message).toMatch(
      /there is no page here to download in/,
    );
    net.dispose();
  });
});
