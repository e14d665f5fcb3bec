// What is written, read by plain tfjs in a program of its own: taught, with the same predictions; untaught, never others.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnyModel } from '../../src/graph/model.js';
import { input, layers, model, registerLayers, sequential, type Tensor } from '../../src/index.js';
import { activations } from '../../src/layers/options/activations.js';
import { randomModel, rowsFor } from './random-models.js';

type LooseModel = AnyModel & {
  predict(x: unknown): Promise<Tensor | Readonly<Record<string, Tensor>>>;
  save(place: string): Promise<void>;
  dispose(): void;
};

const image = () => input([6, 6, 2]);
const steps = () => input([5, 3]);
const vector = () => input([6]);
const words = () => input([5], { dtype: 'int32' });
const both = { interpolation: ['nearest', 'bilinear'], data: ['channelsLast', 'channelsFirst'] } as const;
const on = (name: string, of: { toModel(): unknown }) => [name, of.toModel() as LooseModel] as const;

/** What one layer has come to, another begins with. */
const fromStates = () => {
  const x = steps();
  const [, output, carry] = x.lstm(4, { returnState: true });
  return x
    .lstm(4, { initialState: [output, carry], returnSequences: true })
    .gru(2, { initialState: output.dense(2) });
};

/** Every layer of the catalogue, with every option that changes what it computes. */
const catalogue = (): readonly (readonly [string, LooseModel])[] => [
  ...activations.flatMap((name) => [
    on(`activation ${name}`, vector().activation(name)),
    on(`dense ${name}`, vector().dense(4, { activation: name })),
  ]),
  ...(['hardSigmoid', 'sigmoid'] as const).flatMap((recurrentActivation) => [
    on(`lstm ${recurrentActivation}`, steps().lstm(4, { recurrentActivation, goBackwards: true })),
    on(`gru ${recurrentActivation}`, steps().gru(4, { recurrentActivation, returnSequences: true })),
    on(`gru before ${recurrentActivation}`, steps().gru(4, { recurrentActivation, resetAfter: false })),
  ]),
  on('lstm from the states of another', fromStates()),
  on('simpleRNN', steps().simpleRNN(4, { activation: 'softsign', useBias: false })),
  ...[false, true].map((zeroOutputForMask) =>
    on(
      `lstm on masked steps, zeros ${zeroOutputForMask}`,
      words().embedding(7, 3, { maskZero: true }).lstm(4, { returnSequences: true, zeroOutputForMask }),
    ),
  ),
  on('dense without bias', steps().dense(3, { useBias: false })),
  ...both.data.flatMap((dataFormat) => [
    on(
      `conv2d ${dataFormat}`,
      image().conv2d(3, [2, 1], { dataFormat, padding: 'same', dilationRate: 2, activation: 'gelu' }),
    ),
    on(`conv2d strides ${dataFormat}`, image().conv2d(3, 2, { dataFormat, strides: 2, useBias: false })),
    on(
      `conv2dTranspose ${dataFormat}`,
      image().conv2dTranspose(3, 2, { dataFormat, strides: 2, padding: 'same' }),
    ),
    on(`maxPooling2d ${dataFormat}`, image().maxPooling2d(2, { dataFormat, padding: 'same', strides: 1 })),
    on(
      `averagePooling2d ${dataFormat}`,
      image().averagePooling2d(2, { dataFormat, padding: 'same', strides: 1 }),
    ),
    on(`zeroPadding2d ${dataFormat}`, image().zeroPadding2d([1, 2], { dataFormat })),
    on(`flatten ${dataFormat}`, image().flatten({ dataFormat })),
    on(`globalMaxPooling2d ${dataFormat}`, image().globalMaxPooling2d({ dataFormat, keepdims: true })),
    on(`globalAveragePooling2d ${dataFormat}`, image().globalAveragePooling2d({ dataFormat })),
    on(
      `globalAveragePooling1d ${dataFormat}`,
      steps().globalAveragePooling1d({ dataFormat, keepdims: true }),
    ),
    ...both.interpolation.map((interpolation) =>
      on(
        `upSampling2d ${interpolation} ${dataFormat}`,
        image().upSampling2d([2, 3], { interpolation, dataFormat }),
      ),
    ),
  ]),
  on('batchNormalization', image().batchNormalization({ axis: 1, center: false, epsilon: 0.1 })),
  on('layerNormalization', steps().layerNormalization({ axis: [1, 2], scale: false })),
  on('layerNormalization last', steps().layerNormalization({ center: false })),
  on('dropout', vector().dropout(0.5, { seed: 1 })),
  on('reLU', vector().reLU({ negativeSlope: 0.3, threshold: 0.1, maxValue: 0.5 })),
  on('softmax', steps().softmax({ axis: 1 })),
  on('softmax of two axes', steps().softmax({ axis: [1, 2] })),
  on('rescaling', vector().rescaling(0.1, { offset: -1 })),
  on('reshape', vector().reshape([-1, 2])),
  on('embedding', words().embedding(7, 3)),
  on('masked pooling', words().embedding(7, 3, { maskZero: true }).globalAveragePooling1d()),
  on(
    'masked steps',
    words().embedding(7, 3, { maskZero: true }).dense(2).batchNormalization().globalAveragePooling1d(),
  ),
  ...((x) => [
    on('add', layers.add()([x, x.dense(6), x])),
    on(
      'concatenate',
      layers.concatenate({ axis: -2 })([x.reshape([2, 3]), x.reshape([3, 3 - 1]).reshape([2, 3])]),
    ),
  ])(vector()),
  ((x) => {
    const pooled = sequential([5, 3], [layers.dense(3), layers.globalAveragePooling1d()]);
    return on('a nested model that is given a mask', pooled(x.embedding(7, 3, { maskZero: true })));
  })(words()),
  ((x) => {
    const inner = input([6]);
    const two = model({ inputs: inner, outputs: { a: inner.dense(2), b: inner.dense(2), c: inner } });
    const { a, b, c } = two(x);
    return on('a nested model of several outputs', layers.concatenate()([a, b, c]));
  })(vector()),
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Result = { readonly values?: number[][]; readonly error?: string };

/** What a program of plain tfjs makes of some folders. */
const inPlainTfjs = (list: string, taught: boolean): readonly Result[] => {
  const script = new URL('./plain-loader.ts', import.meta.url).pathname;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script, list, ...(taught ? ['taught'] : [])],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const line = stdout.split('\n').find((each) => each.startsWith('['));
  expect(line, stderr).toBeDefined();
  return JSON.parse(line!) as readonly Result[];
};

const distance = (found: Result, expected: number[][]): number => {
  const [a, b] = [found.values!.flat(), expected.flat()];
  if (a.length !== b.length) return Infinity;
  return Math.max(0, ...a.map((value, i) => Math.abs(value - b[i]!)));
};

test('plain tfjs reads every layer, activation and option, and random models', async () => {
  const seeds = Array.from({ length: 25 }, (_, i) => 500 + i);
  const cases = [
    ...catalogue(),
    ...seeds.map((seed) => [`random ${seed}`, randomModel(seed) as LooseModel] as const),
  ];
  const written: object[] = [];
  const expected: number[][][] = [];
  for (const [i, [, each]] of cases.entries()) {
    const place = join(folder, String(i));
    await each.save(place);
    const rows = rowsFor(each);
    const made = await each.predict(rows);
    const outputs = each.outputNames ? (Object.values(made) as Tensor[]) : [made as Tensor];
    expected.push(outputs.map((output) => [...output.dataSync()]));
    const given = (each.inputNames ? Object.values(rows as object) : [rows]) as {
      values: Float32Array;
      shape: number[];
    }[];
    written.push({
      place,
      inputs: given.map(({ values, shape }, at) => ({
        values: [...values],
        shape,
        dtype: each.graph.inputs[at]!.tensor.dtype,
      })),
    });
    each.dispose();
  }
  const list = join(folder, 'cases.json');
  await writeFile(list, JSON.stringify(written));

  const taught = inPlainTfjs(list, true);
  const wrong = cases.flatMap(([name], i) =>
    taught[i]!.error
      ? [`${name}: ${taught[i]!.error}`]
      : distance(taught[i]!, expected[i]!) < 1e-5
        ? []
        : [`${name}: off by ${distance(taught[i]!, expected[i]!)}`],
  );
  expect(wrong).toEqual([]);

  const untaught = inPlainTfjs(list, false);
  const silent = cases.flatMap(([name], i) =>
    untaught[i]!.error || distance(untaught[i]!, expected[i]!) < 1e-5 ? [] : [name],
  );
  expect(silent).toEqual([]);
  // what tfjs knows itself needs no teaching
  const plain = cases.flatMap(([name], i) => (untaught[i]!.error ? [] : [name]));
  expect(plain).toEqual(
    expect.arrayContaining(['dense relu', 'conv2d strides channelsLast', 'dropout', 'embedding']),
  );
});

test('another copy of tfjs is told', () => {
  expect(() => registerLayers({ serialization: { SerializationMap: {} } })).toThrow(
    /must be the copy that shapewright uses/,
  );
  expect(() => registerLayers(undefined as never)).toThrow(/registerLayers needs the tf/);
});
