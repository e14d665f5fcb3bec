// Operations of keras.ops between layers: what models with them predict is what real Keras predicts, and so it is after each
// way through a file; fixtures/make_file_operations.py.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModel, useBackend, type LoadedModelOfAnyShape } from '../../src/index.js';
import { errorOf } from './error-of.js';
import { expectOutputs, fixturePath } from './keras-cases.js';
import {
  olderFiles,
  olderOperationCases,
  openOlder,
  openOperations,
  operationCases,
  operationData,
  operationFiles,
  type OperationCase,
} from './operation-cases.js';

const folder = mkdtempSync(join(tmpdir(), 'operations-'));
beforeAll(() => useBackend('cpu'));
afterAll(() => rmSync(folder, { recursive: true }));

const predicts = async (model: LoadedModelOfAnyShape, each: Pick<OperationCase, 'inputs' | 'output'>) => {
  const x = operationData(model, each);
  const made = await model.predict(x as never);
  expectOutputs(made, [each.output]);
  tf.dispose([x, made] as tf.Tensor[]);
};

/** As it is, and after each way through a file. */
const goesThroughFiles = async (
  model: LoadedModelOfAnyShape,
  each: Pick<OperationCase, 'inputs' | 'output'>,
) => {
  await predicts(model, each);
  for (const place of ['ours', 'again.keras', 'again.h5'].map((name) => join(folder, name))) {
    await model.save(place);
    const again = await loadModel(place);
    await predicts(again, each);
    again.dispose();
  }
};

test.each(operationCases.map((each) => [each.name, each] as const))('%s', async (_, each) => {
  const model = await openOperations(each);
  await goesThroughFiles(model, each);
  model.dispose();
});

// HDF5 does not say which of its layers are operations
const wholeFiles = [...operationFiles, ...olderFiles].flatMap((each) =>
  [each.file, each.file.replace('.keras', '.h5')].map((file) => [file, each] as const),
);

test.each(wholeFiles)('%s, with its weights', async (file, each) => {
  const model = await loadModel(fixturePath(file));
  await goesThroughFiles(model, each);
  // where the steps come first there is no telling samples
  const isBySample = each.inputs[0]!.shape[0] === each.output.shape[0] && !file.includes('steps_first');
  if (model.weights.length === 0 || !isBySample) return model.dispose();
  // and its gradients go through what stands between the layers
  const trained = model.compile({ optimizer: 'adam', loss: 'mse' });
  const x = operationData(model, each);
  const y = tf.tensor(
    each.output.values.map((value) => value + 1),
    each.output.shape,
  );
  const { history } = await trained.fit(x as never, y as never, { epochs: 5, verbose: 0, shuffle: false });
  const losses = history['loss']!;
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  tf.dispose([x, y] as tf.Tensor[]);
  trained.dispose();
});

describe('functions of TensorFlow’s in Keras 2', () => {
  test.each(olderOperationCases.map((each) => [each.name, each] as const))('%s', async (_, each) => {
    const model = await openOlder(each);
    await goesThroughFiles(model, each);
    model.dispose();
  });

  test('one that is not here is named', async () => {
    const changed = JSON.stringify(olderOperationCases[0]!.config).replaceAll(
      '"math.multiply"',
      '"signal.fft"',
    );
    const error = await errorOf(openOlder({ config: JSON.parse(changed) }));
    expect(error.message).toMatch(
      /the layer 'tf.math.multiply' \(TFOpLambda\) cannot be made: 'signal.fft' is a function of TensorFlow's, and none/,
    );
  });

  test('tensors that Keras 2 does not keep', async () => {
    const given = olderOperationCases.find(({ name }) => name === 'softmax')!;
    const changed = JSON.stringify(given.config).replaceAll('"nn.softmax"', '"einsum"');
    const error = await errorOf(openOlder({ config: JSON.parse(changed) }));
    expect(error.message).toMatch(/Keras 2 does not keep which tensors it is on: write it as a layer/);
  });
});

test('an operation that is not here is named', async () => {
  const changed = JSON.stringify(operationCases[0]!.config).replaceAll('"Multiply"', '"Fft2"');
  const error = await errorOf(openOperations({ config: JSON.parse(changed) }));
  expect(error.message).toMatch(
    /the layer 'multiply' \(Fft2\) cannot be made: 'Fft2' is no layer and none of the operations here/,
  );
});

test('an argument that does not fit is said with its place', async () => {
  const given = operationCases.find(({ name }) => name === 'reshape')!;
  const changed = JSON.stringify(given.config).replace('"newshape":[-1,2,6]', '"newshape":[-1,-1,6]');
  const error = await errorOf(openOperations({ config: JSON.parse(changed) }));
  expect(error.message).toMatch(
    /\(Reshape\) cannot be made: reshape takes one -1 at most, got \[-1, -1, 6\]/,
  );
});
