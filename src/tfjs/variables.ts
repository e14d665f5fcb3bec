import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { heldLayers } from '../graph/held-layers.js';
import type { AnyLayer } from '../graph/layer.js';
import type { GraphLayer } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { plainCall } from '../graph/roles.js';
import { emittedLayer, ownWeights } from './emitted-layers.js';
import { weightName } from './weight-name.js';

/** A variable of an emitted model. */
export interface ModelVariable {
  /** Its place: `dense/kernel`, or `encoder/conv2d/kernel` in a nested model. */
  readonly path: string;
  readonly variable: tfl.LayerVariable;
  readonly trainable: boolean;
  /** The tfjs layer it belongs to. */
  readonly layer: tfl.layers.Layer;
}

/** A layer of an emitted model, nested ones by their whole path. */
export interface EmittedLayer {
  readonly path: string;
  readonly layer: tfl.layers.Layer;
  /** Its weights, but for those of layers that it holds. */
  readonly own: readonly tfl.LayerVariable[];
  /** Whether it, or a model it is in, is frozen. */
  readonly frozen: boolean;
}

/** The layers of an emitted model in Keras's order, nested models opened, those that a layer holds after it. */
export const modelLayers = (model: AnyModel, prefix = '', frozen = false): readonly EmittedLayer[] =>
  model.graph.layers.flatMap(({ layer, name, shapes }) =>
    layersIn(layer, `${prefix}${name}`, frozen || !model.trainable, shapes),
  );

/** An emitted layer, and those that it holds. */
const layersIn = (
  layer: AnyLayer,
  path: string,
  frozen: boolean,
  shapes: GraphLayer['shapes'],
): readonly EmittedLayer[] => {
  const still = frozen || !layer.trainable;
  if (isModel(layer)) return modelLayers(layer, `${path}/`, still);
  const live = emittedLayer(layer);
  if (!live) throw new Error(`layer '${path}' has not been emitted yet`);
  const inside = heldLayers(layer, ...shapes).map((held) =>
    parted(layersIn(held.layer, `${path}/${held.name}`, still, [held.shapes, plainCall]), held.ahead),
  );
  return [
    ...inside.flatMap(({ before }) => before),
    { path, layer: live, own: ownWeights(layer), frozen: still },
    ...inside.flatMap(({ behind }) => behind),
  ];
};

/** What of a held layer stands before its holder's own weights, and what behind them. */
const parted = (
  held: readonly EmittedLayer[],
  ahead: readonly string[],
): Readonly<Record<'before' | 'behind', readonly EmittedLayer[]>> => {
  const [first, ...others] = held;
  if (!first || ahead.length === 0) return { before: [], behind: held };
  const isAhead = (variable: tfl.LayerVariable) => ahead.includes(weightName(first.layer, variable));
  return {
    before: [{ ...first, own: first.own.filter(isAhead) }],
    behind: [{ ...first, own: first.own.filter((variable) => !isAhead(variable)) }, ...others],
  };
};

/** The variables of an emitted model in Keras's order, each once, however often its layer is used. */
export const modelVariables = (model: AnyModel): readonly ModelVariable[] => {
  const seen = new Set<tfl.LayerVariable>();
  return modelLayers(model)
    .flatMap(({ path, layer, own, frozen }) =>
      own.map((variable) => ({
        path: `${path}/${weightName(layer, variable)}`,
        variable,
        trainable: !frozen && layer.trainableWeights.includes(variable),
        layer,
      })),
    )
    .filter(({ variable }) => !seen.has(variable) && seen.add(variable));
};

/** Gives a variable a value as it is: constraints are for what an optimizer makes, tfjs's `write` applies them always. */
export const assign = (variable: tfl.LayerVariable, value: tf.Tensor): void =>
  (variable.read() as tf.Variable).assign(value);

/** The penalties of a model's regularizers, each a function that gives a scalar; frozen layers pay none, as in Keras. */
export const penalties = (model: AnyModel): readonly (() => tf.Scalar)[] =>
  penaltiesOf(modelVariables(model).filter(({ trainable }) => trainable));

/** The penalties of the layers that some variables belong to. */
export const penaltiesOf = (variables: readonly ModelVariable[]): readonly (() => tf.Scalar)[] => {
  const layers = new Set(variables.map(({ layer }) => layer));
  return [...layers].flatMap((layer) => layer.losses as unknown as readonly (() => tf.Scalar)[]);
};
