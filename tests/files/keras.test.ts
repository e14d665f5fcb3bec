import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { zipSync, unzipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { optimizerFrom } from '../../src/files/keras/optimizer-from-config.js';
import { arrange } from '../../src/graph/arrange.js';
import { defineLayer, type FileError, kinds, layers, loadModel, optimizers } from '../../src/index.js';
import {
  expectOutputs,
  fixturePath,
  inputsOf,
  layerFiles,
  modelFiles,
  tensorOf,
  type ModelFile,
} from './keras-cases.js';
import { errorOf } from './error-of.js';

const bytesOf = (file: string) => new Uint8Array(readFileSync(fixturePath(file)));
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** A file of the fixtures with another configuration, checksums and all. */
const changed = (file: string, change: (config: string) => string): Uint8Array => {
  const files = unzipSync(bytesOf(file));
  const config = new TextDecoder().decode(files['config.json']);
  const other = change(config);
  expect(other).not.toBe(config);
  return zipSync({ ...files, 'config.json': new TextEncoder().encode(other) });
};

afterEach(() => {
  expect(tf.memory().numTensors).toBe(0);
});

describe('layers of the catalogue, as Keras 3 saves them', () => {
  test('each is there', () => {
    const there = new Set(
      layerFiles.map(({ file }) => file.replace(/^layers\/|\d?\.keras$/g, '').toLowerCase()),
    );
    const missing = Object.keys(layers).filter((name) => !there.has(name.toLowerCase()));
    // Keras 3.15 puts equalization into no graph of its own (it says that its input is part of a cycle) and has no hub's layer, and a function of Python's is in no file;
    // it takes boxes in dicts, which no graph of its has
    expect(missing).toEqual(['equalization', 'hubLayer', 'lambda', 'maxNumBoundingBoxes']);
  });

  test.each(layerFiles.map((each) => [each.file, each.name, each] as const))(
    '%s: %s',
    async (file, _, each) => {
      const model = await loadModel(fixturePath(file));
      expect(model.inputNames?.length ?? 1).toBe(each.inputs.length);
      const x = inputsOf(model, each);
      const made = await model.predict(x);
      expectOutputs(made, each.outputs);
      model.dispose();
      tf.dispose([x, made] as tf.Tensor[]);
    },
  );
});

describe('whole models in the middle of their training', () => {
  const train = async (file: string, each: ModelFile): Promise<void> => {
    const model = await loadModel(fixturePath(file));
    expect(model.countParams()).toBe(each.params);
    const x = inputsOf(model, each, each.inputNames);
    const made = await model.predict(x);
    expectOutputs(made, each.outputs);
    const y = arrange({ names: model.outputNames, isList: model.outputsListed }, each.targets.map(tensorOf));
    const { optimizer } = optimizerFrom(each.optimizer)!;
    const trainable = model.compile({ optimizer, loss: 'mse' });
    const { history } = await trainable.fit(x, y, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 });
    each.losses.forEach((loss, i) =>
      expect(Math.abs(history['loss']![i]! - loss), `loss ${i}`).toBeLessThan(1e-5 * Math.max(1, loss)),
    );
    trainable.dispose();
    tf.dispose([x, y, made] as tf.Tensor[]);
  };

  const files = modelFiles.flatMap((each) =>
    each.files.filter((file) => !file.endsWith('.weights.h5')).map((file) => [file, each] as const),
  );

  test.each(files)('%s', train);
});

describe('wherever it is', () => {
  const file = 'models/mlp.keras';
  const rows = [
    ['bytes', () => bytesOf(file)],
    ['a buffer', () => bytesOf(file).buffer],
    ['a Blob', () => new Blob([bytesOf(file)])],
    ['a File', () => new File([bytesOf(file)], 'mlp.bin')],
    ['an address of a file', () => new URL(`file://${fixturePath(file)}`)],
  ] as const;

  test.each(rows)('%s', async (_, source) => {
    const model = await loadModel(source(), { input: [6], output: [2] });
    expect(model.getLayer('zed').name).toBe('zed');
    model.dispose();
  });

  test('on a server', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(bytesOf(file))));
    const model = await loadModel(new URL('https://example.com/models/any?version=3'));
    expect(model.name).toBe('sequential');
    model.dispose();
    vi.unstubAllGlobals();
  });

  test('with its shapes, it is held to them', async () => {
    const error = await errorOf(loadModel(fixturePath(file), { input: [5], output: [2] }));
    expect(error.code).toBe('mismatch');
    expect(error.message).toMatch(/holds a model of input \[null, 6\], asked for \[null, 5\]/);
    const list = await loadModel(fixturePath(file), { input: [6], output: [2], sequential: true });
    expect(list.pop().outputShape).toEqual([null, 3]);
    list.dispose();
  });
});

describe('layers of the user’s own', () => {
  const custom = (registered: string) =>
    changed('layers/ReLU.keras', (config) =>
      config
        .replace('"class_name": "ReLU"', '"class_name": "Doubled"')
        .replace(/"max_value": [^,]*, "negative_slope": [^,]*, "threshold": [^}]*/, '"times": 3')
        .replace(/("times": 3}, "registered_name": )null/, `$1"${registered}"`),
    );

  test('are given by customLayers', async () => {
    const doubled = defineLayer({
      name: 'doubled',
      options: { times: kinds.number },
      call: (x: tf.Tensor, _weights: object, { config: { times } }) => tf.mul(x, times),
    });
    const model = await loadModel(custom('Custom>Doubled'), { customLayers: [doubled] });
    const shape = model.graph.inputs[0]!.tensor.shape.slice(1) as number[];
    const x = tf.ones([1, ...shape]);
    const made = (await model.predict(x)) as tf.Tensor;
    expect(made.dataSync()[0]).toBe(3);
    tf.dispose([x, made]);
    model.dispose();
  });

  test('are refused by name and place where they are not', async () => {
    const error = await errorOf(loadModel(custom('Custom>Doubled')));
    expect(error.code).toBe('not-a-model');
    expect(error.message).toMatch(
      /the layer 're_lu.*' \(Doubled\) is none of the layers here: write it by defineLayer\(\{ name: 'Doubled'/,
    );
  });
});

describe('what is refused, in a sentence', () => {
  const mlp = bytesOf('models/mlp.keras');
  const rows: readonly (readonly [string, Uint8Array, FileError['code'], RegExp])[] = [
    ['nothing', new Uint8Array(), 'missing', /is empty/],
    ['a beginning', mlp.slice(0, 2_000), 'truncated', /cut off/],
    ['a changed byte', mlp.map((byte, i) => (i === 1_500 ? byte ^ 1 : byte)), 'damaged', /is damaged/],
    ['a zip of something else', zipSync({ 'a.txt': text('a') }), 'not-a-model', /without 'config.json'/],
    ['a way out', zipSync({ '../config.json': text({}) }), 'damaged', /leads out of the archive/],
    ['no JSON', zipSync({ 'config.json': new Uint8Array([1, 2]) }), 'damaged', /config.json is no JSON/],
    ['a list', zipSync({ 'config.json': text([]) }), 'not-a-model', /the model should be an object/],
    ['ONNX', text('\b\u0007onnx'), 'not-a-model', /is an ONNX model/],
    ['a tfjs description', text({ modelTopology: {} }), 'not-a-model', /weights lie beside it/],
    ['text', new TextEncoder().encode('hello'), 'not-a-model', /neither a .keras, nor HDF5/],
    [
      'a circle',
      changed('models/nested.keras', (config) =>
        config.replace(/"keras_history": \["image", 0, 0\]/g, '"keras_history": ["concatenate", 0, 0]'),
      ),
      'not-a-model',
      /go round in a circle/,
    ],
    [
      'a shape that is none',
      changed('models/mlp.keras', (config) => config.replace('[null, 6]', '[null, -6]')),
      'not-a-model',
      /the shape of the layer 'input_layer' \(InputLayer\) should be a shape of whole numbers/,
    ],
    [
      'a size that no memory has',
      changed('models/mlp.keras', (config) => config.replace('"units": 5', '"units": 2147483648')),
      'mismatch',
      /first\/kernel is \[6, 2147483648\] in the model, but \[6, 5\] in the file/,
    ],
    [
      'NaN',
      changed('models/mlp.keras', (config) => config.replace('"units": 5', '"units": NaN')),
      'not-a-model',
      /the layer 'first' \(Dense\) cannot be made: dense: units must be a whole number above zero/,
    ],
    [
      'an option that is not here',
      changed('models/mlp.keras', (config) => config.replace('"units": 5', '"units": 5, "lora_rank": 4')),
      'not-a-model',
      /the layer 'first' \(Dense\) has lora_rank 4, which layers have not here/,
    ],
    [
      'a layer that is called on what is not there',
      changed('models/nested.keras', (config) => config.replace('["image", 0, 0]', '["picture", 0, 0]')),
      'not-a-model',
      /a layer is called on what 'picture' gives, which is not there/,
    ],
    [
      'a mask of its own',
      changed('models/encoder.keras', (config) => config.replace('"mask_zero": true', '"mask_zero": false')),
      'not-a-model',
      /is called with a mask of its own/,
    ],
  ];

  test.each(rows)('%s', async (_, bytes, code, sentence) => {
    const error = await errorOf(loadModel(bytes));
    expect(error.message).toMatch(sentence);
    expect(error.code).toBe(code);
  });

  test('a zip that claims terabytes', async () => {
    const bomb = zipSync({ 'config.json': new Uint8Array(1_000) });
    const view = new DataView(bomb.buffer);
    // the size in the list at its end
    const at = bomb.findIndex((_, i) => view.getUint32(i, true) === 0x02014b50);
    view.setUint32(at + 24, 0xfffffff0, true);
    const error = await errorOf(loadModel(bomb));
    expect(error.code).toBe('damaged');
    expect(error.message).toMatch(/claims 4294967280 bytes, more than it can hold/);
  });
});

test('the state of an optimizer that trains other weights is left, with a warning', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
  const file = changed('models/optimizer_adam.keras', (config) =>
    config.replace('"name": "zed", "trainable": true', '"name": "zed", "trainable": false'),
  );
  const model = await loadModel(file);
  expect(warn.mock.calls.flat().join()).toMatch(/of other weights than the model trains: it begins anew/);
  const trainable = model.compile({ optimizer: optimizers.adam(), loss: 'mse' });
  expect(trainable.optimizer.iterations).toBe(0);
  trainable.dispose();
});

describe('weights alone', () => {
  const files = [
    ...modelFiles.flatMap(({ files: all }) =>
      all.filter((file) => file.endsWith('.weights.h5')).map((file) => [file, all[0]!] as const),
    ),
    ...layerFiles.flatMap(({ file: whole, also = [] }) =>
      also.filter((file) => file.endsWith('.weights.h5')).map((file) => [file, whole] as const),
    ),
  ];

  test.each(files)('%s, layer after layer', async (file, whole) => {
    const model = await loadModel(fixturePath(whole));
    const values = () => {
      const weights = model.getWeights();
      const numbers = weights.map((weight) => [...weight.dataSync()]);
      tf.dispose(weights as unknown as tf.Tensor[]);
      return numbers;
    };
    const before = values();
    const zeros = model.weights.map(({ shape }) => tf.zeros([...(shape as number[])]));
    model.setWeights(zeros as never);
    tf.dispose(zeros);
    await model.loadWeights(fixturePath(file));
    expect(values()).toEqual(before);
    // those of a whole model are there too
    await model.loadWeights(bytesOf(whole));
    expect(values()).toEqual(before);
    model.dispose();
  });

  test('of another model, nothing changes', async () => {
    const model = await loadModel(fixturePath('models/mlp.keras'));
    const before = model.getWeights();
    const error = await errorOf(model.loadWeights(fixturePath('models/frozen.weights.h5')));
    expect(error.code).toBe('mismatch');
    const legacy = await errorOf(model.loadWeights(fixturePath('models/frozen.h5')));
    expect(legacy.message).toMatch(/the weight zed\/kernel|has \d weights of the layer/);
    const after = model.getWeights();
    expect(after.map((weight) => [...weight.dataSync()])).toEqual(
      before.map((weight) => [...weight.dataSync()]),
    );
    tf.dispose([...before, ...after] as unknown as tf.Tensor[]);
    model.dispose();
  });
});
