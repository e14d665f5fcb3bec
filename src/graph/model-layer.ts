import type { Shape } from '../shapes/shape.js';
import { countOf, type Sizes } from '../shapes/sizes.js';
import type { AnyLayer, WeightSpec } from './layer.js';
import { layerMethods } from './kit.js';
import type { SymbolicTensor } from './symbolic-tensor.js';
import { layerWeights, type GraphLayer } from './layer-graph.js';
import type { AnyModel } from './model.js';

/** Methods of a model's layers that the graph itself does not have. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into from above
export interface ModelLayerMethods {}

/** A layer of a model, to be called on other tensors: on one, or on a list where it takes several. */
export interface CallableLayer extends AnyLayer {
  /** The tensor it gives; its shape is checked as the graph is built, the types do not know it. */
  <From>(
    x: SymbolicTensor<Shape, From> | readonly SymbolicTensor<Shape, From>[],
  ): SymbolicTensor<Shape, From>;
}

/**
 * A layer as a model has it: under its name there, with the shapes it works on. `I` and `O` are those of its input and its
 * output where they are said, the first of several.
 */
export interface ModelLayer<I extends Shape = Shape, O extends Shape = Shape> extends ModelLayerMethods {
  readonly name: string;
  /** Keras's class name: `Conv2D`. */
  readonly className: string;
  /** The shape of its output, of the first where it has several. */
  readonly outputShape: O;
  /** The shape of each of its outputs. */
  readonly outputShapes: readonly Shape[];
  readonly inputShapes: readonly Shape[];
  /** The tensor it works on in the model, the first of several: to begin a model of a part of this one. */
  readonly input: SymbolicTensor<I>;
  /**
   * The tensor it gives in the model, the first of several: to cut the model there. The new one shares the weights.
   *
   * @example model({ inputs: net.input, outputs: net.getLayer('block3').output.dense(5) })
   */
  readonly output: SymbolicTensor<O>;
  readonly weights: readonly WeightSpec[];
  /** Whether training changes its weights; set it to freeze the layer, before `compile`. */
  trainable: boolean;
  /** The layer itself, to be called on other tensors: it shares its weights with the model. */
  readonly layer: CallableLayer;
  countParams(): number;
}

/** How many numbers some weights hold. */
export const countNumbers = (weights: readonly { readonly shape: Sizes }[]): number =>
  weights.reduce((sum, { shape }) => sum + countOf(shape), 0);

type LayerMethod = (model: AnyModel, layer: AnyLayer, ...args: readonly unknown[]) => unknown;

/** A layer with the methods that its model's kit gives to layers. */
export const modelLayer = (model: AnyModel, entry: GraphLayer): ModelLayer => {
  const given = (model as unknown as { readonly [layerMethods]: Readonly<Record<string, LayerMethod>> })[
    layerMethods
  ];
  const methods = Object.entries(given).map(([name, method]) => [
    name,
    (...args: readonly unknown[]) => method(model, entry.layer, ...args),
  ]);
  const own = {
    name: entry.name,
    className: entry.layer.spec.className,
    outputShape: entry.calls[0]!.outputs[0]!.shape,
    outputShapes: entry.calls[0]!.outputs.map((x) => x.shape),
    inputShapes: entry.calls[0]!.inputs.map((x) => x.shape),
    input: entry.calls[0]!.inputs[0] as unknown as SymbolicTensor,
    output: entry.calls[0]!.outputs[0] as unknown as SymbolicTensor,
    layer: entry.layer as CallableLayer,
    get weights() {
      return layerWeights(entry);
    },
    get trainable() {
      return entry.layer.trainable;
    },
    set trainable(value: boolean) {
      entry.layer.trainable = value;
    },
    countParams: () => countNumbers(layerWeights(entry)),
  };
  return Object.assign(own, Object.fromEntries(methods)) as unknown as ModelLayer;
};
