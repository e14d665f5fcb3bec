// A model as Keras writes it: the other way round of model-from-config.ts.
import type { AnyLayer } from '../../graph/layer.js';
import { heldLayers } from '../../graph/held-layers.js';
import type { GraphInput, GraphLayer } from '../../graph/layer-graph.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import { partByRole, plainCall } from '../../graph/roles.js';
import type { AnyTensor, Source } from '../../graph/symbolic-tensor.js';
import { FileError } from '../file-error.js';
import { kerasCall } from './call-layer.js';
import { float32, kerasLayer, refuse, written, type Standing, type Written } from './config-of-layer.js';
import type { Json } from './keras-object.js';
import { isOperation } from '../../ops/is-operation.js';

/** Which file it is for: Keras's HDF5 has no layer that stands in several models. */
export type Layout = 'keras' | 'hdf5';

/** What of a model its weights are written by: each layer's name in the file, where it stands in several models. */
export interface ModelConfig {
  readonly config: Written;
  /** The names of the layers of a model in the file. */
  readonly nameOf: (entry: GraphLayer) => string;
}

/** Layers that stand in several places, and not only are called several times. */
const sharedLayers = (model: AnyModel): ReadonlySet<AnyLayer> => {
  const [seen, shared] = [new Set<AnyLayer>(), new Set<AnyLayer>()];
  const visit = (layer: AnyLayer, shapes: GraphLayer['shapes']): void => {
    if (seen.has(layer)) return void shared.add(layer);
    seen.add(layer);
    if (isModel(layer)) return visitAll(layer);
    for (const held of heldLayers(layer, ...shapes)) visit(held.layer, [held.shapes, plainCall]);
  };
  const visitAll = ({ graph, spec }: AnyModel): void => {
    // a list has a layer as often as it is called
    if (spec.className === 'Sequential')
      for (const { layer, calls } of graph.layers) if (calls.length > 1) shared.add(layer);
    for (const { layer, shapes } of graph.layers) visit(layer, shapes);
  };
  visitAll(model);
  return shared;
};

/** A layer that stands by itself in several models of one, and is called in each; undefined where there is none. */
export const layerOfSeveral = (model: AnyModel): string | undefined => {
  const homes = new Map<AnyLayer, AnyModel>();
  const seen = new Set<AnyModel>();
  const visit = (of: AnyModel): string | undefined => {
    if (seen.has(of)) return undefined;
    seen.add(of);
    for (const { layer, name } of of.graph.layers) {
      if (isModel(layer)) {
        const found = visit(layer);
        if (found !== undefined) return found;
      } else if ((homes.get(layer) ?? of) !== of) return name;
      else homes.set(layer, of);
    }
    return undefined;
  };
  return visit(model);
};

/** The names of layers in a file; one that stands in several models has one name, which no other has there. */
const namesIn = (model: AnyModel, shared: ReadonlySet<AnyLayer>): ((entry: GraphLayer) => string) => {
  const taken = new Map<AnyLayer, Set<string>>();
  const seen = new Set<AnyModel>();
  const visit = (of: AnyModel): void => {
    if (seen.has(of)) return;
    seen.add(of);
    for (const { layer } of of.graph.layers) {
      if (shared.has(layer)) {
        const own = taken.get(layer) ?? new Set();
        for (const { name, ...each } of of.graph.operations)
          if ((each as Partial<GraphLayer>).layer !== layer) own.add(name);
        taken.set(layer, own);
      }
      if (isModel(layer)) visit(layer);
    }
  };
  visit(model);
  const given = new Map<AnyLayer, string>();
  return ({ layer, name }) => {
    if (!shared.has(layer)) return name;
    const before = given.get(layer);
    if (before !== undefined) return before;
    const others = new Set([...(taken.get(layer) ?? []), ...given.values()]);
    let own = name;
    for (let again = 1; others.has(own); again++) own = `${name}_${again}`;
    given.set(layer, own);
    return own;
  };
};

/**
 * A model's architecture as Keras writes it.
 *
 * @throws FileError for what Keras does not have.
 */
export const kerasModel = (model: AnyModel, layout: Layout): ModelConfig => {
  const shared = sharedLayers(model);
  const nameOf = namesIn(model, shared);
  const ids = new Map<AnyLayer, number>();

  const withId = (layer: AnyLayer, name: string, made: Written): Written => {
    if (!shared.has(layer)) return made;
    if (layout === 'hdf5')
      throw new FileError(
        'not-saveable',
        `layer '${name}' stands in several places of the model, which HDF5 of Keras's does not tell: save it as .keras`,
      );
    if (!ids.has(layer)) ids.set(layer, ids.size + 1);
    return { ...made, shared_object_id: ids.get(layer)! };
  };

  const writeHeld = (layer: AnyLayer, standing: Standing): Written =>
    withId(
      layer,
      standing.name,
      isModel(layer) ? writeModel(layer, standing.name) : kerasLayer(layer, standing, writeHeld),
    );

  const writeLayer = (entry: GraphLayer): Written => {
    const { layer, shapes } = entry;
    const name = nameOf(entry);
    if (isModel(layer)) return withId(layer, name, writeModel(layer, name));
    return withId(layer, name, kerasLayer(layer, { name, shapes }, writeHeld));
  };

  const writeInput = ({ name, tensor }: GraphInput): Written =>
    written('keras.layers', 'InputLayer', {
      batch_shape: tensor.shape.map((dim) => (typeof dim === 'number' ? dim : null)),
      dtype: tensor.dtype,
      sparse: false,
      ragged: false,
      name,
      optional: false,
    });

  const writeModel = (of: AnyModel, name: string): Written =>
    // a list of Keras's has layers alone
    of.spec.className === 'Sequential' && !of.graph.layers.some(({ layer }) => isOperation(layer))
      ? writeSequential(of, name)
      : writeFunctional(of, name);

  const writeSequential = (of: AnyModel, name: string): Written => {
    const { graph } = of;
    const byLayer = new Map(graph.layers.map((entry) => [entry.layer, entry]));
    return written('keras', 'Sequential', {
      name,
      trainable: of.trainable,
      dtype: float32,
      layers: [
        writeInput(graph.inputs[0]!),
        ...graph.calls.map(({ layer }) => writeLayer(byLayer.get(layer)!)),
      ],
      build_input_shape: graph.inputs[0]!.tensor.shape.map((dim) => (typeof dim === 'number' ? dim : null)),
    });
  };

  const writeFunctional = (of: AnyModel, name: string): Written => {
    const { graph, inputNames, outputNames, inputsListed, outputsListed } = of;
    const refs = new Map<AnyTensor, readonly [string, number, number]>();
    for (const input of graph.inputs) refs.set(input.tensor, [input.name, 0, 0]);
    for (const entry of graph.layers) {
      entry.calls.forEach(({ outputs }, i) =>
        outputs.forEach((tensor, at) => refs.set(tensor, [nameOf(entry), i, at])),
      );
    }
    const ref = (tensor: AnyTensor) => [...refs.get(tensor)!];
    const tensor = (of: AnyTensor): Json => ({
      class_name: '__keras_tensor__',
      config: {
        shape: of.shape.map((dim) => (typeof dim === 'number' ? dim : null)),
        dtype: of.dtype,
        keras_history: ref(of),
      },
    });
    const call = (source: Source): Json => {
      const { own, byRole } = partByRole(source.inputs, source.roles);
      if (/Cells?$/.test(source.layer.spec.className) && !byRole['states'])
        throw refuse(
          source.layer.givenName ?? source.layer.spec.baseName,
          'is a cell that begins without states, which Keras wants to be given',
        );
      return kerasCall(source.layer, {
        own: own.map(tensor),
        byRole: Object.fromEntries(Object.entries(byRole).map(([role, given]) => [role, given!.map(tensor)])),
        options: source.options,
      });
    };
    /** The ends of a model count a graph's calls from one, the first being that of its own making. */
    const end = (of: AnyTensor) => {
      const [layer, at, output] = refs.get(of)!;
      const made = of.source?.layer;
      const isGraph = made && isModel(made) && made.spec.className !== 'Sequential';
      return [layer, isGraph ? at + 1 : at, output];
    };
    const arranged = (
      tensors: readonly AnyTensor[],
      names: readonly string[] | undefined,
      listed: boolean,
    ) => {
      if (listed) return tensors.map(end);
      return names ? Object.fromEntries(names.map((key, i) => [key, end(tensors[i]!)])) : end(tensors[0]!);
    };
    return {
      ...written('keras.src.models.functional', 'Functional', {
        name,
        trainable: of.trainable,
        layers: graph.operations.map((each) => ({
          ...('layer' in each ? writeLayer(each) : writeInput(each)),
          name: 'layer' in each ? nameOf(each) : each.name,
          inbound_nodes: 'layer' in each ? each.calls.map(call) : [],
        })),
        input_layers: arranged(
          graph.inputs.map((each) => each.tensor),
          inputNames,
          inputsListed,
        ),
        output_layers: arranged(graph.outputs, outputNames, outputsListed),
      }),
      registered_name: 'Functional',
    };
  };

  return { config: writeModel(model, model.name), nameOf };
};
