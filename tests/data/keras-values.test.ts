// Arrays, windows, folders, images and reports, held to what Keras's utils and scikit-learn make of the same.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as data from '../../src/data/index.js';
import { decodeImage } from '../../src/data/images/decode-image.js';
import {
  croppedTo,
  paddedTo,
  resizeImage,
  type ImageInterpolation,
} from '../../src/data/images/resize-image.js';
import { kerasFixture, ourSpelling, type Values } from '../fixtures/keras-values.js';

interface ArrayCase {
  readonly call: string;
  readonly x: readonly unknown[];
  readonly targets?: readonly unknown[] | null;
  readonly options: Readonly<Record<string, unknown>>;
  readonly result: unknown;
}
interface Batch {
  readonly xs: Values;
  readonly ys?: Values;
}
interface DirectoryCase {
  readonly options: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly classNames: readonly string[] | null;
  readonly batches: readonly Batch[] | null;
}
interface ReportCase {
  readonly name: string;
  readonly yTrue: readonly number[];
  readonly yPred: readonly number[];
  readonly classes: Readonly<Record<string, readonly number[]>>;
  readonly accuracy: number;
  readonly macroAverage: readonly number[];
  readonly weightedAverage: readonly number[];
  readonly text: string;
  readonly matrix: readonly (readonly number[])[];
  readonly true: unknown;
  readonly pred: unknown;
  readonly all: unknown;
}
const fixture = kerasFixture<{
  readonly arrays: readonly ArrayCase[];
  readonly files: readonly { readonly path: string; readonly bytes: string }[];
  readonly directories: readonly DirectoryCase[];
  readonly decoded: readonly {
    readonly name: string;
    readonly bytes: string;
    readonly channels: number;
    readonly result: Values;
  }[];
  readonly resized: readonly {
    readonly method: ImageInterpolation;
    readonly size: readonly [number, number];
    readonly fit: 'stretch' | 'pad' | 'crop';
    readonly x: Values;
    readonly result: Values;
  }[];
  readonly reports: readonly ReportCase[];
}>('data');

type Call = (...args: readonly unknown[]) => unknown;
const calls = data as unknown as Readonly<Record<string, Call>>;

const plain = (array: unknown) => {
  const { values, shape } = array as { values: ArrayLike<number>; shape: readonly number[] };
  return { shape: [...shape], values: Array.from(values) };
};
const expectArray = (found: unknown, keras: Values, digits = 5) => {
  const { shape, values } = plain(found);
  expect(shape).toEqual(keras.shape);
  expect(values.length).toBe(keras.values.length);
  values.forEach((value, i) => expect(value, `value ${i}`).toBeCloseTo(Number(keras.values[i]), digits));
};
const expectBatches = async (batches: AsyncIterable<unknown>, keras: readonly Batch[]) => {
  const found: Batch[] = [];
  for await (const batch of batches) found.push(batch as Batch);
  expect(found.length).toBe(keras.length);
  found.forEach(({ xs, ys }, i) => {
    expectArray(xs, keras[i]!.xs);
    expect(ys === undefined).toBe(keras[i]!.ys === undefined);
    if (ys) expectArray(ys, keras[i]!.ys!);
  });
};

describe('arrays', () => {
  const named = fixture.arrays.map((each) => [`${each.call} ${JSON.stringify(each.options)}`, each] as const);
  test.each(named)('%s', async (_, { call, x, targets, options: given, result }) => {
    const options = ourSpelling(given);
    if (options['order'] === 'Infinity') options['order'] = Infinity;
    const f = calls[call]!;
    if (call === 'splitDataset') {
      const parts = f(Int32Array.from(x as number[]), options) as readonly { values: Int32Array }[];
      expect(parts.map(({ values }) => [...values])).toEqual(result);
    } else if (call === 'timeseriesDataset') {
      const batches = f(x, targets, options) as data.Batches<unknown, unknown>;
      expect(batches.length).toBe((result as readonly Batch[]).length);
      await expectBatches(batches, result as readonly Batch[]);
    } else
      expectArray(
        call === 'toCategorical' ? f(x, options['numClasses']) : f(x, options),
        result as Values,
        6,
      );
  });
});

describe('folders of images', () => {
  let top = '';
  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'shapewright-images-'));
    for (const { path, bytes } of fixture.files) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), Buffer.from(bytes, 'base64'));
    }
  });
  afterAll(() => rmSync(top, { recursive: true }));

  const named = fixture.directories.map((each) => [JSON.stringify(each.options), each] as const);
  test.each(named)('%s', async (_, { options, files, classNames, batches }) => {
    const dataset = (await calls['imageDatasetFromDirectory']!(top, {
      ...ourSpelling(options),
      imageSize: 2,
    })) as data.FileBatches<unknown, unknown>;
    expect(dataset.filePaths.map((path) => relative(top, path))).toEqual(files);
    expect(dataset.classNames ?? null).toEqual(classNames);
    expect(dataset.samples).toBe(files.length);
    if (batches) await expectBatches(dataset, batches);
  });
});

describe('images', () => {
  const files = fixture.decoded.map((each) => [`${each.name} in ${each.channels}`, each] as const);
  test.each(files)('%s', async (name, { bytes, channels, result }) => {
    const image = await decodeImage(Buffer.from(bytes, 'base64'), channels, name);
    expect([image.height, image.width, image.channels]).toEqual(result.shape);
    const apart = Array.from(image.values, (value, i) => Math.abs(value - Number(result.values[i])));
    // TensorFlow decodes JPEG by a transform that is fast, and less exact
    const isJpeg = name.includes('jpeg');
    expect(Math.max(...apart)).toBeLessThanOrEqual(isJpeg ? 4 : 0);
  });

  test('the palette of a BMP file is looked up', async () => {
    const bytes = new Uint8Array(70);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0x424d);
    for (const [at, value] of [[10, 62], [14, 40], [18, 2], [22, 2], [46, 2]] as const) view.setInt32(at, value, true); // prettier-ignore
    view.setUint16(28, 8, true);
    // blue, green, red of two colours, then two rows, the lower first
    bytes.set([1, 2, 3, 0, 4, 5, 6, 0, 0, 1, 0, 0, 1, 1, 0, 0], 54);
    const { values } = await decodeImage(bytes, 3, 'two.bmp');
    expect([...values]).toEqual([6, 5, 4, 6, 5, 4, 3, 2, 1, 6, 5, 4]);
  });

  const sizes = fixture.resized.map(
    (each) => [`${each.fit} ${each.method} to ${each.size.join(' x ')}`, each] as const,
  );
  test.each(sizes)('%s', (_, { method, size: [height, width], fit, x, result }) => {
    const [h, w, channels] = x.shape as [number, number, number];
    const image = { height: h, width: w, channels, values: x.values as readonly number[] };
    const found =
      fit === 'pad'
        ? paddedTo(image, height, width, method)
        : resizeImage(fit === 'crop' ? croppedTo(image, height, width) : image, height, width, method);
    expectArray({ values: found.values, shape: [height, width, channels] }, result, 3);
  });
});

describe('reports', () => {
  test.each(fixture.reports.map((each) => [each.name, each] as const))('%s', (_, keras) => {
    const report = data.classificationReport(keras.yTrue, keras.yPred);
    const numbers = ({ precision, recall, f1Score, support }: data.ClassScores) => [precision, recall, f1Score, support]; // prettier-ignore
    const close = (found: readonly number[], wanted: readonly number[]) =>
      found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 7));
    expect(Object.keys(report.classes)).toEqual(Object.keys(keras.classes));
    for (const [name, scores] of Object.entries(report.classes)) close(numbers(scores), keras.classes[name]!);
    close([report.accuracy], [keras.accuracy]);
    close(numbers(report.macroAverage), keras.macroAverage);
    close(numbers(report.weightedAverage), keras.weightedAverage);
    expect(String(report)).toBe(keras.text);
    expect(data.confusionMatrix(keras.yTrue, keras.yPred)).toEqual(keras.matrix);
    for (const normalize of ['true', 'pred', 'all'] as const) {
      const shares = data.confusionMatrix(keras.yTrue, keras.yPred, { normalize });
      close(shares.flat(), (keras[normalize] as number[][]).flat());
    }
  });
});
