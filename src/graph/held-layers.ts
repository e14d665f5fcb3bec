// Layers that hold layers, as `timeDistributed(dense(10))` does: what they hold counts as theirs, weights and all.
import type { Shape } from '../shapes/shape.js';
import type { AnyLayer, WeightSpec } from './layer.js';
import type { AnyModel } from './model.js';
import { plainCall, type CallShapes } from './roles.js';

/** A layer that another one holds, as the specification of that one tells it. */
export interface HeldLayer {
  /** The argument under which the tfjs class is given it; layers of one key are given in a list. */
  readonly key: string;
  /** What its weights' paths begin with, within the layer that holds it: `forward_lstm`. */
  readonly name: string;
  readonly layer: AnyLayer;
  /** The shapes it works on, where the layer that holds it is put on `inputs`. */
  readonly on: (inputs: readonly Shape[], call: CallShapes) => readonly Shape[];
}

/** The same where the shapes are known: of a block, it is the model that it has become there. */
export interface HeldThere extends Pick<HeldLayer, 'key' | 'name' | 'layer'> {
  /** The layer as it was given: the block, where `layer` is its model. */
  readonly given: AnyLayer;
  readonly shapes: readonly Shape[];
}

/**
 * What a held layer is called in paths: the name it was given, or its class in snake_case.
 * @internal
 */
export const heldName = ({ givenName, spec }: AnyLayer): string => givenName ?? spec.baseName;

const there = (
  { key, name, layer, on }: HeldLayer,
  inputs: readonly Shape[],
  call: CallShapes,
): HeldThere => {
  const shapes = on(inputs, call);
  return { key, name, shapes, given: layer, layer: layer.modelOn?.(shapes[0]!) ?? layer };
};

/**
 * The layers that a layer holds, where it is put on some shapes.
 * @internal
 */
export const heldLayers = (
  { spec }: AnyLayer,
  inputs: readonly Shape[],
  call: CallShapes,
): readonly HeldThere[] => (spec.layers ?? []).map((held) => there(held, inputs, call));

/** The weights of held layers, under their names and parts: none is trainable in a frozen layer. */
export const heldWeights = (
  layers: readonly HeldLayer[],
  inputs: readonly Shape[],
  call: CallShapes,
): readonly WeightSpec[] =>
  layers.flatMap((held) => {
    const { name, layer, shapes } = there(held, inputs, call);
    return layer.spec.weights(shapes).map((weight) => ({
      ...weight,
      name: `${name}/${weight.name}`,
      trainable: weight.trainable && layer.trainable,
    }));
  });

/** Layers, those that they hold, and those of models among them, each before what is in it. */
export const withHeld = (
  layer: AnyLayer,
  inputs: readonly Shape[],
  call: CallShapes,
): readonly AnyLayer[] => {
  const graph = (layer as Partial<AnyModel>).graph;
  const inner = graph
    ? graph.layers.flatMap((entry) => withHeld(entry.layer, ...entry.shapes))
    : heldLayers(layer, inputs, call).flatMap((held) => withHeld(held.layer, held.shapes, plainCall));
  return [layer, ...inner];
};
