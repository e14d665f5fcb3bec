// What is said of the shapes at a layer of a model, which the types do not know by its name.
import type { ConfigOf, Declares } from '../options/option.js';
import { optional } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { dimsWithoutBatch } from '../options/dims-kind.js';
import { showShape, type Shape } from '../shapes/shape.js';
import { GraphError } from './graph-error.js';
import type { ModelLayer } from './model-layer.js';

/** What `getLayer` is told of a layer; the types believe it, and the layer is held to it. */
export interface ExpectedShapes<I extends Shape = Shape, O extends Shape = Shape> {
  /** The shape of its input without the batch axis, of the first of several. Default: any. */
  input?: I;
  /** The shape of its output without the batch axis, of the first of several. Default: any. */
  output?: O;
}

/** The shape that was said, with the batch axis, or what else is known: `Expected<[32]>` is `[null, 32]`, `Expected<never>` is `Shape`. */
export type Expected<S extends Shape, Known extends Shape = Shape> = [S] extends [never]
  ? Known
  : [null, ...S];

/** What `getLayer` is told, declared. */
export const expectedShapes = {
  input: optional(dimsWithoutBatch),
  output: optional(dimsWithoutBatch),
} satisfies Declares<ExpectedShapes>;

/** Holds a layer to what was said of it; `null` is an axis of any size. */
export const holdLayerTo = (layer: ModelLayer, given: ExpectedShapes | undefined): ModelLayer => {
  const said: ConfigOf<typeof expectedShapes> = readOptions('getLayer', given, expectedShapes);
  hold(layer, 'takes', said.input, layer.inputShapes[0]!);
  hold(layer, 'gives', said.output, layer.outputShape);
  return layer;
};

const hold = ({ name }: ModelLayer, what: 'takes' | 'gives', said: Shape | undefined, shape: Shape): void => {
  const fits =
    said === undefined ||
    (shape.length === said.length + 1 && said.every((dim, i) => dim === null || dim === shape[i + 1]));
  if (!fits)
    throw new GraphError(
      `getLayer: the layer '${name}' ${what} ${showShape(shape)}, not ${said.length > 15 ? `${said.length + 1} axes` : showShape([null, ...said])}`,
    );
};
