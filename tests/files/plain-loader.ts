// A program with plain tfjs alone: loads models and predicts. `plain-loader.ts <cases.json> [taught]`; where it is taught,
// shapewright's layers are registered first, and its handler reads the folders.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Case {
  readonly place: string;
  readonly inputs: readonly {
    readonly values: number[];
    readonly shape: number[];
    readonly dtype: 'float32' | 'int32';
  }[];
}

const [list = '', taught] = process.argv.slice(2);

const fromFolder = (place: string): tf.io.IOHandler => ({
  load: () => {
    const json = JSON.parse(readFileSync(join(place, 'model.json'), 'utf8')) as {
      modelTopology: object;
      weightsManifest: [{ paths: [string]; weights: tf.io.WeightsManifestEntry[] }];
    };
    const [{ paths, weights }] = json.weightsManifest;
    const bytes = new Uint8Array(readFileSync(join(place, paths[0])));
    return Promise.resolve({
      modelTopology: json.modelTopology,
      weightSpecs: weights,
      weightData: bytes.buffer,
    });
  },
});

let handlerOf = fromFolder;
if (taught) {
  const { ioHandler, registerLayers } = await import('../../src/index.js');
  registerLayers(tf);
  registerLayers(tf);
  handlerOf = ioHandler;
}
await tf.setBackend('cpu');
const results = [];
for (const { place, inputs } of JSON.parse(readFileSync(list, 'utf8')) as Case[])
  try {
    const model = await tfl.loadLayersModel(handlerOf(place));
    const tensors = inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
    const made = [model.predict(tensors.length === 1 ? tensors[0]! : tensors)].flat();
    results.push({ values: made.map((each) => [...each.dataSync()]) });
  } catch (error) {
    results.push({ error: String(error).slice(0, 300) });
  }
console.log(JSON.stringify(results));
