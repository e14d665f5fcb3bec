// Models that Keras 1.1, 1.2, 2.0 and 2.2 saved themselves: fixtures/files/old.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test, vi } from 'vitest';
import { fromKeras1 } from '../../src/files/keras/keras1.js';
import { modelFrom } from '../../src/files/keras/model-from-config.js';
import { input, layers, loadModel, optimizers } from '../../src/index.js';
import { arrange } from '../../src/graph/arrange.js';
import {
  expectOutputs,
  fixturePath,
  inputsOf,
  readIndex,
  tensorOf,
  type LayerFile,
  type ModelFile,
} from './keras-cases.js';

const { versions } = readIndex('old.json') as {
  readonly versions: Readonly<Record<string, readonly ModelFile[]>>;
};

/**
 * The losses of three more steps by Keras 2.15, given the same file's weights and the state of Adam in it: that of the old versions themselves is
 * another from the second step on, and so is the rule of most optimizers.
 */
const later: Readonly<Record<string, readonly [epsilon: number, ...losses: number[]]>> = {
  'old/convolutions-2.0.9.h5': [1e-8, 0.7105937004089355, 0.6957791447639465, 0.6788368225097656],
  'old/convolutions-2.2.4.h5': [1e-7, 0.7106583118438721, 0.6958258152008057, 0.6788655519485474],
};

describe.each(Object.entries(versions))('Keras %s', (_, cases) => {
  const files = cases.flatMap((each) => each.files.map((file) => [file, each] as const));
  test.each(files)('%s', async (file, each) => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const before = tf.memory().numTensors;
    const model = await loadModel(fixturePath(file));
    expect(model.countParams()).toBe(each.params);
    const x = inputsOf(model, each, each.inputNames);
    const made = await model.predict(x);
    expectOutputs(made, each.outputs);
    tf.dispose(made as never);
    const [epsilon, ...losses] = later[file] ?? [];
    if (epsilon) {
      const y = arrange(
        { names: model.outputNames, isList: model.outputsListed },
        each.targets.map(tensorOf),
      );
      const optimizer = optimizers.adam({ learningRate: 0.01, epsilon });
      const trainable = model.compile({ optimizer, loss: 'mse' });
      expect(trainable.optimizer.iterations).toBe(3);
      const { history } = await trainable.fit(x, y, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 });
      losses.forEach((loss, i) =>
        expect(Math.abs(history['loss']![i]! - loss), `loss ${i}`).toBeLessThan(1e-5),
      );
      tf.dispose(y as tf.Tensor);
      trainable.dispose();
    } else model.dispose();
    tf.dispose(x as tf.Tensor);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('layers of cuDNN, whose weights stand otherwise', async () => {
  const each = readIndex('old/cudnn.json') as LayerFile;
  const model = await loadModel(fixturePath(each.file));
  expectOutputs(await model.predict(inputsOf(model, each) as never), each.outputs);
  expect(model.graph.layers.map(({ layer }) => layer.spec.className)).toEqual([
    'LSTM',
    'GRU',
    'Bidirectional',
  ]);
  model.dispose();
});

describe('what no later Keras has', () => {
  const layer = (class_name: string, config: object) => ({ class_name, config });
  const dense = { name: 'dense_1', output_dim: 2, batch_input_shape: [null, 3] };
  const read = (layers: readonly object[]) =>
    fromKeras1('old.h5', { class_name: 'Sequential', config: layers });

  test.each<readonly [object, RegExp]>([
    [
      layer('BatchNormalization', { name: 'bn', mode: 1, batch_input_shape: [null, 3] }),
      /'old\.h5': the layer 'bn' \(BatchNormalization\) has mode 1 of Keras 1.*build the model with mode 0/,
    ],
    [
      layer('Merge', { name: 'm', mode: '4wcAAAA', output_shape_type: 'lambda', layers: [] }),
      /the layer 'm' \(Merge\) joins by a function of Python's/,
    ],
  ])('%#', (given, sentence) => {
    expect(() => read([given])).toThrow(sentence);
  });

  test.each(['MaxoutDense', 'Highway', 'SReLU'])('%s is refused by its name', (name) => {
    const config = read([layer(name, dense)]);
    const file = { where: 'old.h5', builders: { catalogue: layers, input }, version: 1 };
    expect(() => modelFrom(file as never, config)).toThrow(
      new RegExp(`the layer 'dense_1' \\(${name}\\) is none of the layers here: write it by defineLayer`),
    );
  });
});
