import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { checkBackend } from '../backends/ready.js';
import { heldLayers, withHeld, type HeldThere } from '../graph/held-layers.js';
import type { AnyLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { plainCall, shapesOfCall, type CallShapes } from '../graph/roles.js';
import type { AnyTensor, Source } from '../graph/symbolic-tensor.js';
import type { Shape } from '../shapes/shape.js';
import { withoutNames } from '../shapes/sizes.js';
import { beginWeights } from './begin-weights.js';
import type { CallKwargs } from './call-arguments.js';
import { callOrder } from './call-order.js';
import type { EmitOptions } from './emit-options.js';
import { checkUsable } from './disposal.js';
import { freeze } from './freeze.js';
import {
  emittedLayer,
  holdLayers,
  isAlive,
  ownWeights,
  rememberLayer,
  shareWeights,
} from './emitted-layers.js';
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

/** What a layer is called on: the shapes of its inputs, and the rest of the call. */
type CallOn = readonly [readonly Shape[], CallShapes];

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
    const shapes = shapesOfCall(source);
    const before = made.get(layer);
    const target = before ?? make(layer, name, shapes);
    made.set(layer, target);
    if (!draw) target.setFastWeightInitDuringBuild(true);
    const outputs = target.apply(inputs.length === 1 ? inputs[0]! : [...inputs], kwargsOf(source));
    if (!before) settle(layer, target, shapes);
    return [outputs].flat() as tfl.SymbolicTensor[];
  };

  /** Gives a built layer its weights, and those that it holds theirs: what has some already shares them. */
  const settle = (layer: AnyLayer, target: tfl.layers.Layer, shapes: CallOn): void => {
    // a model's layers got theirs as they were called
    if (isModel(layer)) return;
    const inside = holdings.get(target) ?? [];
    const theirs = new Set(inside.flatMap((held) => held.target.weights));
    const own = target.weights.filter((weight) => !theirs.has(weight));
    if (emittedLayer(layer)) shareWeights(own, ownWeights(layer));
    else {
      if (draw)
        beginWeights(
          layer,
          own.map((variable, i) => ({
            variable,
            name: weightName(target, variable),
            seed: seedOf(seed, weightsSoFar + i),
          })),
          shapes,
        );
      weightsSoFar += own.length;
      rememberLayer(layer, target, own);
    }
    for (const held of inside) settle(held.layer, held.target, [held.shapes, plainCall]);
  };

  /** The tfjs layers that tfjs layers hold. */
  const holdings = new Map<
    tfl.layers.Layer,
    readonly (HeldThere & { readonly target: tfl.layers.Layer })[]
  >();

  const make = (layer: AnyLayer, name: string, shapes: CallOn): tfl.layers.Layer =>
    isModel(layer) ? emitGraph(layer, name) : construct(layer, name, shapes);

  const construct = (layer: AnyLayer, name: string, shapes: CallOn): tfl.layers.Layer => {
    const unique = uniqueName(name);
    const inside = heldLayers(layer, ...shapes).map((held) => ({
      ...held,
      target: make(held.layer, held.name, [held.shapes, plainCall]),
    }));
    const config = tfjsConfig(layer.spec.config);
    for (const { key } of inside) {
      const ofKey = inside.filter((held) => held.key === key).map(({ target }) => target);
      config[key] = ofKey.length === 1 ? ofKey[0] : ofKey;
    }
    // a random layer of a seeded model is seeded too, unless it has a seed of its own
    if (givenSeed !== undefined && layer.spec.random && !('seed' in config))
      config['seed'] = seedOf(seed, names.size);
    const { className, masks, integers, own } = layer.spec;
    const fresh = own
      ? ownLayer(own, { config, name: unique, layer, on: shapes })
      : new (layerClass(className))({ ...config, name: unique });
    holdings.set(fresh, inside);
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
      withHeld(source.layer, ...shapesOfCall(source)).every((layer) =>
        isModel(layer) ? runsByItself(layer) : layer.spec.masks !== 'begin',
      ),
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
