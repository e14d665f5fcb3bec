// What tfjs itself saves. Its models are made, and predict, before any of ours is: from then on ours stand under Keras's names.
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { layers, loadModel, sequential } from '../../src/index.js';
import { fixturePath } from './keras-cases.js';

const L = tf.layers;

/** Two branches through one model. */
const twice = (): tf.LayersModel => {
  const inner = tf.sequential({
    layers: [L.dense({ units: 4, inputShape: [6], activation: 'elu' }), L.dense({ units: 4 })],
  });
  const [a, b] = [tf.input({ shape: [6] }), tf.input({ shape: [6] })];
  const both = [inner.apply(a), inner.apply(b)] as tf.SymbolicTensor[];
  const joined = L.layerNormalization().apply(L.concatenate().apply(both));
  return tf.model({ inputs: [a, b], outputs: L.dense({ units: 2 }).apply(joined) as tf.SymbolicTensor });
};

const models: Readonly<Record<string, () => tf.LayersModel>> = {
  'a list of convolutions': () =>
    tf.sequential({
      layers: [
        L.conv2d({
          inputShape: [8, 8, 2],
          filters: 3,
          kernelSize: 3,
          activation: 'relu',
          padding: 'same',
          trainable: false,
        }),
        L.batchNormalization(),
        L.maxPooling2d({ poolSize: 2 }),
        L.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 }),
        L.separableConv2d({ filters: 4, kernelSize: 2 }),
        L.leakyReLU({ alpha: 0.2 }),
        L.flatten(),
        L.dropout({ rate: 0.3 }),
        L.dense({ units: 4, activation: 'hardSigmoid', kernelRegularizer: 'l1l2' }),
        L.dense({ units: 3, activation: 'softmax', kernelInitializer: 'heNormal', useBias: false }),
      ],
    }),
  steps: () =>
    tf.sequential({
      layers: [
        L.embedding({ inputDim: 9, outputDim: 4, inputLength: 5 }),
        L.bidirectional({ layer: L.lstm({ units: 3, returnSequences: true }) as never, mergeMode: 'concat' }),
        L.gru({ units: 3, returnSequences: true }),
        L.timeDistributed({ layer: L.dense({ units: 2 }) }),
        L.simpleRNN({ units: 2 }),
      ],
    }),
  'a graph that calls a model twice': twice,
  'cells in a list': () =>
    tf.sequential({
      layers: [
        L.rnn({
          cell: [L.lstmCell({ units: 3 }), L.gruCell({ units: 2 })] as never,
          inputShape: [4, 2],
        }) as never,
        L.prelu(),
      ],
    }),
};

/** A model of tfjs's as a handler is given it. */
const savedBy = async (model: tf.LayersModel, config?: tf.io.SaveConfig): Promise<tf.io.ModelArtifacts> => {
  let found: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler((given) => {
      found = given;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
    }),
    config,
  );
  return found!;
};

interface Saved {
  readonly artifacts: tf.io.ModelArtifacts;
  readonly inputs: readonly tf.Tensor[];
  readonly expected: readonly number[];
}

const saved = new Map<string, Saved>();
let unshaped: tf.io.ModelArtifacts;
let compiled: {
  readonly artifacts: tf.io.ModelArtifacts;
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  readonly loss: number;
};

beforeAll(async () => {
  for (const [name, make] of Object.entries(models)) {
    const theirs = make();
    const values = theirs.getWeights().map(({ shape }, i) =>
      // a variance is above zero
      tf.randomUniform(shape, i % 2 ? 0.1 : -0.4, 0.5, 'float32', i + 1),
    );
    const isVariance = theirs.weights.map(({ originalName }) => originalName.endsWith('variance'));
    theirs.setWeights(values.map((value, i) => (isVariance[i] ? tf.abs(value).add(0.5) : value)));
    const inputs = theirs.inputs.map(({ shape }, i) => {
      const own = [3, ...shape.slice(1)] as number[];
      return name === 'steps'
        ? tf.randomUniform(own, 0, 8, 'int32', i + 1)
        : tf.randomNormal(own, 0, 1, 'float32', i + 1);
    });
    const made = theirs.predict(inputs.length > 1 ? inputs : inputs[0]!) as tf.Tensor;
    saved.set(name, { artifacts: await savedBy(theirs), inputs, expected: [...made.dataSync()] });
  }
  const theirs = tf.sequential({ layers: [L.dense({ units: 2, inputShape: [3] })] });
  theirs.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError', metrics: ['mae'] });
  const [x, y] = [tf.randomNormal([4, 3], 0, 1, 'float32', 1), tf.randomNormal([4, 2], 0, 1, 'float32', 2)];
  const [loss] = theirs.evaluate(x, y) as tf.Scalar[];
  compiled = {
    artifacts: await savedBy(theirs, { includeOptimizer: true }),
    x,
    y,
    loss: loss!.dataSync()[0]!,
  };
  unshaped = await savedBy(tf.sequential({ layers: [L.dense({ units: 2, inputShape: [3] })] }));
});

test.each(Object.keys(models))('%s', async (name) => {
  const { artifacts, inputs, expected } = saved.get(name)!;
  const model = await loadModel({ load: () => Promise.resolve(artifacts) });
  const { inputNames } = model;
  const byName = inputNames ? Object.fromEntries(inputNames.map((each, i) => [each, inputs[i]])) : inputs[0];
  const made = (await model.predict((model.inputsListed ? inputs : byName) as never)) as unknown as tf.Tensor;
  const found = [...made.dataSync()];
  expect(found.length).toBe(expected.length);
  expect(Math.max(...found.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-5);
  model.dispose();
});

test('what tfjs compiled it with comes along', async () => {
  const model = await loadModel({ load: () => Promise.resolve(compiled.artifacts) });
  const trained = model.compile();
  expect(trained.optimizer.learningRate).toBeCloseTo(0.02, 6);
  const { loss, ...metrics } = (await trained.evaluate(compiled.x as never, compiled.y as never, {
    verbose: 0,
  })) as Readonly<Record<string, number>>;
  expect(loss).toBeCloseTo(compiled.loss, 5);
  expect(Object.keys(metrics)).toHaveLength(1);
  trained.dispose();
});

test.each(['dense_list', 'keras3_recurrent_hdf5'])(
  'what Keras compiled %s with comes along',
  async (folder) => {
    const model = await loadModel(fixturePath(`tfjs/${folder}`));
    const trained = model.compile();
    expect(trained.optimizer.learningRate).toBeGreaterThan(0);
    trained.dispose();
  },
);

test('a list that says no shape is opened by the shape that is given, and a list of ours takes its weights', async () => {
  const text = JSON.stringify(unshaped.modelTopology).replace('"batch_input_shape":[null,3],', '');
  expect(text).not.toContain('batch_input_shape');
  const load = () => Promise.resolve({ ...unshaped, modelTopology: JSON.parse(text) as object });
  await expect(loadModel({ load })).rejects.toThrow(/does not say what it is called on/);
  const model = await loadModel({ load }, { input: [3], output: [2] });
  expect(model.countParams()).toBe(8);
  model.dispose();
  const own = sequential([3], [layers.dense(2)]);
  await own.loadWeights({ load });
  const [kernel] = own.getWeights();
  expect(new Uint8Array(kernel!.dataSync().buffer)).toEqual(
    new Uint8Array(tf.io.CompositeArrayBuffer.join(unshaped.weightData!).slice(0, 24)),
  );
});
