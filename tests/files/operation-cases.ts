// Models of Keras's with operations of keras.ops between layers, and what they predict there: fixtures/files/operations.json.
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { arrange } from '../../src/graph/arrange.js';
import { loadModel, type LoadedModelOfAnyShape } from '../../src/index.js';
import { fixturePath, readIndex } from './keras-cases.js';

interface Numbers {
  readonly shape: number[];
  readonly values: number[];
}

/** A model that has no weights, as its file tells of it. */
export interface OperationCase {
  readonly name: string;
  readonly config: unknown;
  readonly inputs: readonly Numbers[];
  readonly output: Numbers;
}

/** A model with weights, a whole file. */
export type OperationFile = Omit<OperationCase, 'name' | 'config'> & { readonly file: string };

const index = readIndex('operations.json') as {
  readonly cases: readonly OperationCase[];
  readonly files: readonly OperationFile[];
};
export const { cases: operationCases, files: operationFiles } = index;

const older = readIndex('keras2-operations.json') as typeof index;
/** Models of Keras 2: with functions of TensorFlow's, and with what else its files do. */
export const { cases: olderOperationCases, files: olderFiles } = older;

// a model without weights opens with those of any file
const parts = unzipSync(new Uint8Array(readFileSync(fixturePath('models/mlp.keras'))));

/** A configuration as a `.keras`, of another version of Keras where one is said. */
export const packedOperations = (config: unknown, version?: string): Uint8Array =>
  zipSync({
    ...parts,
    'config.json': strToU8(JSON.stringify(config)),
    ...(version && { 'metadata.json': strToU8(JSON.stringify({ keras_version: version })) }),
  });

/** The model in a `.keras`. */
export const openOperations = ({ config }: Pick<OperationCase, 'config'>): Promise<LoadedModelOfAnyShape> =>
  loadModel(packedOperations(config));

/** The same of Keras 2. */
export const openOlder = ({ config }: Pick<OperationCase, 'config'>): Promise<LoadedModelOfAnyShape> =>
  loadModel(packedOperations(config, '2.15.0'));

/** What such a model is called on. */
export const operationData = (
  model: LoadedModelOfAnyShape,
  { inputs }: Pick<OperationCase, 'inputs'>,
): unknown => {
  const tensors = inputs.map(({ shape, values }, i) =>
    tf.tensor(values, shape, model.graph.inputs[i]!.tensor.dtype as 'float32'),
  );
  return arrange({ names: model.inputNames, isList: model.inputsListed }, tensors);
};
