// A model as what a picture is drawn of: boxes, boxes around boxes, and arrows.
import { layerWeights, type GraphInput, type GraphLayer } from '../../graph/layer-graph.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import type { AnyTensor } from '../../graph/symbolic-tensor.js';
import type { Shape } from '../../shapes/shape.js';

/** What is asked for, every option of it. */
export interface Asked {
  readonly showShapes: boolean;
  readonly showDtype: boolean;
  readonly showLayerNames: boolean;
  readonly expandNested: boolean;
  readonly showLayerActivations: boolean;
  readonly showTrainable: boolean;
}

/** A box: a layer, an input, or a model that is not opened. */
export interface Box {
  readonly id: string;
  /** The group that it stands in. */
  readonly group: string | undefined;
  readonly kind: 'input' | 'layer' | 'model';
  readonly title: string;
  readonly rows: readonly string[];
  /** Whether its weights are trained, where that is asked and it has some. */
  readonly trainable: boolean | undefined;
}

/** A model that is opened. */
export interface Group {
  readonly id: string;
  readonly group: string | undefined;
  readonly title: string;
}

/** The parts of a picture. */
export interface ModelParts {
  readonly boxes: readonly Box[];
  readonly groups: readonly Group[];
  /** From box to box, each once. */
  readonly arrows: readonly (readonly [from: string, to: string])[];
}

/** As Keras prints shapes. */
const showOne = (shape: Shape): string =>
  `(${shape.map((dim) => (dim === null ? 'None' : String(dim))).join(', ')}${shape.length === 1 ? ',' : ''})`;

/** The shapes of a call's tensors, and of other calls where they differ. */
const showShapes = (calls: readonly (readonly AnyTensor[])[]): string =>
  [
    ...new Set(calls.map((tensors) => { const all = tensors.map(({ shape }) => showOne(shape)); return all.length === 1 ? all[0]! : `[${all.join(', ')}]`; })), // prettier-ignore
  ].join(' or ');

const dtypesOf = (tensors: readonly AnyTensor[]): string =>
  [...new Set(tensors.map(({ dtype }) => dtype))].join(', ');

/** The name of an activation, whatever it is held as. */
const activationOf = ({ layer }: GraphLayer): string | undefined => {
  const { config, className } = layer.spec;
  const { activation } = config;
  if (typeof activation === 'string') return activation;
  const name = (activation as { readonly className?: unknown } | undefined)?.className;
  return typeof name === 'string' ? name : className === 'Activation' ? 'function' : undefined;
};

/** The parts of a model's picture. */
export const modelParts = (model: AnyModel, asked: Asked): ModelParts => {
  const boxes: Box[] = [];
  const groups: Group[] = [];
  const arrows = new Map<string, readonly [string, string]>();
  let count = 0;
  const link = (from: readonly string[], to: readonly string[]) => {
    for (const a of from) for (const b of to) if (a !== b) arrows.set(`${a} ${b}`, [a, b]);
  };

  /** Draws a model; gives where arrows to its inputs end, and where those from its outputs begin. */
  const draw = (
    of: AnyModel,
    group: string | undefined,
    frozen: boolean,
  ): { readonly into: readonly (readonly string[])[]; readonly outOf: readonly (readonly string[])[] } => {
    const { graph } = of;
    // of a list Keras shows no inputs: arrows to it end at its first layers
    const hidesInputs = of.spec.className === 'Sequential' && graph.layers.length > 0;
    const sources = new Map<AnyTensor, readonly string[]>();
    const ends = new Map<AnyTensor, string[]>(graph.inputs.map(({ tensor }) => [tensor, []]));
    const drawn = new Map<GraphLayer, ReturnType<typeof draw>>();

    const add = (entry: GraphInput | GraphLayer): void => {
      const id = `n${count++}`;
      if (!('layer' in entry)) {
        boxes.push({ ...inputBox(entry, asked), id, group });
        sources.set(entry.tensor, [id]);
        ends.get(entry.tensor)?.push(id);
        return;
      }
      const { layer } = entry;
      const isFrozen = frozen || !layer.trainable;
      if (asked.expandNested && isModel(layer)) {
        groups.push({ id, group, title: entry.name });
        drawn.set(entry, draw(layer, id, isFrozen));
      } else {
        boxes.push({ ...layerBox(entry, isFrozen, asked), id, group });
        drawn.set(entry, {
          into: entry.calls[0]!.inputs.map(() => [id]),
          outOf: entry.calls[0]!.outputs.map(() => [id]),
        });
      }
    };
    for (const entry of hidesInputs ? graph.layers : graph.operations) add(entry);
    for (const entry of graph.layers)
      for (const { outputs } of entry.calls)
        outputs.forEach((tensor, i) => sources.set(tensor, drawn.get(entry)!.outOf[i] ?? []));
    for (const entry of graph.layers)
      for (const { inputs } of entry.calls)
        inputs.forEach((tensor, i) => {
          const to = drawn.get(entry)!.into[i] ?? drawn.get(entry)!.into[0] ?? [];
          link(sources.get(tensor) ?? [], to);
          if (hidesInputs) ends.get(tensor)?.push(...to);
        });
    return {
      into: graph.inputs.map(({ tensor }) => ends.get(tensor) ?? []),
      outOf: graph.outputs.map((tensor) => sources.get(tensor) ?? []),
    };
  };
  draw(model, undefined, false);
  return { boxes, groups, arrows: [...arrows.values()] };
};

type Drawn = Omit<Box, 'id' | 'group'>;

const inputBox = ({ name, tensor }: GraphInput, asked: Asked): Drawn => ({
  kind: 'input',
  title: asked.showLayerNames ? `${name} (InputLayer)` : 'InputLayer',
  rows: [
    ...(asked.showShapes ? [`Output shape: ${showOne(tensor.shape)}`] : []),
    ...(asked.showDtype ? [`Output dtype: ${tensor.dtype}`] : []),
  ],
  trainable: undefined,
});

const layerBox = (entry: GraphLayer, isFrozen: boolean, asked: Asked): Drawn => {
  const { layer, name, calls } = entry;
  const activation = asked.showLayerActivations ? activationOf(entry) : undefined;
  return {
    kind: isModel(layer) ? 'model' : 'layer',
    title: asked.showLayerNames ? `${name} (${layer.spec.className})` : layer.spec.className,
    rows: [
      ...(activation === undefined ? [] : [`Activation: ${activation}`]),
      ...(asked.showShapes
        ? [
            `Input shape: ${showShapes(calls.map(({ inputs }) => inputs))}`,
            `Output shape: ${showShapes(calls.map(({ outputs }) => outputs))}`,
          ]
        : []),
      ...(asked.showDtype ? [`Output dtype: ${dtypesOf(calls[0]!.outputs)}`] : []),
    ],
    trainable: asked.showTrainable && layerWeights(entry).length > 0 ? !isFrozen : undefined,
  };
};
