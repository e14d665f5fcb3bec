// Layers that only models of keras.applications have: ConvNeXt's scales and depths, InceptionResNet's scaled sums.
import { expect, test } from 'vitest';
import { loadModel } from '../../src/index.js';
import { expectOutputs, fixturePath, inputsOf, readIndex, type LayerFile } from './keras-cases.js';

const each = readIndex('applications/layers.json') as LayerFile;

test.each([each.file, ...each.also!])('%s', async (file) => {
  const model = await loadModel(fixturePath(file));
  expectOutputs(await model.predict(inputsOf(model, each) as never), each.outputs);
  // whole samples are dropped
  const depth = model.graph.layers.find(({ name }) => name === 'stage_depth')!.layer;
  expect(depth.spec.config).toMatchObject({ rate: 0.3, noiseShape: [null, 1, 1, 1] });
  model.dispose();
});
