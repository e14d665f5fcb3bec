import type { GraphInput, GraphLayer } from '../../graph/layer-graph.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import type { AnyTensor } from '../../graph/symbolic-tensor.js';

/** A Keras layer as JSON. */
type Json = Readonly<Record<string, unknown>>;

/** The places of a graph's tensors in Keras: the layer's name, its call, and which of its outputs. */
type Histories = ReadonlyMap<AnyTensor, readonly [name: string, node: number, output: number]>;

/**
 * A model as the JSON that Keras 3 gives TensorBoard (`model.to_json()`), from which it draws the graph: layers, their options
 * and what they are called on. Functions among the options are left out.
 */
export const kerasGraph = (model: AnyModel): Json => {
  const { graph } = model;
  if (model.spec.className === 'Sequential' && graph.isChain)
    return {
      module: 'keras',
      class_name: 'Sequential',
      config: { name: model.name, layers: graph.operations.map((each) => operationOf(each, undefined)) },
    };
  const histories: Histories = new Map([
    ...graph.inputs.map(({ name, tensor }) => [tensor, [name, 0, 0]] as const),
    ...graph.layers.flatMap(({ name, calls }) =>
      calls.flatMap(({ outputs }, node) => outputs.map((each, i) => [each, [name, node, i]] as const)),
    ),
  ]);
  const places = (tensors: readonly AnyTensor[]) => {
    const all = tensors.map((tensor) => histories.get(tensor));
    return all.length === 1 ? all[0] : all;
  };
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name: model.name,
      trainable: model.trainable,
      layers: graph.operations.map((each) => operationOf(each, histories)),
      input_layers: places(graph.inputs.map(({ tensor }) => tensor)),
      output_layers: places(graph.outputs),
    },
  };
};

const operationOf = (operation: GraphInput | GraphLayer, histories: Histories | undefined): Json => {
  const { name } = operation;
  if (!('layer' in operation)) {
    const { shape, dtype } = operation.tensor;
    return {
      module: 'keras.layers',
      class_name: 'InputLayer',
      config: { batch_shape: shape, dtype, name },
      ...(histories && { name, inbound_nodes: [] }),
    };
  }
  const { layer, calls } = operation;
  const inner = isModel(layer) ? kerasGraph(layer) : undefined;
  const own = inner
    ? { ...inner, config: { ...(inner['config'] as object), name } }
    : {
        module: 'keras.layers',
        class_name: layer.spec.className,
        config: { name, trainable: layer.trainable, dtype: 'float32', ...snakeCased(layer.spec.config) },
      };
  if (!histories) return own;
  const tensorOf = (tensor: AnyTensor) => ({
    class_name: '__keras_tensor__',
    config: { shape: tensor.shape, dtype: tensor.dtype, keras_history: histories.get(tensor) },
  });
  const argumentsOf = (inputs: readonly AnyTensor[]) => {
    const all = inputs.map(tensorOf);
    return all.length === 1 ? all : [all];
  };
  return {
    ...own,
    name,
    inbound_nodes: calls.map(({ inputs }) => ({ args: argumentsOf(inputs), kwargs: {} })),
  };
};

/** Options under Keras's names: plain ones. */
const snakeCased = (config: Json): Json =>
  Object.fromEntries(
    Object.entries(config)
      .filter(([, value]) => isPlainValue(value))
      .map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );

const isPlainValue = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every(isPlainValue));
