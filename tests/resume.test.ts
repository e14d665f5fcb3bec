import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { input, layers, loadModel, model, sequential } from '../src/index.js';
import type { FileSystem } from '../src/files/node-files.js';
import { readFolder, writeFolder } from '../src/files/node-folder.js';

const { dense, dropout } = layers;
let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const x = Array.from({ length: 40 }, (_, i) => Array.from({ length: 6 }, (_, j) => Math.sin(i * 7 + j)));
const y = x.map((row) => [row[0]! + row[1]! * 2]);
const build = () => sequential([6], [dense(8, { activation: 'relu' }), dropout(0.3), dense(1)]);
const settings = { optimizer: 'adam', loss: 'mse', seed: 7 } as const;

test('training goes on from a file with the losses of a run that never stopped', async () => {
  const before = tf.memory().numTensors;
  const whole = build().compile(settings);
  const expected = (await whole.fit(x, y, { epochs: 4, verbose: 0 })).history.loss;
  const first = build().compile(settings);
  await first.fit(x, y, { epochs: 2, verbose: 0 });
  const path = join(folder, 'resume');
  await first.save(path);
  first.dispose();
  const loaded = await loadModel(path, { input: [6], output: [1] });
  const second = loaded.compile(settings);
  const { history, epoch } = await second.fit(x, y, { epochs: 4, initialEpoch: 2, verbose: 0 });
  expect(history.loss).toEqual(expected.slice(2));
  expect(epoch).toEqual([2, 3]);
  second.dispose();
  whole.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('a file of other shapes is refused with both', async () => {
  const path = join(folder, 'shapes');
  const saved = build();
  await saved.save(path);
  await expect(loadModel(path, { input: [6], output: [2] })).rejects.toThrow(
    /holds a model of output \[null, 1\], asked for \[null, 2\]/,
  );
  saved.dispose();
});

test('plain tfjs loads the same folder', async () => {
  const path = join(folder, 'plain');
  const part = (name: string) => {
    const start = input([5]);
    return model({ inputs: start, outputs: start.dense(5), name });
  };
  const saved = sequential([5], [part('left'), part('right'), dense(2)]);
  const rows = [[1, 2, 3, 4, 5]];
  const expected = await saved.predict(rows);
  await saved.save(path);
  const { topology, entries, data } = await readFolder(path);
  const plain = await tfl.loadLayersModel(
    tf.io.fromMemory({ modelTopology: topology as object, weightSpecs: [...entries], weightData: data }),
  );
  const found = plain.predict(tf.tensor2d(rows)) as tf.Tensor;
  expect(found.arraySync()).toEqual(expected.arraySync());
  const again = await loadModel(path, { input: [5], output: [2] });
  expect((await again.predict(rows)).arraySync()).toEqual(expected.arraySync());
});

test('weights go alone, and nothing changes unless all fit', async () => {
  const path = join(folder, 'weights');
  const [one, two] = [build(), build()];
  await one.saveWeights(path);
  await two.loadWeights(path);
  expect((await two.predict(x)).arraySync()).toEqual((await one.predict(x)).arraySync());
  const other = sequential([6], [dense(9), dense(1)]);
  const before = (await other.predict(x)).arraySync();
  await expect(other.loadWeights(path)).rejects.toThrow(
    /'dense\/kernel' is \[6, 9\] in the model, but \[6, 8\]/,
  );
  expect((await other.predict(x)).arraySync()).toEqual(before);
});

test('a missing, cut-off or foreign file says so', async () => {
  const expectation = { input: [6], output: [1] } as const;
  await expect(loadModel(join(folder, 'nowhere'), expectation)).rejects.toThrow(
    /there is no such file or folder/,
  );
  const path = join(folder, 'broken');
  await build().save(path);
  const weights = (await readdir(path)).find((name) => name.endsWith('.bin'))!;
  await truncate(join(path, weights), 10);
  await expect(loadModel(path, expectation)).rejects.toThrow(/should have 260 bytes, but there are 10/);
  await writeFile(join(path, 'model.json'), '{"a":');
  await expect(loadModel(path, expectation)).rejects.toThrow(/is not JSON/);
});

test('a full disk leaves the old model whole, and no leftovers', async () => {
  const path = join(folder, 'full');
  const first = build();
  await first.save(path);
  const held = await readdir(path);
  const real = (await import('node:fs/promises')) as unknown as FileSystem;
  const full: FileSystem = {
    ...real,
    open: async (name, flags) => {
      const file = await real.open(name, flags);
      if (!name.endsWith('.bin') || flags !== 'wx') return file;
      file.writeFile = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      return file;
    },
  };
  const artifacts = await readFolder(path);
  await expect(
    writeFolder(path, { ...artifacts, data: new Uint8Array([1, 2, 3, 4]).buffer }, full),
  ).rejects.toThrow(/the disk is full; what was there before is untouched/);
  expect(await readdir(path)).toEqual(held);
  await loadModel(path, { input: [6], output: [1] });
});
