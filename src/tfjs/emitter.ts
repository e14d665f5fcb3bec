import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { checkBackend } from '../backends/ready.js';
import type { AnyLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { shapesOfCall } from '../graph/roles.js';
import type { AnyTensor, Source } from '../graph/symbolic-tensor.js';
import { withoutNames } from '../shapes/sizes.js';
import type { CallKwargs } from './call-arguments.js';
import { callOrder } from './call-order.js';
import type { EmitOptions } from './emit-options.js';
import { checkUsable } from './disposal.js';
import { emittedLayer, holdLayers, isAlive, rememberLayer, shareWeights } from './emitted-layers.js';
import { initialValues } from './initial-values.js';
import { weightName } from './weight-name.js';
import { layerClass } from './layers/classes.js';
import { functionalClass } from './layers/functional.js';
import { ownLayer } from './layers/own/own-layer.js';
import { freshSeed, seedOf } from './random.js';
import { tfjsConfig } from './tfjs-config.js';

/** The model of tfjs's that each model of ours was made into. */
const emitted = new WeakMap<AnyModel, tfl.LayersModel>();

/** The seeds that models were given before they were emitted. */
const seeds = new WeakMap<AnyModel, number>();

/** The seed that a model's first weights are to be drawn with. */
export const seedModel = (model: AnyModel, seed: number): void => void seeds.set(model, seed);

/** How a model is emitted. */
interface Emission extends EmitOptions {
  /** False leaves all weights at zero, for values that come from elsewhere. Default true. */
  readonly draw?: boolean;
}

/**
 * The `tf.LayersModel` of a model, made once: calling again gives the same one, weights and all.
 *
 * @throws DisposedError where the model was disposed of.
 */
export const emitModel = (model: AnyModel, options: Emission = {}): tfl.LayersModel => {
  checkUsable(model);
  const old = emitted.get(model);
  const whole =
    old && isCurrent(model, old)
      ? old
      : emitWhole(model, options.seed ?? seeds.get(model), options.draw ?? true);
  emitted.set(model, whole);
  holdLayers(model);
  freeze(model);
  return whole;
};

/** Whether a model of tfjs's still stands on the weights that its layers have. */
const isCurrent = (model: AnyModel, whole: tfl.LayersModel): boolean => {
  if (!isAlive(whole)) return false;
  const own = new Set(whole.weights.map((weight) => weight.read()));
  return model.graph.layers.every(({ layer }) =>
    isModel(layer)
      ? isCurrent(layer, whole)
      : (emittedLayer(layer)?.weights.every((weight) => own.has(weight.read())) ?? false),
  );
};

/**
 * A fresh `tf.LayersModel`. Its layers are its own, for their names must be unique in it; where a layer of ours stands
 * in another model already, the two share the variables.
 */
const emitWhole = (model: AnyModel, givenSeed: number | undefined, draw: boolean): tfl.LayersModel => {
  checkBackend();
  const seed = givenSeed ?? freshSeed();
  let weightsSoFar = 0;
  const names = new Set<string>();

  /** A name that no other layer of the whole model has, nested ones included: tfjs tells weights apart by it. */
  const uniqueName = (name: string): string => {
    for (let count = 0; ; count++) {
      const unique = count === 0 ? name : `${name}_${count}`;
      if (!names.has(unique)) {
        names.add(unique);
        return unique;
      }
    }
  };

  /**
   * Puts a layer on tensors; one that has no weights yet gets them here. `made` are the layers of one graph: where a layer
   * of ours stands in another graph of the model too, tfjs has one more, for it reads the weights of each but once.
   */
  const call = (
    source: Source,
    name: string,
    inputs: readonly tfl.SymbolicTensor[],
    made: Map<AnyLayer, tfl.layers.Layer>,
  ): tfl.SymbolicTensor[] => {
    const { layer } = source;
    const before = made.get(layer);
    const target = before ?? (isModel(layer) ? emitGraph(layer, name) : construct(source, name));
    made.set(layer, target);
    if (!draw) target.setFastWeightInitDuringBuild(true);
    const outputs = target.apply(inputs.length === 1 ? inputs[0]! : [...inputs], kwargsOf(source));
    if (!before && !isModel(layer)) {
      const old = emittedLayer(layer);
      if (old) shareWeights(target, old);
      else {
        if (draw) weightsSoFar = initialise(target, source, seed, weightsSoFar);
        rememberLayer(layer, target);
      }
    }
    return [outputs].flat() as tfl.SymbolicTensor[];
  };

  const construct = (source: Source, name: string): tfl.layers.Layer => {
    const { layer } = source;
    const config = tfjsConfig(layer.spec.config);
    // a random layer of a seeded model is seeded too, unless it has a seed of its own
    if (givenSeed !== undefined && layer.spec.random && !('seed' in config))
      config['seed'] = seedOf(seed, names.size);
    const { className, masks, integers, own } = layer.spec;
    const fresh = own
      ? ownLayer(own, { config, name: uniqueName(name), source })
      : new (layerClass(className))({ ...config, name: uniqueName(name) });
    fresh.supportsMasking = masks !== 'drop';
    return integers ? fresh : onFloats(fresh);
  };

  /** A tensor as one more output: tfjs wants each to be another. */
  const once = (tensor: tfl.SymbolicTensor, before: ReadonlySet<tfl.SymbolicTensor>) =>
    before.has(tensor)
      ? (tfl.layers
          .activation({ activation: 'linear', name: uniqueName('same_output') })
          .apply(tensor) as tfl.SymbolicTensor)
      : tensor;

  const Graph = runsByItself(model) ? tfl.LayersModel : functionalClass();
  const emitGraph = (inner: AnyModel, name: string): tfl.LayersModel => {
    const { graph } = inner;
    const made = new Map<AnyLayer, tfl.layers.Layer>();
    const tensors = new Map<AnyTensor, tfl.SymbolicTensor>();
    for (const { name: inputName, tensor } of graph.inputs)
      tensors.set(
        tensor,
        tfl.input({
          shape: withoutNames(tensor.shape.slice(1)),
          dtype: tensor.dtype,
          name: uniqueName(inputName),
        }),
      );
    const nameOf = new Map(graph.layers.map((entry) => [entry.layer, entry.name]));
    for (const source of callOrder(graph)) {
      const { layer, inputs, outputs } = source;
      const given = inputs.map((input) => tensors.get(input)!);
      const results = call(source, nameOf.get(layer)!, given, made);
      outputs.forEach((output, i) => tensors.set(output, results[i]!));
    }
    const outputs = new Set<tfl.SymbolicTensor>();
    for (const output of graph.outputs) outputs.add(once(tensors.get(output)!, outputs));
    return new Graph({
      inputs: graph.inputs.map(({ tensor }) => tensors.get(tensor)!),
      outputs: [...outputs],
      name: uniqueName(name),
    });
  };

  return emitGraph(model, model.name);
};

/**
 * Whether tfjs's own executor computes a graph rightly: there are no masks, no call has several outputs, further tensors by
 * role or options of its own, and no layer is given one tensor twice.
 */
const runsByItself = ({ graph }: AnyModel): boolean =>
  graph.calls.every(
    (source) =>
      source.outputs.length === 1 &&
      kwargsOf(source) === undefined &&
      new Set(source.inputs).size === source.inputs.length &&
      (isModel(source.layer) ? runsByItself(source.layer) : source.layer.spec.masks !== 'begin'),
  );

/** What tfjs keeps with a call beside its tensors. */
const kwargsOf = ({ roles, options }: Source): CallKwargs | undefined =>
  roles.length === 0 && Object.keys(options).length === 0
    ? undefined
    : { ...options, ...(roles.length > 0 && { roles }) };

/** A layer that is given floats, whatever goes in: as in Keras, integers are computed with like other numbers. */
const onFloats = (layer: tfl.layers.Layer): tfl.layers.Layer => {
  const call = layer.call.bind(layer);
  const float = (x: tf.Tensor) => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'));
  layer.call = (inputs, kwargs) => call(Array.isArray(inputs) ? inputs.map(float) : float(inputs), kwargs);
  return layer;
};

/** Tells each tfjs layer whether it is trainable now: layers can be frozen at any time. */
const freeze = (model: AnyModel, frozen = false): void => {
  for (const { layer } of model.graph.layers) {
    const still = frozen || !layer.trainable || !model.trainable;
    if (isModel(layer)) freeze(layer, still);
    const old = emittedLayer(layer);
    if (old && !isModel(layer)) old.trainable = !still;
  }
};

/** Draws the first values of a layer's weights; gives how many weights have been counted by now. */
const initialise = (fresh: tfl.layers.Layer, call: Source, seed: number, before: number): number => {
  const { spec } = call.layer;
  const begins = new Map(
    spec.weights(...shapesOfCall(call)).map(({ name, initializer }) => [name, initializer]),
  );
  fresh.weights.forEach((variable, i) => {
    const name = weightName(fresh, variable);
    const initializer = begins.get(name);
    if (!initializer) throw new Error(`${spec.baseName}: the weight '${name}' is none that its spec tells`);
    const shape = variable.shape as number[];
    const values = initialValues(initializer, shape, seedOf(seed, before + i), `${spec.baseName}: ${name}`);
    const tensor = tf.tensor(values, shape);
    (variable.read() as tf.Variable).assign(tensor);
    tensor.dispose();
  });
  return before + fresh.weights.length;
};
