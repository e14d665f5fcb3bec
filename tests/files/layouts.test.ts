// The layouts that weights have in real files: paths of Windows, groups of other names, variables that are no weights.
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { withHdf5 } from '../../src/files/keras/hdf5.js';
import { writeHdf5, type WrittenDataset } from '../../src/files/keras/write-hdf5.js';
import { loadModel, useBackend } from '../../src/index.js';
import { errorOf } from './error-of.js';
import { expectOutputs, fixturePath, inputsOf, modelFiles } from './keras-cases.js';

beforeAll(() => useBackend('cpu'));

type Change = (
  datasets: readonly WrittenDataset[],
  names: ReadonlyMap<string, string>,
) => readonly WrittenDataset[];

const moved =
  (path: (path: string, names: ReadonlyMap<string, string>) => string): Change =>
  (datasets, names) =>
    datasets.map((each) => ({ ...each, path: path(each.path, names) }));

/** A model's file with its weights written otherwise. */
const changed = async (file: string, change: Change): Promise<Uint8Array> => {
  const parts = unzipSync(new Uint8Array(readFileSync(fixturePath(file))));
  const names = new Map<string, string>();
  const datasets = await withHdf5(file, parts['model.weights.h5']!, ({ datasets: all, attribute }) =>
    [...all.values()]
      // of the optimizer nothing: it is read from where it is
      .filter(({ path }) => !path.startsWith('optimizer'))
      .map(({ path, shape, read }): WrittenDataset => {
        const steps = path.split('/');
        for (let end = 2; end < steps.length; end++) {
          const group = steps.slice(0, end).join('/');
          const name = attribute(`${group}/vars`, 'name');
          if (typeof name === 'string') names.set(group, name);
        }
        return { path, shape, data: read() };
      }),
  );
  const weights = await writeHdf5({ datasets: change(datasets, names), attributes: [] });
  return zipSync({ ...parts, 'model.weights.h5': weights });
};

/** `layers/lstm/cell/vars/0` as it is called on Windows: the path of each group is one name. */
const backslashes = (path: string): string => {
  const at = path.lastIndexOf('/vars/');
  return `${path.slice(0, at).replaceAll('/', '\\')}${path.slice(at)}`;
};

/** The layers by their names, and not by their classes. */
const byNames = (path: string, names: ReadonlyMap<string, string>): string => {
  const steps = path.split('/');
  return steps
    .map((step, i) =>
      steps[i - 1] === 'layers' ? (names.get(steps.slice(0, i + 1).join('/')) ?? step) : step,
    )
    .join('/');
};

const numbers = (path: string, ...data: readonly number[]): WrittenDataset => ({
  path,
  shape: [data.length],
  data: Float32Array.from(data),
});

const changes: Readonly<Record<string, Change>> = {
  'paths of Windows': moved(backslashes),
  'the older name of layers': moved((path) => path.replaceAll('layers/', '_layer_checkpoint_dependencies/')),
  both: moved((path) => backslashes(path.replaceAll('layers/', '_layer_checkpoint_dependencies/'))),
  'groups called as their layers': moved(byNames),
  'the private names of attention': moved((path) =>
    path.replace(/\/(query|key|value|output)_dense\//, '/_$1_dense/'),
  ),
  'counters of metrics, and the states of seeds': (datasets) => [
    ...datasets,
    numbers('metrics/mean/vars/0', 1, 2),
    numbers('_loss_tracker/vars/0', 3),
    numbers('layers/dropout/seed_generator/vars/0', 4, 5),
    numbers('layers/dropout/vars/0', 4),
  ],
};

const files = (name: string) => [
  'models/mlp.keras',
  'models/encoder.keras',
  'models/recurrent.keras',
  // models in models have groups by their class, whatever wrote them
  ...(name.startsWith('groups') ? [] : ['models/nested.keras']),
];

describe.each(Object.entries(changes))('%s', (name, change) => {
  test.each(files(name))('%s', async (file) => {
    const each = modelFiles.find(({ files }) => files.includes(file))!;
    const model = await loadModel(await changed(file, change));
    const x = inputsOf(model, each, each.inputNames);
    const made = await model.predict(x);
    expectOutputs(made, each.outputs);
    tf.dispose([x, made] as tf.Tensor[]);
    model.dispose();
  });
});

test('a weight that is gone is named with its place', async () => {
  const without: Change = (datasets) => datasets.filter(({ path }) => !/^layers\/dense\/vars\/1$/.test(path));
  const error = await errorOf(loadModel(await changed('models/mlp.keras', without)));
  expect(error.message).toMatch(/has no weight first\/bias \[5\], which should be at layers\/dense\/vars\/1/);
});
