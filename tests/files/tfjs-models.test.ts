// Models that tfjs, or Keras's converter, wrote in tfjs's format: fixtures/files/tfjs, and what tfjs saves here.
import * as tf from '@tensorflow/tfjs-core';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModel } from '../../src/index.js';
import {
  expectOutputs,
  fixturePath,
  inputsOf,
  modelFiles,
  readIndex,
  type LayerFile,
} from './keras-cases.js';
import { errorOf } from './error-of.js';

interface TfjsFolder {
  readonly folder: string;
  /** The file that it was made from. */
  readonly of: string;
  /** Where its weights are in fewer bits, so that it predicts something else than the file. */
  readonly outputs?: LayerFile['outputs'];
}

const { cases } = readIndex('tfjs.json') as { readonly cases: readonly TfjsFolder[] };

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'tfjs-models-'));
});
afterAll(() => rm(work, { recursive: true }));

/** A copy of a folder, its description changed. */
const changed = async (folder: string, change: (json: Record<string, unknown>) => void): Promise<string> => {
  const copy = await mkdtemp(join(work, 'model-'));
  await cp(fixturePath(folder), copy, { recursive: true });
  const file = join(copy, 'model.json');
  const json = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  change(json);
  await writeFile(file, JSON.stringify(json));
  return copy;
};

const originOf = ({ of }: TfjsFolder) => modelFiles.find(({ files }) => files.includes(of))!;

describe.each(cases)('$folder', (each) => {
  const origin = originOf(each);
  const outputs = each.outputs ?? origin.outputs;

  test('predicts what Keras predicts, and leaves nothing', async () => {
    const before = tf.memory().numTensors;
    const model = await loadModel(fixturePath(each.folder));
    expect(model.countParams()).toBe(origin.params);
    const made = await model.predict(inputsOf(model, origin, origin.inputNames) as never);
    expectOutputs(made, outputs);
    tf.dispose(made as never);
    model.dispose();
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(origin.inputs.length);
  });
});

test('its weights go into a model that is there', async () => {
  const origin = originOf(cases[0]!);
  const model = await loadModel(fixturePath(origin.files[0]!));
  const zeros = model.weights.map(({ shape }) => tf.zeros([...(shape as number[])]));
  model.setWeights(zeros as never);
  tf.dispose(zeros);
  await model.loadWeights(fixturePath('tfjs/dense_list'));
  expectOutputs(await model.predict(inputsOf(model, origin, origin.inputNames) as never), origin.outputs);
  const error = await errorOf(model.loadWeights(fixturePath('tfjs/nested')));
  expect(error.message).toMatch(/^loadWeights|has no weight/);
  model.dispose();
});

type Group = readonly { readonly weights: { name: string }[] }[];

test('weights whose names tell no layer are taken in order, where their shapes are right', async () => {
  const origin = originOf(cases[0]!);
  const rename = (weight: { name: string }) => (weight.name = weight.name.replace(/^dense_1\//, 'last/'));
  const list = await changed('tfjs/dense_list', (json) =>
    (json['weightsManifest'] as Group).forEach(({ weights }) => weights.forEach(rename)),
  );
  const model = await loadModel(list);
  expectOutputs(await model.predict(inputsOf(model, origin) as never), origin.outputs);
  model.dispose();
  // the converter lists layers by the alphabet
  const none = await changed('tfjs/dense_list', (json) =>
    (json['weightsManifest'] as Group).forEach(({ weights }) =>
      weights.forEach((weight, i) => (weight.name = `Variable_${i}`)),
    ),
  );
  expect((await errorOf(loadModel(none))).message).toMatch(
    /has no weight dense\/kernel \[6, 5\], by that name or in its place; what is left there is Variable_0 \[5\]/,
  );
});

describe('what is none', () => {
  test.each<readonly [string, (json: Record<string, unknown>) => void, RegExp]>([
    [
      'architecture alone',
      (json) => delete json['weightsManifest'],
      /layers and no weights: it has no weightsManifest/,
    ],
    ['weights alone', (json) => delete json['modelTopology'], /weights alone, no modelTopology.*loadWeights/],
    ['a graph model', (json) => (json['format'] = 'graph-model'), /graph model.*tf\.loadGraphModel.*\.keras/],
    [
      'a graph',
      (json) => Object.assign(json, { format: undefined, modelTopology: { node: [], library: {} } }),
      /graph model/,
    ],
    [
      'a weight of texts',
      (json) =>
        ((json['weightsManifest'] as [{ weights: { dtype: string }[] }])[0].weights[0]!.dtype = 'string'),
      /is string; shapewright reads float32 and int32/,
    ],
    [
      'a weight of another shape',
      (json) => {
        const [{ weights }] = json['weightsManifest'] as [{ weights: { name: string; shape: number[] }[] }];
        const kernel = weights.find(({ name }) => name === 'dense/kernel')!;
        kernel.shape.reverse();
      },
      /has no weight dense\/kernel \[6, 5\], by that name or in its place; what is left there is dense\/kernel \[5, 6\]/,
    ],
    [
      'a weight too many',
      (json) => {
        const [{ weights }] = json['weightsManifest'] as [{ weights: object[] }];
        weights.push({ name: 'more', shape: [0], dtype: 'float32' });
      },
      /has the weight 'more' \[0\], which belongs to no layer/,
    ],
    [
      'ours without what we keep',
      (json) => (json['generatedBy'] = 'shapewright'),
      /is damaged: shapewright wrote it/,
    ],
  ])('%s', async (_, change, sentence) => {
    const before = tf.memory().numTensors;
    const error = await errorOf(loadModel(await changed('tfjs/dense_list', change)));
    expect(error.message).toMatch(sentence);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each(['min', 'scale'])('a %s that is no number', async (key) => {
    const folder = await changed('tfjs/dense_list_uint8', (json) => {
      const [{ weights }] = json['weightsManifest'] as [
        { weights: { quantization: Record<string, unknown> }[] },
      ];
      weights[0]!.quantization[key] = 'much';
    });
    expect((await errorOf(loadModel(folder))).message).toMatch(
      /quantization\.(min|scale)' should be a number/,
    );
  });

  test('another shape than was asked for', async () => {
    const error = await errorOf(loadModel(fixturePath('tfjs/dense_list'), { input: [7], output: [2] }));
    expect(error.code).toBe('mismatch');
  });
});

describe('under an address', () => {
  let server: Server;
  let asked: string[] = [];
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(work, 'served-'));
    server = createServer((request, response) => {
      asked.push(request.url!);
      const path = new URL(request.url!, 'http://x').pathname;
      readFile(join(root, path)).then(
        (data) => response.end(data),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('what is asked of the server goes along, and shards may lie in a folder', async () => {
    const folder = await changed('tfjs/attention', (json) => {
      const [group] = json['weightsManifest'] as [{ paths: string[] }];
      group.paths = group.paths.map((path) => `shards/${path}`);
    });
    await cp(folder, join(root, 'web'), { recursive: true });
    await cp(folder, join(root, 'web', 'shards'), { recursive: true });
    await rename(join(root, 'web', 'model.json'), join(root, 'web', 'network.json'));
    const { port } = server.address() as { port: number };
    asked = [];
    const model = await loadModel(`http://127.0.0.1:${port}/web/network.json?key=1&v=2#top`);
    expect(asked).toContain('/web/shards/group1-shard1of2.bin?key=1&v=2');
    const origin = originOf(cases.find(({ folder: name }) => name === 'tfjs/attention')!);
    expectOutputs(await model.predict(inputsOf(model, origin, origin.inputNames) as never), origin.outputs);
    model.dispose();
  });

  test.each(['%2e%2e/x', '../x', 'a/../../x', '/x', 'https://elsewhere.example/x'])(
    '%s is refused',
    async (path) => {
      const folder = await changed('tfjs/attention', (json) => {
        (json['weightsManifest'] as [{ paths: string[] }])[0].paths = [path];
      });
      await cp(folder, join(root, 'odd'), { recursive: true });
      const { port } = server.address() as { port: number };
      const error = await errorOf(loadModel(`http://127.0.0.1:${port}/odd/model.json`));
      expect(error.message).toMatch(/weights are files in the folder of the model itself/);
    },
  );
});
