// What a source is, its content tells: folders and zips of models, and what is none that is opened here.
import * as tf from '@tensorflow/tfjs-core';
import { unzipSync, zipSync } from 'fflate';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers, loadModel, sequential } from '../../src/index.js';
import { expectOutputs, fixturePath, inputsOf, layerFiles, modelFiles } from './keras-cases.js';
import { errorOf } from './error-of.js';

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'kinds-'));
});
afterAll(() => rm(work, { recursive: true }));

const partsOf = (file: string) => unzipSync(new Uint8Array(readFileSync(fixturePath(file))));
const bytes = (text: string) => new TextEncoder().encode(text);

const predictsAsKeras = async (source: string | Uint8Array, file: string): Promise<void> => {
  const each = [...modelFiles.map(({ files, ...rest }) => ({ ...rest, file: files[0] })), ...layerFiles].find(
    (one) => one.file === file,
  )!;
  const model = await loadModel(source);
  const made = await model.predict(
    inputsOf(model, each, 'inputNames' in each ? each.inputNames : undefined) as never,
  );
  expectOutputs(made, each.outputs);
  model.dispose();
};

const unpack = async (file: string): Promise<string> => {
  const folder = await mkdtemp(join(work, 'unpacked-'));
  for (const [name, data] of Object.entries(partsOf(file))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), data);
  }
  return folder;
};

/** The files of a folder in a zip, below another. */
const zipped = async (folder: string, below: string): Promise<Uint8Array> => {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => [below + name, new Uint8Array(await readFile(join(folder, name)))] as const),
  );
  return zipSync(Object.fromEntries(files));
};

describe('an unpacked .keras', () => {
  const vocabulary = layerFiles.find(({ file }) =>
    Object.keys(partsOf(file)).some((name) => name.startsWith('assets/')),
  )!;

  test.each(['models/nested.keras', vocabulary.file])('%s in a folder', async (file) => {
    await predictsAsKeras(await unpack(file), file);
  });

  test('its weights go into a model that is there', async () => {
    const model = await loadModel(fixturePath('models/mlp.keras'));
    await model.loadWeights(await unpack('models/mlp.keras'));
    model.dispose();
  });

  test('packed again, in a folder, with what a Mac puts beside it', async () => {
    const parts = Object.entries(partsOf('models/mlp.keras')).map(([name, data]) => [`mlp/${name}`, data]);
    const packed = zipSync({ ...Object.fromEntries(parts), '__MACOSX/mlp/._config.json': bytes('x') });
    await predictsAsKeras(packed, 'models/mlp.keras');
  });

  test('a link among its files is refused', async () => {
    const folder = await unpack('models/mlp.keras');
    await rm(join(folder, 'metadata.json'));
    await symlink(fixturePath('files.json'), join(folder, 'metadata.json'));
    expect((await errorOf(loadModel(folder))).message).toMatch(/is a link/);
  });
});

describe('a zip', () => {
  test('with one .keras, or one .h5', async () => {
    for (const file of ['models/mlp.keras', 'models/mlp.h5'])
      await predictsAsKeras(
        zipSync({
          [`there/${file}`]: new Uint8Array(readFileSync(fixturePath(file))),
          'read.me': bytes('x'),
        }),
        'models/mlp.keras',
      );
  });

  test('with a model of tfjs’s, as Teachable Machine gives it', async () => {
    const packed = await zipped(fixturePath('tfjs/dense_list'), 'my-model/');
    await predictsAsKeras(packed, 'keras2/dense_list.keras');
    const lost = zipSync({ 'model.json': unzipSync(packed)['my-model/model.json']! });
    const error = await errorOf(loadModel(lost));
    expect(error.code).toBe('missing');
    expect(error.message).toMatch(/has no 'group1-shard1of1\.bin', which its model\.json names/);
  });

  test('with one of ours', async () => {
    const own = sequential([3], [layers.dense(2)]);
    const folder = join(work, 'own');
    await own.save(folder);
    const model = await loadModel(await zipped(folder, ''), { input: [3], output: [2] });
    const [a, b] = [model.getWeights(), own.getWeights()];
    expect(a.map((weight) => [...weight.dataSync()])).toEqual(b.map((weight) => [...weight.dataSync()]));
    tf.dispose([...a, ...b] as never);
    model.dispose();
    own.dispose();
  });

  test('a model by its ending, and a file of that name a Keras of HDF5', async () => {
    await writeFile(join(work, 'old.keras'), readFileSync(fixturePath('models/mlp.h5')));
    await predictsAsKeras(join(work, 'old.keras'), 'models/mlp.keras');
  });
});

describe('what is opened nowhere here is refused by its name', () => {
  const rows: readonly (readonly [string, Uint8Array, RegExp])[] = [
    [
      'a SavedModel in a zip',
      zipSync({ 'm/saved_model.pb': bytes('x') }),
      /SavedModel of TensorFlow's.*\.keras/,
    ],
    [
      'PyTorch',
      zipSync({ 'archive/data.pkl': bytes('x'), 'archive/data/0': bytes('x') }),
      /PyTorch's.*\.keras/,
    ],
    ['ONNX in a zip', zipSync({ 'net.onnx': bytes('x') }), /holds an ONNX model.*\.keras/],
    ['TensorFlow Lite in a zip', zipSync({ 'net.tflite': bytes('x') }), /TensorFlow Lite.*\.keras/],
    ['arrays of NumPy', zipSync({ 'arr_0.npy': bytes('x') }), /arrays of NumPy.*\.keras/],
    ['an array of NumPy', Uint8Array.of(0x93, ...bytes('NUMPY'), 1, 0), /an array of NumPy/],
    ['a pickle', Uint8Array.of(0x80, 4, 0x95, 1, 2, 3), /pickle of Python's, which runs code.*\.keras/],
    [
      'safetensors',
      Uint8Array.of(16, 0, 0, 0, 0, 0, 0, 0, ...bytes('{"w":{}}')),
      /safetensors, weights without a model/,
    ],
    ['a tar that is compressed', Uint8Array.of(0x1f, 0x8b, 8, 0), /compressed \(gzip/],
    ['TensorFlow Lite', Uint8Array.of(0, 0, 0, 0, ...bytes('TFL3')), /TensorFlow Lite/],
    ['nothing that is known', zipSync({ 'a.txt': bytes('x') }), /zip without 'config\.json'/],
  ];
  test.each(rows)('%s', async (_, given, sentence) => {
    const error = await errorOf(loadModel(given));
    expect(error.message).toMatch(sentence);
    expect(error.code).toBe('not-a-model');
  });
});
