// An operation of keras.ops between layers, as a layer of ours: it computes the same, is saved, and Keras gets it back.
import type * as tf from '@tensorflow/tfjs-core';
import { defineLayer, type AnyLayer, type LayerFactory } from '../graph/layer.js';
import { text } from '../options/kinds.js';
import type { Options } from '../options/option.js';
import { fits, misfit, ShapeMismatchError, type Shape } from '../shapes/shape.js';
import { operationCalled } from './computed/catalogue.js';
import type { OperationDefinition } from './computed/definition.js';
import { snakeCase } from '../options/spelling.js';
import { isOperation, operationPrefix } from './is-operation.js';
import { liveArguments, sizedArguments } from './arguments.js';

const factories = new Map<string, LayerFactory>();

/** The factory of an operation by its class in Keras; undefined where it is not here. Its arguments are JSON. */
export const operationFactory = (className: string): LayerFactory | undefined => {
  const before = factories.get(className);
  if (before) return before;
  const operation = operationCalled(className);
  if (!operation) return undefined;
  const made = defineLayer<LayerFactory, Options, Options>({
    name: className,
    className,
    baseName: snakeCase(className),
    integers: true,
    takes: { given: text },
    options: {},
    spec: ({ given }) => {
      const values = JSON.parse(given as string) as Readonly<Record<string, unknown>>;
      return {
        config: {},
        outputShape: (inputs) => shapeGiven(className, operation, values, inputs),
        weights: () => [],
        own: {
          // a class for each layer: its arguments are its own
          definition: values,
          call: (tensors) => operation.call(liveArguments(values, tensors as unknown as tf.Tensor[])),
        },
      };
    },
  });
  const factory = withOrigin(made, `${operationPrefix}${className}`);
  factories.set(className, factory);
  return factory;
};

/** What an operation is called here: `broadcastTo` of `BroadcastTo`. */
export const publicName = (className: string): string => className[0]!.toLowerCase() + className.slice(1);

/** The output's shape; an operation takes away a batch, too, where it is told so. */
const shapeGiven = (
  className: string,
  operation: OperationDefinition,
  values: Readonly<Record<string, unknown>>,
  inputs: readonly Shape[],
) => {
  try {
    const sized = sizedArguments(
      values,
      inputs.map((shape) => ({ shape })),
    );
    return fits(operation.shape(sized, publicName(className)) as Shape);
  } catch (cause) {
    if (cause instanceof ShapeMismatchError) return misfit(cause.message);
    return misfit(`${publicName(className)}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
};

/** The factory whose layers are known by a name of their own in files. */
const withOrigin = (factory: LayerFactory, name: string): LayerFactory => {
  const make = factory as unknown as (...args: readonly unknown[]) => AnyLayer;
  const call = (...args: readonly unknown[]) => {
    const layer = make(...args);
    return Object.assign(layer, { origin: { ...layer.origin!, factory: name } });
  };
  return Object.assign(call, { declaration: factory.declaration! }) as unknown as LayerFactory;
};

/** The operation that a layer is, and its arguments; undefined of other layers. */
export const operationIn = (
  layer: AnyLayer,
):
  | {
      readonly className: string;
      readonly operation: OperationDefinition;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | undefined => {
  if (!isOperation(layer)) return undefined;
  const origin = layer.origin!;
  const className = origin.factory.slice(operationPrefix.length);
  return {
    className,
    operation: operationCalled(className)!,
    values: JSON.parse(origin.args[0] as string) as Readonly<Record<string, unknown>>,
  };
};
