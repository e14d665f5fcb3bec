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
  /** Those of its weights that stand before the holder's own, as Keras has it; others stand behind. Default: none. */
  readonly ahead?: readonly string[];
  /** The shapes it works on, where the layer that holds it is put on `inputs`. */
  readonly on: (inputs: readonly Shape[], call: CallShapes) => readonly Shape[];
}

/** The same where the shapes are known: of a block, it is the model that it has become there. */
export interface HeldThere extends Pick<Required<HeldLayer>, 'key' | 'name' | 'layer' | 'ahead'> {
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
  { key, name, layer, ahead = [], on }: HeldLayer,
  inputs: readonly Shape[],
  call: CallShapes,
): HeldThere => {
  const shapes = on(inputs, call);
  return { key, name, ahead, shapes, given: layer, layer: layer.modelOn?.(shapes[0]!) ?? layer };
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

/** A layer's own weights and those of the layers that it holds, under their names and parts: none is trainable in a frozen layer. */
export const amongHeldWeights = (
  own: readonly WeightSpec[],
  layers: readonly HeldLayer[],
  inputs: readonly Shape[],
  call: CallShapes,
): readonly WeightSpec[] => {
  const theirs = layers.flatMap((held) => {
    const { name, layer, shapes, ahead } = there(held, inputs, call);
    return layer.spec.weights(shapes).map((weight) => ({
      isAhead: ahead.includes(weight.name),
      weight: {
        ...weight,
        name: `${name}/${weight.name}`,
        trainable: weight.trainable && layer.trainable,
      },
    }));
  });
  const those = (isAhead: boolean) =>
    theirs.flatMap((each) => (each.isAhead === isAhead ? [each.weight] : []));
  return [...those(true), ...own, ...those(false)];
};

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
