import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { AnyLayer } from '../graph/layer.js';
import type { GraphLayer } from '../graph/layer-graph.js';
import { initialValues } from './initial-values.js';

/** A weight that is to begin, under its name within its layer. */
export interface Beginning {
  readonly variable: tfl.LayerVariable;
  readonly name: string;
  readonly seed: number;
}

/** Draws the first values of a layer's weights. */
export const beginWeights = (
  { spec }: AnyLayer,
  weights: readonly Beginning[],
  shapes: GraphLayer['shapes'],
): void => {
  const told = new Map(spec.weights(...shapes).map(({ name, initializer }) => [name, initializer]));
  for (const { variable, name, seed } of weights) {
    const initializer = told.get(name);
    if (!initializer) throw new Error(`${spec.baseName}: the weight '${name}' is none that its spec tells`);
    const shape = variable.shape as number[];
    const tensor = tf.tensor(initialValues(initializer, shape, seed, `${spec.baseName}: ${name}`), shape);
    (variable.read() as tf.Variable).assign(tensor);
    tensor.dispose();
  }
};
