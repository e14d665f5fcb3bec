// Models that real Keras saved, and what they predict there: fixtures/files.
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { arrange } from '../../src/graph/arrange.js';
import type { LoadedModelOfAnyShape } from '../../src/index.js';

/** Values of an input or an output. */
interface Numbers {
  readonly shape: number[];
  readonly values: number[] | string[];
  readonly dtype?: string;
}

/** A file with one layer. */
export interface LayerFile {
  readonly file: string;
  /** The same in HDF5: a whole model, and weights alone. */
  readonly also?: readonly string[];
  readonly name: string;
  readonly inputs: readonly Numbers[];
  readonly outputs: readonly Numbers[];
}

/** A model in the middle of its training, in one file or in several of one content. */
export interface ModelFile {
  readonly files: readonly string[];
  readonly name: string;
  readonly inputNames: readonly string[];
  readonly inputs: readonly Numbers[];
  readonly outputs: readonly Numbers[];
  readonly targets: readonly Numbers[];
  readonly optimizer: { readonly class_name: string; readonly config: object };
  /** Those of its next three steps. */
  readonly losses: readonly number[];
  readonly params: number;
}

/** Where a file of the fixtures is. */
export const fixturePath = (file: string): string =>
  fileURLToPath(new URL(`../../fixtures/files/${file}`, import.meta.url));

/** An index of the fixtures. */
export const readIndex = (file: string): unknown => JSON.parse(readFileSync(fixturePath(file), 'utf8'));

const byKeras3 = readIndex('files.json') as {
  readonly layers: readonly LayerFile[];
  readonly models: readonly ModelFile[];
};
const byKeras2 = readIndex('keras2.json') as { readonly models: readonly ModelFile[] };

export const layerFiles = byKeras3.layers;
export const modelFiles = [...byKeras3.models, ...byKeras2.models];

export const tensorOf = ({ shape, values, dtype }: Numbers): tf.Tensor =>
  tf.tensor(values as number[], shape, dtype === 'int32' || dtype === 'string' ? dtype : 'float32');

/** The data of a model's inputs as the model takes it. */
export const inputsOf = (
  model: LoadedModelOfAnyShape,
  { inputs }: Pick<LayerFile, 'inputs'>,
  names?: readonly string[],
): unknown => {
  const { inputNames, inputsListed } = model;
  const tensors = inputs.map(tensorOf);
  const inOrder =
    names && inputNames && !inputsListed ? inputNames.map((name) => tensors[names.indexOf(name)]!) : tensors;
  return arrange({ names: inputNames, isList: inputsListed }, inOrder);
};

/** Holds what a model predicts to what Keras's does, to 1e-5. */
export const expectOutputs = (made: unknown, outputs: readonly Numbers[]): void => {
  const tensors = (made instanceof tf.Tensor ? [made] : Object.values(made as object)) as tf.Tensor[];
  expect(tensors.length).toBe(outputs.length);
  tensors.forEach((tensor, i) => {
    const { shape, values } = outputs[i]!;
    expect(tensor.shape).toEqual(shape);
    const found = tensor.dataSync();
    const far = (values as number[]).findIndex(
      (value, at) => !(Math.abs(found[at]! - value) <= 1e-5 * Math.max(1, Math.abs(value))),
    );
    expect(
      far < 0 ? 'as Keras' : `at ${far}: ${found[far]} where Keras has ${values[far]}`,
      `output ${i}`,
    ).toBe('as Keras');
  });
};
