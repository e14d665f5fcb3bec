// Folders and tables as they are met: damaged, empty, misnamed; and what training makes of their batches.
import * as tf from '@tensorflow/tfjs-core';
import { encode } from 'fast-png';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  csvDataset,
  imageDatasetFromDirectory,
  parseCsv,
  readCsv,
  textDatasetFromDirectory,
  timeseriesDataset,
} from '../../src/data/index.js';
import { layers, sequential, useBackend } from '../../src/index.js';

let top = '';
const at = (...path: readonly string[]) => join(top, ...path);
const put = (path: string, content: string | Uint8Array) => {
  mkdirSync(join(at(path), '..'), { recursive: true });
  writeFileSync(at(path), content);
};
const png = (grey: number) =>
  encode({ width: 4, height: 4, channels: 1, data: new Uint8Array(16).fill(grey) });

beforeAll(async () => {
  await useBackend('cpu');
  top = mkdtempSync(join(tmpdir(), 'shapewright-data-'));
  for (let i = 0; i < 12; i++) put(`${i % 2 ? 'light' : 'dark'}/${i}.png`, png(i % 2 ? 200 + i : i));
});
afterAll(() => rmSync(top, { recursive: true }));

describe('folders', () => {
  test('batches of images train a model, each epoch in another order, and leave no tensors', async () => {
    const [train, test] = await imageDatasetFromDirectory(pathToFileURL(top), {
      classNames: ['dark', 'light'],
      labelMode: 'binary',
      colorMode: 'grayscale',
      imageSize: [4, 4],
      batchSize: 4,
      validationSplit: 0.25,
      subset: 'both',
      seed: 3,
    });
    expect([train.length, train.samples, test.samples]).toEqual([3, 9, 3]);
    const orders: string[] = [];
    while (orders.length < 2) {
      const seen: number[] = [];
      for await (const { xs, ys } of train) {
        expect(xs.shape.slice(1)).toEqual([4, 4, 1]);
        expect(ys.shape).toEqual([xs.shape[0], 1]);
        seen.push(...Array.from({ length: xs.shape[0] }, (_, i) => xs.values[16 * i]!));
      }
      expect(new Set(seen).size).toBe(9);
      orders.push(seen.join());
    }
    expect(orders[0]).not.toBe(orders[1]);
    const net = sequential([4, 4, 1], [layers.rescaling(1 / 255), layers.flatten(), layers.dense(1, { activation: 'sigmoid' })]); // prettier-ignore
    const trained = net.compile({ loss: 'binaryCrossentropy', optimizer: 'adam' });
    await trained.fit(train, { epochs: 1, verbose: 0 });
    const before = tf.memory().numTensors;
    const { history } = await trained.fit(train, { epochs: 2, verbose: 0, validationData: test });
    expect(history.val_loss.length).toBe(2);
    expect(tf.memory().numTensors).toBe(before);
    net.dispose();
  });

  /** A BMP file's header, of 2 x 2 pixels that are not there. */
  const bmp = (bits: number, compression = 0): Uint8Array => {
    const view = new DataView(new ArrayBuffer(54));
    view.setUint16(0, 0x424d);
    view.setUint32(10, 54, true);
    view.setInt32(18, 2, true);
    view.setInt32(22, 2, true);
    view.setUint16(28, bits, true);
    view.setUint32(30, compression, true);
    return new Uint8Array(view.buffer);
  };

  test('a damaged file is told by its name, when its turn comes', async () => {
    put('torn/a/whole.png', png(1));
    put('torn/b/half.png', png(1).subarray(0, 60));
    put('torn/c/text.jpg', 'no image');
    put('torn/d/torn.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4));
    put('torn/e/empty.png', '');
    put('torn/f/moving.gif', 'GIF89a');
    const read = async (folder: string) => {
      const images = await imageDatasetFromDirectory(at('torn'), { classNames: [folder], imageSize: 4 });
      for await (const { xs } of images) expect(xs.shape).toEqual([1, 4, 4, 3]);
    };
    await read('a');
    await expect(read('b')).rejects.toThrow(/half\.png' is damaged, or no whole PNG file/);
    await expect(read('c')).rejects.toThrow(/text\.jpg' is no PNG, JPEG, BMP or GIF file/);
    await expect(read('d')).rejects.toThrow(/torn\.jpg' is damaged, or no whole JPEG file/);
    await expect(read('e')).rejects.toThrow(/empty\.png' is no PNG, JPEG, BMP or GIF file: it is empty/);
    for (const [name, bytes, why] of [
      ['compressed', bmp(24, 1), 'it is compressed'],
      ['few', bmp(16), 'it has 16 bits a pixel, where 8, 24 and 32 are read'],
      ['short', bmp(24), 'it has fewer pixels than it says'],
    ] as const) {
      put(`torn/g/${name}.bmp`, bytes);
      const images = await imageDatasetFromDirectory(at('torn/g'), { labels: null, imageSize: 4 });
      await expect(images[Symbol.asyncIterator]().next()).rejects.toThrow(
        `${name}.bmp' is damaged, or no whole BMP file: ${why}`,
      );
      rmSync(at(`torn/g/${name}.bmp`));
    }
    await expect(read('f')).rejects.toThrow(
      /moving\.gif' is damaged, or no whole GIF file: it ends too early/,
    );
  });

  test('what does not go together is refused', async () => {
    const load = (options: object) => imageDatasetFromDirectory(top, { imageSize: 4, ...options });
    await expect(load({ classNames: ['dark', 'lihgt'] })).rejects.toThrow(
      /'lihgt'.*no such folder; it has dark, light/s,
    );
    await expect(load({ validationSplit: 0.2 })).rejects.toThrow(
      'validationSplit and subset need each other',
    );
    await expect(load({ validationSplit: 0.2, subset: 'both' })).rejects.toThrow('needs a seed');
    await expect(load({ validationSplit: 0.01, subset: 'validation', seed: 1 })).rejects.toThrow(
      /no images for validation/,
    );
    await expect(load({ labels: [1, 2] })).rejects.toThrow(/labels has 2 labels, but .* \d+ files/);
    await expect(load({ labels: null, classNames: ['dark'] })).rejects.toThrow("for labels 'inferred'");
    await expect(load({ labelMode: 'binary' })).rejects.toThrow(
      /'binary' is for two classes, and there are [3-9]/,
    );
    await expect(load({ cropToAspectRatio: true, padToAspectRatio: true })).rejects.toThrow('not both');
    await expect(imageDatasetFromDirectory(at('nowhere'))).rejects.toThrow(
      /cannot read directory .*nowhere': there is no such/,
    );
    await expect(imageDatasetFromDirectory(at('dark'))).rejects.toThrow(
      'has no folders to infer labels from',
    );
  });

  test('texts, cut by bytes but not within a character', async () => {
    put('texts/pos/1.txt', 'größer');
    put('texts/neg/2.txt', '\ufeffwith a mark');
    put('texts/neg/3.md', 'no text file');
    const load = async (options: object) => {
      const texts = await textDatasetFromDirectory(at('texts'), { shuffle: false, ...options });
      for await (const { xs, ys } of texts) return [xs, ys] as const;
      throw new Error('no batch');
    };
    const [xs, ys] = await load({});
    expect(xs).toEqual({ values: ['\ufeffwith a mark', 'größer'], shape: [2] });
    expect([...ys.values]).toEqual([0, 1]);
    expect((await load({ maxLength: 3, classNames: ['pos'] }))[0].values).toEqual(['gr']);
    expect((await load({ maxLength: 4, classNames: ['pos'] }))[0].values).toEqual(['grö']);
  });

  test('folders that are links are gone into where it is said', async () => {
    put('linked/a/1.txt', 'one');
    put('beside/2.txt', 'two');
    symlinkSync(at('beside'), at('linked/a/more'));
    symlinkSync(at('linked/a'), at('linked/a/round'));
    const count = async (followLinks: boolean) =>
      (await textDatasetFromDirectory(at('linked'), { followLinks })).samples;
    expect(await count(false)).toBe(1);
    await expect(count(true)).rejects.toThrow('leads to a folder that it stands in');
    rmSync(at('linked/a/round'));
    expect(await count(true)).toBe(2);
  });
});

describe('tables', () => {
  const cars = 'mpg,power,name\n18,130,"chevrolet, chevelle"\n\n15,?,buick\n16,150,plymouth\n';
  const both = { mpg: 'number', name: 'text' } as const;

  test('columns by name, numbers and texts', async () => {
    put('cars.csv', `\ufeff${cars}`);
    const { mpg, name } = await readCsv(at('cars.csv'), { columns: both });
    expect([...mpg]).toEqual([18, 15, 16]);
    expect(name).toEqual(['chevrolet, chevelle', 'buick', 'plymouth']);
    const bare = await parseCsv('1;a\n2;b', { columns: { n: 'number' }, header: ['n', 'l'], delimiter: ';' });
    expect([...bare.n]).toEqual([1, 2]);
  });

  test('what is missing, no number, or not there is told by its line', async () => {
    const parse = (text: string, options: object = {}) =>
      parseCsv(text, { columns: { mpg: 'number', power: 'number' }, ...options });
    await expect(parse(cars)).rejects.toThrow(
      "parseCsv: text, line 4: column 'power' has no value ('?'); fill it in, or leave such rows out by skipMissing: true",
    );
    expect([...(await parse(cars, { skipMissing: true })).power]).toEqual([130, 150]);
    await expect(parse(cars, { missing: [] })).rejects.toThrow(
      "line 4: column 'power' must be a number, got '?'",
    );
    await expect(parse('mgp,power\n1,2')).rejects.toThrow("has no column 'mpg'; did you mean 'mgp'?");
    await expect(parse('mpg,power\n1,2,3')).rejects.toThrow('cannot be read as a table');
    await expect(parse('mpg,power\n')).rejects.toThrow('has no rows');
    await expect(parse('')).rejects.toThrow('is empty');
    await expect(readCsv(at('no.csv'), { columns: both })).rejects.toThrow(/cannot read path .*no such file/);
    put('latin.csv', Uint8Array.of(0x6d, 0xe4, 0x0a));
    await expect(readCsv(at('latin.csv'), { columns: both })).rejects.toThrow('is no text in UTF-8');
  });

  test('batches of rows, with classes by their names', async () => {
    put('iris.csv', 'w,h,kind\n1,2,b\n3,4,a\n5,6,b\n');
    const load = (options: object = {}) =>
      csvDataset(at('iris.csv'), { featureColumns: ['h', 'w'], labelColumn: 'kind', labelMode: 'int', shuffle: false, ...options }); // prettier-ignore
    const rows = await load({ batchSize: 2 });
    expect(rows.classNames).toEqual(['a', 'b']);
    const seen = [];
    for await (const { xs, ys } of rows) seen.push([[...xs.values], [...ys.values]]);
    expect(seen).toEqual([
      [[2, 1, 4, 3], [1, 0]], // prettier-ignore
      [[6, 5], [1]], // prettier-ignore
    ]);
    await expect(load({ classNames: ['a', 'c'] })).rejects.toThrow(
      /line 2: column 'kind' has 'b', which is none of classNames/,
    );
    await expect(load({ labelMode: 'number' })).rejects.toThrow(
      /line 2: column 'kind' must be a number, got 'b'/,
    );
  });
});

test('windows go into fit', async () => {
  const days = Array.from({ length: 40 }, (_, i) => Math.sin(i));
  const windows = timeseriesDataset(days, days.slice(5), { sequenceLength: 5, batchSize: 8 });
  const net = sequential([5], [layers.dense(1)]);
  const { history } = await net.compile({ loss: 'mse' }).fit(windows, { epochs: 2, verbose: 0 });
  expect(history.loss.length).toBe(2);
  net.dispose();
});
