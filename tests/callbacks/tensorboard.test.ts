// The event files of tensorBoard: read back here, held to what Keras's TensorBoard writes of such a run.
import * as tf from '@tensorflow/tfjs';
import { decode } from 'fast-png';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { histogramOf } from '../../src/files/tensorboard/histogram.js';
import { weightImage } from '../../src/files/tensorboard/weight-image.js';
import { crc32c } from '../../src/files/crc.js';
import { callbacks, input, layers, model, sequential, type Callback } from '../../src/index.js';
import { kerasFixture } from '../fixtures/keras-values.js';
import { readEvents, type ReadValue } from './read-events.js';

interface Fixture {
  /** What Keras wrote of a run: which run of TensorBoard, the tag, the plugin and its data, the step, and the tensor's shape. */
  readonly events: readonly (readonly [
    run: string,
    tag: string,
    plugin: string,
    content: string,
    step: number,
    shape: number[],
  ])[];
  readonly histograms: readonly { readonly values: number[]; readonly buckets: number[][] }[];
  readonly images: readonly {
    readonly values: number[];
    readonly shape: number[];
    readonly images: { readonly width: number; readonly height: number; readonly pixels: number[] }[];
  }[];
}
const { events, histograms, images } = kerasFixture<Fixture>('callbacks');

let folder: string;
let count = 0;
const place = () => join(folder, String(count++));
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const x = Array.from({ length: 20 }, (_, i) => [i / 20, Math.sin(i), 1]);
const y = x.map(([a, b]) => [a! + b!]);
const build = () =>
  sequential([3], [layers.dense(4, { activation: 'relu' }), layers.dense(1)], { name: 'sequential' }).compile(
    {
      optimizer: 'adam',
      loss: 'mse',
      metrics: ['mae'],
      seed: 1,
    },
  );
const options = { epochs: 2, batchSize: 5, validationSplit: 0.2, verbose: 0 } as const;

/** The values of a run's only file. */
const valuesOf = async (logDir: string, run: 'train' | 'validation'): Promise<ReadValue[]> => {
  const files = await readdir(join(logDir, run));
  expect(files).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d+\..+\.\d+\.\d+\.v2$/)]);
  return readEvents(join(logDir, run, files[0]!));
};

const scalarsOf = (values: readonly ReadValue[], tag: string) =>
  values.filter((each) => each.tag === tag).map(({ step, numbers }) => [step, numbers[0]]);

test('the same tags, plugins, steps and shapes as of Keras, in its order', async () => {
  const logDir = place();
  const before = tf.memory().numTensors;
  const net = build();
  const { history } = await net.fit(x, y, {
    ...options,
    callbacks: [
      callbacks.tensorBoard({
        logDir,
        histogramFreq: 1,
        updateFreq: 2,
        writeStepsPerSecond: true,
        writeImages: true,
      }),
    ],
  });
  const train = await valuesOf(logDir, 'train');
  const validation = await valuesOf(logDir, 'validation');
  const found = Object.entries({ train, validation }).flatMap(([run, values]) =>
    values.map(({ tag, plugin, content, step, shape }) => [run, tag, plugin, content, step, shape]),
  );
  expect(found).toEqual(events);
  const near = (values: readonly number[]) => values.map((value, step) => [step, Math.fround(value)]);
  expect(scalarsOf(train, 'epoch_loss')).toEqual(near(history.loss));
  expect(scalarsOf(validation, 'epoch_mae')).toEqual(near(history.val_mae));
  expect(scalarsOf(validation, 'evaluation_loss_vs_iterations')).toEqual(
    history.val_loss.map((value, epoch) => [4 * epoch + 4, Math.fround(value)]),
  );
  expect(scalarsOf(train, 'epoch_learning_rate')).toEqual(near([0.001, 0.001]));
  // the mean over the epoch so far: at its end that of the epoch
  expect(scalarsOf(train, 'batch_loss').filter(([step]) => step! % 4 === 0)).toEqual(
    history.loss.map((value, epoch) => [4 * epoch + 4, Math.fround(value)]),
  );
  const now = Date.now() / 1000;
  for (const { wallTime } of train) expect(Math.abs(now - wallTime)).toBeLessThan(300);
  net.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('without more than its folder, it writes each epoch, the graph, and nothing by batch', async () => {
  const logDir = place();
  const net = build();
  await net.fit(x, y, { ...options, callbacks: [callbacks.tensorBoard({ logDir })] });
  const tags = (await valuesOf(logDir, 'train')).map(({ tag }) => tag);
  expect([...new Set(tags)]).toEqual(['keras', 'epoch_loss', 'epoch_mae', 'epoch_learning_rate']);
  const bare = place();
  await net.fit(x, y, {
    ...options,
    callbacks: [callbacks.tensorBoard({ logDir: bare, writeGraph: false })],
  });
  expect((await valuesOf(bare, 'train')).map(({ tag }) => tag)).not.toContain('keras');
  const evaluated = place();
  await net.evaluate(x, y, { verbose: 0, callbacks: [callbacks.tensorBoard({ logDir: evaluated })] });
  expect((await valuesOf(evaluated, 'validation')).map(({ tag, step }) => [tag, step])).toEqual([
    ['evaluation_loss_vs_iterations', 16],
    ['evaluation_mae_vs_iterations', 16],
  ]);
  net.dispose();
});

test('the graph has each layer, what it is called on, and models in models', async () => {
  const logDir = place();
  const inside = sequential([4], [layers.dense(4), layers.dropout(0.1)], { name: 'inside' });
  const [a, b] = [input([3], { name: 'a' }), input([4], { name: 'b' })];
  const sum = layers.add({ name: 'sum' })([a.dense(4, { name: 'left' }), inside(b)]);
  const net = model({ inputs: [a, b], outputs: sum, name: 'whole' }).compile({ loss: 'mse' });
  const data = [tf.tensor2d([[1, 2, 3]]), tf.tensor2d([[1, 2, 3, 4]])] as const;
  await net.fit(data, [[1, 2, 3, 4]], { verbose: 0, callbacks: [callbacks.tensorBoard({ logDir })] });
  const [graph] = await valuesOf(logDir, 'train');
  expect(graph).toMatchObject({
    tag: 'keras',
    plugin: 'graph_keras_model',
    content: '1',
    step: 0,
    shape: [],
  });
  const json = JSON.parse(new TextDecoder().decode(graph!.texts[0])) as {
    class_name: string;
    config: { layers: { class_name: string; name: string; inbound_nodes: unknown; config: object }[] };
  };
  const tensor = (shape: (number | null)[], ...history: unknown[]) => ({
    class_name: '__keras_tensor__',
    config: { shape, dtype: 'float32', keras_history: history },
  });
  expect(json.class_name).toBe('Functional');
  const byName = Object.fromEntries(json.config.layers.map((layer) => [layer.name, layer]));
  expect(Object.keys(byName).sort()).toEqual(['a', 'b', 'inside', 'left', 'sum']);
  expect(byName['a']).toMatchObject({ class_name: 'InputLayer', config: { batch_shape: [null, 3] } });
  expect(byName['left']).toMatchObject({
    class_name: 'Dense',
    config: { units: 4, use_bias: true },
    inbound_nodes: [{ args: [tensor([null, 3], 'a', 0, 0)] }],
  });
  expect(byName['sum']!.inbound_nodes).toEqual([
    { args: [[tensor([null, 4], 'left', 0, 0), tensor([null, 4], 'inside', 0, 0)]], kwargs: {} },
  ]);
  expect(byName['inside']).toMatchObject({
    class_name: 'Sequential',
    config: { layers: [{ class_name: 'InputLayer' }, { class_name: 'Dense' }, { class_name: 'Dropout' }] },
  });
  net.dispose();
});

test('a run that goes on writes on in its files, as if it had never stopped', async () => {
  const train = async (logDir: string, watching: readonly Callback[]) => {
    const net = build();
    try {
      await net.fit(x, y, {
        ...options,
        epochs: 3,
        callbacks: [callbacks.tensorBoard({ logDir, updateFreq: 1 }), ...watching],
      });
    } finally {
      net.dispose();
    }
  };
  const seen = async (logDir: string) => {
    const values = [...(await valuesOf(logDir, 'train')), ...(await valuesOf(logDir, 'validation'))];
    return values.map(({ tag, step, numbers }) => [tag, step, numbers]);
  };
  const whole = place();
  await train(whole, []);
  const parts = place();
  const keep = callbacks.backupAndRestore(place(), { saveFreq: 3 });
  let batches = 0;
  const fail: Callback = {
    onTrainBatchEnd: () => {
      if (++batches === 8) throw new Error('broken off');
    },
  };
  await expect(train(parts, [keep, fail])).rejects.toThrow('broken off');
  // what a crash has cut short
  const [file] = await readdir(join(parts, 'train'));
  await appendFile(join(parts, 'train', file!), 'torn');
  await train(parts, [keep, {}]);
  expect(await seen(parts)).toEqual(await seen(whole));
});

test.each(histograms)('a histogram as TensorFlow makes it, case %#', ({ values, buckets }) => {
  const found = histogramOf(values);
  expect(found.shape).toEqual([30, 3]);
  buckets.flat().forEach((value, i) => expect(found.values[i]).toBeCloseTo(value, 6));
});

test('numbers that are none do not count in a histogram', () => {
  const counts = (values: number[]) => histogramOf(values).values.filter((_, i) => i % 3 === 2);
  expect(counts([1, NaN, 2, Infinity]).reduce((a, b) => a + b)).toBe(2);
  expect(counts([NaN]).reduce((a, b) => a + b)).toBe(0);
});

test.each(images)('images of a weight as Keras makes them, case %#', async ({ values, shape, images }) => {
  const made = await weightImage(values, shape);
  const [width, height, ...pngs] = made?.texts ?? [];
  const found = pngs.map((png) => ({
    width: Number(width),
    height: Number(height),
    pixels: [...decode(png as Uint8Array).data],
  }));
  expect(found).toEqual(images);
});

test('the check is CRC-32C', () => {
  // RFC 3720, B.4: 32 bytes of zeros, of ones, and ascending
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
});

test('a folder that cannot be written ends training with a sentence', async () => {
  const logDir = join(place(), 'a file');
  const net = build();
  await net.save(join(logDir, '..'));
  const [file] = await readdir(join(logDir, '..'));
  await expect(
    net.fit(x, y, { ...options, callbacks: [callbacks.tensorBoard({ logDir: join(logDir, '..', file!) })] }),
  ).rejects.toThrow(/could not write to/);
  expect((await readFile(join(logDir, '..', file!))).length).toBeGreaterThan(0);
  net.dispose();
});
