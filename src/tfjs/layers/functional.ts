import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { callArguments, masksOf, withMasks, type CallKwargs, type Carried } from '../call-arguments.js';

/** What is read of tfjs's own containers. */
interface Container {
  readonly inputs: readonly tfl.SymbolicTensor[];
  readonly outputs: readonly tfl.SymbolicTensor[];
  /** The calls by their depth, the deepest first to be made. */
  readonly nodesByDepth: Readonly<Record<string, readonly GraphNode[]>>;
}
interface GraphNode {
  readonly outboundLayer: tfl.layers.Layer;
  readonly inputTensors: readonly tfl.SymbolicTensor[];
  readonly outputTensors: readonly tfl.SymbolicTensor[];
  /** What the call was made with. */
  readonly callArgs: CallKwargs;
}

const isContainer = (layer: object): layer is Container => 'nodesByDepth' in layer;

/** Runs a graph as Keras does: masks go into nested models and out of them, and a model of several outputs runs once. */
const run = (graph: Container, inputs: readonly Carried[], kwargs: object): readonly Carried[] => {
  const values = new Map(graph.inputs.map((symbol, i) => [symbol.id, inputs[i]!]));
  const depths = Object.keys(graph.nodesByDepth).map(Number);
  for (const depth of depths.sort((a, b) => b - a))
    for (const { outboundLayer: layer, inputTensors, outputTensors, callArgs } of graph.nodesByDepth[
      depth
    ]!) {
      // an input stands among the calls, as a call on itself
      if (outputTensors.every(({ id }) => values.has(id))) continue;
      const given = inputTensors.map(({ id }) => values.get(id)!);
      const made = isContainer(layer)
        ? run(layer, given, kwargs)
        : callLayer(layer, given, { ...callArgs, ...kwargs });
      outputTensors.forEach(({ id }, i) => values.set(id, made[i]!));
    }
  return graph.outputs.map(({ id }) => values.get(id)!);
};

const callLayer = (layer: tfl.layers.Layer, given: readonly Carried[], callKwargs: CallKwargs): Carried[] => {
  const { x, mask, kwargs } = callArguments(given, callKwargs);
  return withMasks(layer.call(x, kwargs), layer.supportsMasking ? masksOf(layer, { x, mask, kwargs }) : null);
};

/** What a model of tfjs's computes with. */
interface Computing {
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor | tf.Tensor[];
  predictLoop(ins: tf.Tensor | tf.Tensor[], batchSize?: number): tf.Tensor | tf.Tensor[];
}

/** The class of models that tfjs's own executor gets wrong. */
export type FunctionalClass = typeof tfl.LayersModel;

let made: FunctionalClass | undefined;

/**
 * A `tf.LayersModel` whose graph is run by us. tfjs's own executor takes masks past nested models, and mixes the outputs
 * of models of several up; it stands under a name of its own, so that plain tfjs refuses it rather than guesses.
 */
export const functionalClass = (): FunctionalClass => {
  if (made) return made;
  const Base = tfl.LayersModel as unknown as new (args: object) => Computing;
  class Functional extends Base {
    static readonly className = 'Shapewright>Functional';

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor | tf.Tensor[] {
      const { mask = null } = kwargs as { readonly mask?: tf.Tensor | null };
      // a mask that comes along is that of the only input
      const given = [inputs].flat().map((tensor, i) => ({ tensor, mask: i === 0 ? mask : null }));
      const outputs = tf.tidy(() =>
        run(this as unknown as Container, given, { training: false, ...kwargs, mask: null }).map(
          ({ tensor }) => tf.clone(tensor),
        ),
      );
      return outputs.length === 1 ? outputs[0]! : outputs;
    }

    /** What tfjs's `predict` and `predictOnBatch` come to. */
    override predictLoop(ins: tf.Tensor | tf.Tensor[], batchSize = 32): tf.Tensor | tf.Tensor[] {
      const all = [ins].flat();
      const samples = all[0]!.shape[0]!;
      const batches = Array.from({ length: Math.max(1, Math.ceil(samples / batchSize)) }, (_, i) => {
        const size = Math.min(batchSize, samples - i * batchSize);
        return tf.tidy(() => {
          const made = this.call(
            all.map((x) => tf.slice(x, i * batchSize, size)),
            {},
          );
          return [made].flat();
        });
      });
      const outputs = batches[0]!.map((_, o) => tf.concat(batches.map((batch) => batch[o]!)));
      tf.dispose(batches);
      return outputs.length === 1 ? outputs[0]! : outputs;
    }
  }
  tf.serialization.registerClass(Functional as never);
  made = Functional as unknown as FunctionalClass;
  return made;
};
