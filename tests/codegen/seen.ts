// What is seen of a model and of the one that its program makes.
import type { AnyModel } from '../../src/graph/model.js';
import type { Tensor } from '../../src/index.js';
import { randomStream } from '../../src/tfjs/random.js';
import { portrait, together } from '../files/random-models.js';

/** A model without its types. */
export type Loose = AnyModel & {
  predict(x: unknown): Promise<Tensor | Readonly<Record<string, Tensor>>>;
  getWeights(): Tensor[];
  setWeights(weights: readonly Tensor[]): void;
  drawWeights(options: object): void;
  dispose(): void;
};

/** All that is seen of a model, but for names that were given and are what they would be anyway. */
export const seenOf = (model: AnyModel): string =>
  JSON.stringify(portrait(model), (key, value: unknown) => {
    if (key === 'given') return undefined;
    return typeof value === 'function' ? '(a layer)' : typeof value === 'number' ? String(value) : value;
  });

/** Rows that fit a model's inputs. */
const rowsFor = (of: AnyModel): unknown => {
  const draw = randomStream(9);
  const values = of.graph.inputs.map(({ tensor }) => {
    const shape = [2, ...tensor.shape.slice(1).map((dim) => (typeof dim === 'number' ? dim : 5))];
    const size = shape.reduce((product, dim) => product * dim, 1);
    const flat = Array.from({ length: size }, () =>
      tensor.dtype === 'string' ? `red ${size}` : tensor.dtype === 'int32' ? Math.floor(draw() * 4) : draw(),
    );
    return nested(flat, shape);
  });
  return together(values, of.inputNames, of.inputsListed);
};
const nested = (flat: readonly unknown[], [size, ...rest]: readonly number[]): unknown => {
  if (size === undefined) return flat[0];
  const part = flat.length / size;
  return Array.from({ length: size }, (_, i) => nested(flat.slice(i * part, (i + 1) * part), rest));
};

/** What a model predicts, or the sentence with which it refuses to. */
export const predictions = async (of: Loose): Promise<unknown> => {
  try {
    const made = await of.predict(rowsFor(of));
    const tensors = (of.outputNames ? Object.values(made) : [made]) as Tensor[];
    const values = tensors.map((tensor) => tensor.arraySync());
    tensors.forEach((tensor) => tensor.dispose());
    return values;
  } catch (error) {
    return (error as Error).message;
  }
};
