// Real Keras opens what ours wrote: it predicts the same, trains on with the same losses, saves, and ours opens that again.
// Skipped, by name, where there is no Keras in .tensorflow (`.ci/run` installs it with TensorFlow).
import * as tf from '@tensorflow/tfjs-core';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrange } from '../../src/graph/arrange.js';
import { isOperation } from '../../src/ops/is-operation.js';
import * as api from '../../src/index.js';
import { loadModel, type LoadedModelOfAnyShape } from '../../src/index.js';
import { isRequired } from '../../src/options/option.js';
import { ofAnyLayer, ofLayer } from '../option-effects/effects.js';
import { inputOf, ownSamples, samples } from '../option-effects/given.js';
import { callWith, modelAround, type Factory } from '../option-effects/observe.js';
import { fixturePath, inputsOf, layerFiles, modelFiles, tensorOf } from './keras-cases.js';
import { openOperations, operationCases, operationData, operationFiles } from './operation-cases.js';
import { randomModel, rowsFor } from './random-models.js';

const python = process.env['KERAS_PYTHON'] ?? '.tensorflow/bin/python';
const isThere = spawnSync(python, ['-c', 'import keras; assert keras.__version__[0] == "3"']).status === 0;
if (!isThere) console.warn('skipped: real Keras 3 is not installed in .tensorflow (see .ci/run)');
const all = process.env['CI'] !== undefined;

interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
  readonly dtype?: string;
}

/** What Keras is asked about a file, and what ours says of it. */
interface Asked {
  readonly file: string;
  readonly what: string;
  readonly inputs: readonly Numbers[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[] | undefined;
  readonly targets?: readonly Numbers[];
  readonly again?: string;
  readonly weights?: string;
}
interface Expected {
  readonly layers: readonly string[];
  readonly params: number;
  readonly outputs: readonly Numbers[];
  readonly losses?: readonly number[];
}
interface Found extends Expected {
  readonly error?: string;
  readonly metrics?: readonly string[];
  readonly after?: readonly Numbers[];
}

/** A model whose types are not known here. */
type Loose = LoadedModelOfAnyShape;

const asked: (Asked & { readonly expected: Expected; readonly x: unknown })[] = [];
let found: ReadonlyMap<string, Found> = new Map();
let folder: string;

const tensorsIn = (given: unknown): tf.Tensor[] =>
  given instanceof tf.Tensor ? [given] : (Object.values(given as object) as tf.Tensor[]);
const numbersOf = (tensor: tf.Tensor): Numbers => ({ shape: tensor.shape, values: [...tensor.dataSync()] });

const predicted = async (net: Loose, x: unknown): Promise<readonly Numbers[]> => {
  const made = tensorsIn(await net.predict(x));
  const values = made.map(numbersOf);
  tf.dispose(made);
  return values;
};

/** Layers in Keras's order: a list counts its input as none. */
const layersOf = ({ graph, spec }: Loose): readonly string[] =>
  (spec.className === 'Sequential' ? graph.layers : graph.operations)
    // what Keras has between layers is none of them
    .filter((each) => !('layer' in each && isOperation(each.layer)))
    .map(({ name }) => name);

const ask = async (
  what: string,
  ending: string,
  net: Loose,
  x: unknown,
  inputs: readonly Numbers[],
  more: { readonly targets?: readonly Numbers[]; readonly losses?: readonly number[] } = {},
): Promise<void> => {
  const at = join(folder, String(asked.length));
  const file = `${at}${ending}`;
  await net.save(file);
  // HDF5 has no state of the optimizer that Keras could go on with
  const { targets, losses } = ending === '.keras' ? more : {};
  const weights = asked.length % 5 === 0 ? `${at}.weights.h5` : undefined;
  if (weights) await net.saveWeights(weights);
  asked.push({
    ...{ file, what, inputs, x, ...(targets && { targets }), ...(weights && { weights }) },
    ...(targets && { again: `${at}.again.keras` }),
    inputNames: net.inputNames ?? net.graph.inputs.map(({ name }) => name),
    outputNames: net.outputsListed ? undefined : net.outputNames,
    expected: {
      layers: layersOf(net),
      params: net.countParams(),
      outputs: await predicted(net, x),
      ...(losses && { losses }),
    },
  });
};

/** What TensorFlow has no kernel for on a CPU, what Keras computes otherwise in inference, and tiles of images that are larger than these. */
const without =
  /channelsFirst|Transpose\.dilationRate|strides=\[1,3\]|^einsumDense|^randomCrop|^rmsNormalization\.axis|^contrastLimited/;

/** Every option of every layer: models of one layer each, or a tenth of them. */
const optionModels = async (): Promise<void> => {
  let count = 0;
  for (const [name, make] of Object.entries(api.layers as unknown as Record<string, Factory>)) {
    if (!('declaration' in make) || name === 'hubLayer' || name === 'lambda') continue;
    const { takes, options } = make.declaration;
    for (const key of Object.keys({ ...takes, ...options })) {
      const effect = { ...ofAnyLayer, ...ofLayer[name] }[key];
      const [value] = effect?.values ?? [];
      const what = `${name}.${key}=${String(JSON.stringify(value))}`;
      if (!effect || key === 'stateful' || without.test(what) || (!all && count++ % 10 !== 0)) continue;
      const needed = Object.keys(options).filter((each) => isRequired(options[each]!));
      const given = Object.fromEntries(
        [...Object.keys(takes), ...needed].map((place) => [place, (ownSamples[name] ?? samples)[place]]),
      );
      let made: ReturnType<typeof modelAround>;
      try {
        const layer = callWith(make, make.declaration, { ...given, ...effect.besides, [key]: value });
        made = modelAround(layer, (effect.on ?? inputOf(name)) as never);
      } catch {
        continue; // a value that is refused
      }
      if ('refused' in made) continue;
      const net = made.whole as unknown as Loose;
      // the layer may have stood in a model before
      (net as unknown as { drawWeights(options: object): void }).drawWeights({ seed: 7 });
      const xs = (net.graph.inputs.length === 1 ? [made.x] : made.x) as readonly unknown[];
      const inputs = xs.map((x, i): Numbers => {
        const { dtype, shape } = net.graph.inputs[i]!.tensor;
        const sizes = [4, ...shape.slice(1).map((dim) => (typeof dim === 'number' ? dim : 4))];
        return { shape: sizes, values: [x].flat(Infinity) as number[], dtype };
      });
      try {
        await ask(what, '.keras', net, made.x, inputs);
      } catch (cause) {
        // cells that begin by themselves, and settings that Keras lacks: a sentence says so
        if (!(cause instanceof api.FileError && cause.code === 'not-saveable')) throw cause;
      }
      net.dispose();
    }
  }
};

const layerModels = async (): Promise<void> => {
  for (const [i, each] of layerFiles.entries()) {
    if ((!all && i % 4 !== 0) || /RandomCrop/.test(each.file)) continue;
    const net = await loadModel(fixturePath(each.file));
    const x = inputsOf(net, each);
    await ask(each.file, i % 8 === 0 ? '.h5' : '.keras', net, x, each.inputs);
    net.dispose();
    tf.dispose(x as tf.Tensor[]);
  }
};

/** Operations of keras.ops between layers. */
const operationModels = async (): Promise<void> => {
  for (const [i, each] of operationCases.entries()) {
    if (!all && i % 3 !== 0) continue;
    const net = await openOperations(each);
    const x = operationData(net, each);
    const inputs = each.inputs.map((given, at) => ({ ...given, dtype: net.graph.inputs[at]!.tensor.dtype }));
    await ask(`operation ${each.name}`, '.keras', net, x, inputs);
    net.dispose();
    tf.dispose(x as tf.Tensor[]);
  }
  for (const each of operationFiles) {
    const net = await loadModel(fixturePath(each.file));
    const x = operationData(net, each);
    for (const ending of ['.keras', '.h5']) await ask(each.file, ending, net, x, each.inputs);
    net.dispose();
    tf.dispose(x as tf.Tensor[]);
  }
};

const trainedModels = async (): Promise<void> => {
  for (const each of modelFiles) {
    // its hard_sigmoid is none of Keras 3's
    if (each.files[0]!.startsWith('keras2/recurrent')) continue;
    const net = await loadModel(fixturePath(each.files[0]!));
    const names = net.inputNames ?? net.graph.inputs.map(({ name }) => name);
    const inputs =
      each.inputs.length > 1 && net.inputNames && !net.inputsListed
        ? names.map((name) => each.inputs[each.inputNames.indexOf(name)]!)
        : each.inputs;
    const x = inputsOf(net, each, each.inputNames);
    // Keras opens no HDF5 with Lamb, its own neither
    const isInHdf5 = all && !each.files[0]!.includes('lamb');
    for (const ending of isInHdf5 ? ['.keras', '.h5'] : ['.keras'])
      await ask(each.files[0]!, ending, net, x, inputs, { targets: each.targets, losses: each.losses });
    net.dispose();
    tf.dispose(x as tf.Tensor[]);
  }
};

/** Optimizers that no file of the fixtures has, trained here. */
const ownOptimizers = (): Readonly<Record<string, ReturnType<typeof api.optimizers.sgd>>> => ({
  muon: api.optimizers.muon({ learningRate: 0.01 }),
  adafactor: api.optimizers.adafactor({ learningRate: 0.01 }),
  lossScale: api.optimizers.lossScale(api.optimizers.adam({ learningRate: 0.01 })),
  accumulating: api.optimizers.sgd({ learningRate: 0.1, momentum: 0.9, gradientAccumulationSteps: 2 }),
  decaying: api.optimizers.adamW({
    learningRate: api.schedules.exponentialDecay({
      initialLearningRate: 0.05,
      decaySteps: 2,
      decayRate: 0.5,
    }),
  }),
});

const ownTraining = async (): Promise<void> => {
  const data: Numbers = { shape: [4, 3], values: [1, 2, 3, 0, -1, 1, 0.5, 0.5, -2, 1, -1, 0] };
  const goals: Numbers = { shape: [4, 2], values: [1, 0, 0, 1, 0, 1, 1, 0] };
  for (const [name, optimizer] of Object.entries(ownOptimizers())) {
    const net = api
      .sequential(
        [3],
        [api.layers.dense(5, { activation: 'tanh' }), api.layers.dense(2, { activation: 'softmax' })],
      )
      .compile({
        optimizer,
        loss: api.losses.categoricalCrossentropy({ labelSmoothing: 0.1 }),
        metrics: ['accuracy', 'mae', api.metrics.precision()],
        seed: 3,
      });
    const [x, y] = [tensorOf(data as never), tensorOf(goals as never)] as unknown as [api.Tensor, api.Tensor];
    const run = { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 } as const;
    await net.fit(x as never, y as never, run);
    const at = join(folder, `own-${name}`);
    await net.save(`${at}.keras`);
    const outputs = await predicted(net as unknown as Loose, x);
    const { history } = await net.fit(x as never, y as never, run);
    asked.push({
      ...{ file: `${at}.keras`, what: `optimizer ${name}`, again: `${at}.again.keras`, x: data },
      ...{ inputs: [data], targets: [goals], inputNames: ['input_layer'], outputNames: undefined },
      expected: { layers: ['dense', 'dense_1'], params: 32, outputs, losses: history.loss },
    });
    net.dispose();
    tf.dispose([x, y] as unknown as tf.Tensor[]);
  }
};

const randomModels = async (): Promise<void> => {
  for (let seed = 1; seed <= (all ? 60 : 12); seed++) {
    const net = randomModel(seed) as unknown as Loose;
    // Keras counts a layer's calls over all models, and so cannot open one that stands in several, its own files included
    const shared = await net.save(join(folder, 'shared.h5')).then(
      () => false,
      () => true,
    );
    if (shared) {
      net.dispose();
      continue;
    }
    const rows = rowsFor(net);
    const given = (net.inputNames ? Object.values(rows as object) : [rows]) as {
      readonly values: Float32Array | Int32Array;
      readonly shape: number[];
    }[];
    const inputs = given.map(({ values, shape }) => ({
      shape,
      values: [...values],
      dtype: values instanceof Int32Array ? 'int32' : 'float32',
    }));
    await ask(`random model ${seed}`, '.keras', net, rows, inputs);
    net.dispose();
  }
};

const expectClose = (what: string, made: readonly Numbers[], wanted: readonly Numbers[]): void => {
  expect(
    made.map(({ shape }) => shape),
    what,
  ).toEqual(wanted.map(({ shape }) => shape));
  made.forEach(({ values }, i) => {
    const far = values.findIndex((value, at) => {
      const goal = wanted[i]!.values[at] as number;
      return !(Math.abs((value as number) - goal) <= 1e-5 * Math.max(1, Math.abs(goal)));
    });
    expect(
      far < 0 ? 'the same' : `${String(values[far])}, and not ${String(wanted[i]!.values[far])}`,
      what,
    ).toBe('the same');
  });
};

describe.skipIf(!isThere)('real Keras', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
    for (const write of [
      layerModels,
      operationModels,
      trainedModels,
      ownTraining,
      randomModels,
      optionModels,
    ])
      await write();
    const cases = join(folder, 'cases.json');
    await writeFile(
      cases,
      JSON.stringify(asked, (key, value: unknown) => (key === 'expected' || key === 'x' ? undefined : value)),
    );
    const script = new URL('./keras_opens.py', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(python, [script, cases], { maxBuffer: 2 ** 28 });
    found = new Map(
      stdout
        .split('\n')
        .filter((line) => line.startsWith('RESULT '))
        .map((line) => JSON.parse(line.slice(7)) as Found & { readonly file: string })
        .map((each) => [each.file, each]),
    );
  }, 1_500_000);
  afterAll(() => rm(folder, { recursive: true }));

  const failures = (check: (each: (typeof asked)[number], made: Found) => void): readonly string[] =>
    asked.flatMap((each) => {
      const made = found.get(each.file);
      if (!made || made.error !== undefined) return [];
      try {
        check(each, made);
        return [];
      } catch (cause) {
        return [
          `${each.what} (${each.file.replace(/.*\//, '')}): ${(cause as Error).message.split('\n')[0]!}`,
        ];
      }
    });

  test('opens every file', () => {
    expect(found.size).toBe(asked.length);
    expect(asked.length).toBeGreaterThan(all ? 600 : 150);
    const errors = asked.flatMap((each) => {
      const { error } = found.get(each.file)!;
      return error === undefined ? [] : [`${each.what} (${each.file.replace(/.*\//, '')}): ${error}`];
    });
    expect(errors).toEqual([]);
  });

  /** Layers in their order; inputs are listed apart, for Keras comes to those of one call by the sorted names of its arguments. */
  const inOrder = (layers: readonly string[], inputs: readonly string[]): string =>
    [
      ...layers.map((name) => (inputs.includes(name) ? 'an input' : name)),
      ...layers.filter((name) => inputs.includes(name)).sort(),
    ].join();

  test('shows the same layers and parameters', () => {
    expect(
      failures(({ expected, what, inputNames }, made) => {
        // a layer that stands in several models has one name there
        if (!what.startsWith('random'))
          expect(inOrder(made.layers, inputNames)).toBe(inOrder(expected.layers, inputNames));
        expect(made.layers).toHaveLength(expected.layers.length);
        expect(made.params).toBe(expected.params);
      }),
    ).toEqual([]);
  });

  test('predicts the same', () => {
    expect(failures(({ expected }, made) => expectClose('outputs', made.outputs, expected.outputs))).toEqual(
      [],
    );
  });

  test('trains on with the same losses', () => {
    expect(asked.filter(({ targets }) => targets).length).toBeGreaterThan(25);
    expect(
      failures(({ expected, targets }, { losses }) => {
        if (!targets) return;
        losses!.forEach((loss, i) =>
          expect(Math.abs(loss - expected.losses![i]!), `loss ${i}: ${loss}`).toBeLessThan(
            1e-5 * Math.max(1, expected.losses![i]!),
          ),
        );
      }),
    ).toEqual([]);
  });

  test('has the metrics that ours was compiled with', () => {
    const { metrics } = found.get(join(folder, 'own-muon.keras'))!;
    expect(metrics).toEqual(['accuracy', 'loss', 'mae', 'precision']);
  });

  test('saves what ours opens again', async () => {
    const errors: string[] = [];
    for (const { again, what, inputs, inputNames, file } of asked) {
      const { after } = found.get(file)!;
      if (!again || !after) continue;
      const net = await loadModel(again);
      const tensors = inputs.map((each) => tensorOf(each as never));
      const names = net.inputNames;
      const inOrder =
        names && !net.inputsListed ? names.map((name) => tensors[inputNames.indexOf(name)]!) : tensors;
      const x = arrange({ names, isList: net.inputsListed }, inOrder);
      try {
        expectClose(what, await predicted(net, x), after);
      } catch (cause) {
        errors.push(`${what}: ${(cause as Error).message.split('\n')[0]!}`);
      }
      tf.dispose(tensors);
      net.dispose();
    }
    expect(errors).toEqual([]);
  });
});
