import type * as tf from '@tensorflow/tfjs';
import { isModel, type AnyModel } from '../graph/model.js';
import { emittedLayer } from './emitter.js';

/** A variable of an emitted model. */
export interface ModelVariable {
  /** Its place: `dense/kernel`, or `encoder/conv2d/kernel` in a nested model. */
  readonly path: string;
  readonly variable: tf.LayerVariable;
  readonly trainable: boolean;
  /** The tfjs layer it belongs to. */
  readonly layer: tf.layers.Layer;
}

/** The variables of an emitted model in Keras's order, each once, however often its layer is used. */
export const modelVariables = (model: AnyModel, prefix = '', frozen = false): readonly ModelVariable[] => {
  const seen = new Set<tf.LayerVariable>();
  return model.graph.layers
    .flatMap(({ layer, name }): readonly ModelVariable[] => {
      const still = frozen || !model.trainable || !layer.trainable;
      if (isModel(layer)) return modelVariables(layer, `${prefix}${name}/`, still);
      const own = emittedLayer(layer);
      if (!own) throw new Error(`layer '${name}' has not been emitted yet`);
      return own.weights.map((variable) => ({
        path: `${prefix}${name}/${variable.originalName.split('/').at(-1)!}`,
        variable,
        trainable: !still && own.trainableWeights.includes(variable),
        layer: own,
      }));
    })
    .filter(({ variable }) => !seen.has(variable) && seen.add(variable));
};

/** The penalties of a model's regularizers, each a function that gives a scalar. */
export const penalties = (model: AnyModel): readonly (() => tf.Scalar)[] => {
  const layers = new Set(modelVariables(model).map(({ layer }) => layer));
  return [...layers].flatMap((layer) => layer.losses as unknown as readonly (() => tf.Scalar)[]);
};
