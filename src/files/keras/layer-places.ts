// Where Keras 3 keeps the weights of a layer, below the layer's own group.
import { heldLayers } from '../../graph/held-layers.js';
import type { AnyLayer, WeightSpec } from '../../graph/layer.js';
import type { CallShapes } from '../../graph/roles.js';
import { plainCall } from '../../graph/roles.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import type { Shape } from '../../shapes/shape.js';
import { numbered, snakeCase } from '../../options/spelling.js';

/** A weight of ours, and where the file has it. */
export interface PlacedWeight {
  /** Its path in the model: `dense/kernel`. */
  readonly path: string;
  readonly shape: readonly number[];
  /** The dataset, from the layer's group on: `vars/0`, `cell/vars/1`. */
  readonly at: string;
}

/** The attributes of Keras's layers under which they keep the layers that they hold. */
const attributes: Readonly<Record<string, string>> = {
  forwardLayer: 'forward_layer',
  backwardLayer: 'backward_layer',
  layer: 'layer',
  cell: 'cell',
  cells: 'cells',
};

/** The layers that attention is made of, by what their weights' names begin with. */
const insideAttention: Readonly<Record<string, string>> = {
  query: 'query_dense',
  key: 'key_dense',
  value: 'value_dense',
  gate: 'gate_dense',
  attention_output: 'output_dense',
};

/** What Keras's attention has under a private name: all that is in the grouped one, in the other what came last. */
const isPrivate = (className: string, part: string): boolean =>
  className === 'GroupedQueryAttention' || (className === 'MultiHeadAttention' && part === 'gate');

/** A recurrent layer that has a cell of its own; the weights are the cell's. */
const hasCell = (className: string): boolean => /^(SimpleRNN|LSTM|GRU|ConvLSTM[123]D)$/.test(className);

/** Weights as Keras lists them where it saves: those that training changes first. */
const inOrder = (weights: readonly WeightSpec[]): readonly WeightSpec[] => [
  ...weights.filter(({ trainable }) => trainable),
  ...weights.filter(({ trainable }) => !trainable),
];

/** The weights of a layer, those of layers that it holds among them. */
export const placesIn = (
  layer: AnyLayer,
  path: string,
  inputs: readonly Shape[],
  call: CallShapes,
  /** The weights of a model in it, from its group on. */
  ofModel: (model: AnyModel, path: string, at: string) => readonly PlacedWeight[],
  at = '',
  /** Whether what a layer takes over from one that it holds stands there twice: in a file to be written. */
  twice = false,
): readonly PlacedWeight[] => {
  if (isModel(layer)) return ofModel(layer, path, at);
  const held = heldLayers(layer, inputs, call);
  const all = layer.spec.weights(inputs, call);
  const own = inOrder(all.filter(({ name }) => !held.some((each) => name.startsWith(`${each.name}/`))));
  // what a layer takes over from one that it holds is its own too: it stands first
  const takenOver = all.filter(({ name }) =>
    held.some((each) => each.ahead.some((ahead) => name === `${each.name}/${ahead}`)),
  );
  const count = numbered();
  const places = own.map(({ name, shape }): PlacedWeight => {
    const slash = name.indexOf('/');
    const inner =
      slash < 0
        ? hasCell(layer.spec.className)
          ? 'cell/'
          : ''
        : `${isPrivate(layer.spec.className, name.slice(0, slash)) ? '_' : ''}${insideAttention[name.slice(0, slash)] ?? name.slice(0, slash)}/`;
    return {
      path: `${path}/${name}`,
      shape: shape as readonly number[],
      at: `${at}${inner}vars/${takenOver.length + numberOf(count(inner))}`,
    };
  });
  const classes = numbered();
  const theirs = held.flatMap((each) => {
    const inside = `${at}${attributes[each.key] ?? each.key}/`;
    const group =
      each.key === 'cells' ? `${inside}${classes(snakeCase(each.layer.spec.className))}/` : inside;
    return placesIn(each.layer, `${path}/${each.name}`, each.shapes, plainCall, ofModel, group, twice);
  });
  const again = takenOver.map(({ name, shape }, i): PlacedWeight => ({
    path: `${path}/${name}`,
    shape: shape as readonly number[],
    at: `${at}vars/${i}`,
  }));
  return [...(twice ? again : []), ...places, ...theirs];
};

/** The number at the end of a numbered word: 0 of the first. */
const numberOf = (word: string): number => Number(/_(\d+)$/.exec(word)?.[1] ?? 0);
