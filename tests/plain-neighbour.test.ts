// A program that also uses plain tfjs: its models go on as they were, whatever ours are made beside them.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { input, layers } from '../src/index.js';

const registered = () => tf.serialization.SerializationMap.getMap().classNameMap;

/** tfjs's own layers that hold others, or are made again from a file, predict by what the registry has of their names. */
const plainModel = async (): Promise<readonly number[]> => {
  const lstm = tfl.layers.lstm({
    units: 3,
    recurrentActivation: 'hardSigmoid',
    kernelInitializer: 'ones',
    recurrentInitializer: 'ones',
    returnSequences: true,
  }) as tfl.RNN;
  const model = tfl.sequential({
    layers: [
      tfl.layers.bidirectional({ layer: lstm, mergeMode: 'concat', inputShape: [4, 2] }),
      tfl.layers.timeDistributed({ layer: tfl.layers.dense({ units: 2, kernelInitializer: 'ones' }) }),
    ],
  });
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler((given) => {
      artifacts = given;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    }),
  );
  const again = await tfl.loadLayersModel(tf.io.fromMemory(artifacts!));
  return tf.tidy(() => {
    const x = tf.reshape(tf.linspace(-1, 1, 16), [2, 4, 2]);
    return [model, again].flatMap((each) => [...(each.predict(x) as tf.Tensor).dataSync()]);
  });
};

/** Models of ours of layers that tfjs has under the same names, some with settings that it lacks. */
const ours = () =>
  [
    input([4, 2])
      .bidirectional(layers.lstm(3, { recurrentActivation: 'hardSigmoid', returnSequences: true }))
      .timeDistributed(layers.dense(2))
      .gru(2, { returnSequences: true })
      .masking()
      .layerNormalization()
      .simpleRNN(2)
      .dropout(0.5),
    input([6, 6, 2])
      .conv2d(2, 3, { groups: 2 })
      .batchNormalization()
      .reLU()
      .maxPooling2d(2)
      .flatten()
      .dense(1),
    input([6, 6, 1]).resizing(4, 4),
    input([3, 6, 6, 1]).convLstm2d(2, 3),
  ].map((each) => each.toModel());

test("plain tfjs's models predict the same before and after ours are made, and its registry keeps its own classes", async () => {
  const before = { ...registered() };
  const plain = await plainModel();
  for (const each of ours()) {
    // that makes its layers
    tf.tidy(() => void each.getWeights());
    each.dispose();
  }
  expect(await plainModel()).toEqual(plain);
  const layersOf = (map: object) => Object.entries(map).filter(([name]) => /^[A-Z]/.test(name));
  const after = new Map(layersOf(registered()));
  expect(layersOf(before).filter(([name, each]) => after.get(name) !== each)).toEqual([]);
});
