import { show } from '../errors/show.js';
import { orThrow, showShape, type Checked, type Shape } from '../shapes/shape.js';
import { GraphError } from './graph-error.js';
import { onlyInput, type AnyLayer } from './layer.js';
import type { AnyModel } from './model.js';
import type { ruled } from './rule.js';
import { isSymbolicTensor, tensorLike, type AnyTensor } from './symbolic-tensor.js';

/** What a layer made of layers is. */
export interface CompositeParts {
  /** The function's name, for errors: `block`. */
  readonly what: string;
  readonly className: 'Sequential' | 'Functional';
  readonly name: string | undefined;
  readonly trainable: boolean;
  readonly outputShape: (shape: Shape) => Checked;
  /** The model from an input on; `name` is what it is called, if anything. */
  readonly build: (input: AnyTensor, name: string | undefined) => AnyModel;
}

const weightsOf = ({ weights }: AnyModel) => weights.map(({ shape }) => showShape(shape)).join();

/**
 * A layer made of layers, of no size of its own: where it is called, it becomes a nested model of the size at hand, one for
 * each size, over the same layers and so the same weights.
 */
export const composite = <L extends AnyLayer>(parts: CompositeParts): L => {
  const { what, className, name, outputShape, build } = parts;
  const made = new Map<string, AnyModel>();
  let trainable = parts.trainable;

  /** The model for a tensor like this one. */
  const modelFor = (x: AnyTensor): AnyModel => {
    const size = JSON.stringify([x.dtype, x.shape]);
    const before = made.get(size);
    if (before) return before;
    const { shape } = x;
    const input = tensorLike(x, shape);
    // names in a model are unique
    const fresh = build(input, name !== undefined && made.size > 0 ? `${name}_${made.size}` : name);
    const [first] = made.values();
    if (first && weightsOf(first) !== weightsOf(fresh))
      throw new GraphError(
        `${what}: its weights would differ between ${showShape(first.graph.inputs[0]!.tensor.shape)} and ` +
          `${showShape(shape)}, where it shares them; make two`,
      );
    fresh.trainable = trainable;
    made.set(size, fresh);
    return fresh;
  };

  const layer = (x: AnyTensor): AnyTensor => {
    if (!isSymbolicTensor(x))
      throw new TypeError(`${what} is called on a symbolic tensor, as from input([28, 28]); got ${show(x)}`);
    orThrow(outputShape(x.shape));
    return (modelFor(x) as unknown as (x: AnyTensor) => AnyTensor)(x);
  };
  const fields: Omit<AnyLayer, typeof ruled | 'trainable'> = {
    kind: 'layer',
    givenName: name,
    origin: undefined,
    modelOn: (on) =>
      isSymbolicTensor(on)
        ? modelFor(on)
        : [...made.values()].find(({ graph }) => showShape(graph.inputs[0]!.tensor.shape) === showShape(on)),
    spec: {
      className,
      baseName: className.toLowerCase(),
      config: {},
      masks: 'make',
      random: false,
      integers: true,
      outputShape: (inputs) => outputShape(onlyInput(what, inputs)),
      // its layers', under the names that they have in the model of some size
      weights: () => [...made.values()].slice(0, 1).flatMap((each) => each.spec.weights([])),
    },
  };
  Object.defineProperty(layer, 'trainable', {
    enumerable: true,
    get: () => trainable,
    set: (value: boolean) => {
      trainable = value;
      for (const each of made.values()) each.trainable = value;
    },
  });
  return Object.assign(layer, fields) as unknown as L;
};
