import { isList, isPlain } from '../errors/show.js';
import type { AnyLayer, LayerFactory } from './layer.js';
import type { AnyModel } from './model.js';
import type { AnyTensor } from './symbolic-tensor.js';

/** What tensors and models can do beyond the graph itself, handed in from above: the graph imports neither. */
export interface Abilities {
  /** The catalogue of layers: each becomes a method of every tensor. */
  readonly layers: Readonly<Record<string, LayerFactory>>;
  /** Methods of every model, `compile` and the like; the model comes first. */
  readonly model: Readonly<Record<string, (model: AnyModel, ...args: never) => unknown>>;
  /** Methods of every layer as a model has it; the model comes first, then the layer. */
  readonly modelLayer?: Readonly<
    Record<string, (model: AnyModel, layer: AnyLayer, ...args: never) => unknown>
  >;
}

/** Where a model's prototype keeps the methods of its layers. */
export const layerMethods = Symbol('methods of layers');

/** The prototypes of one set of abilities; tensors carry their kit along, and hand it to the models made of them. */
export interface Kit {
  readonly tensorPrototype: object;
  readonly modelPrototype: object;
}

type LayerCall = (x: AnyTensor | readonly AnyTensor[], further?: object) => unknown;

/** The arguments of a fluent method, parted: those of the layer, and the tensors of its call by role. */
const partArguments = (
  args: readonly unknown[],
  roles: readonly string[],
): readonly [readonly unknown[], object | undefined] => {
  const last = args.at(-1);
  if (!isPlain(last) || !roles.some((role) => Object.hasOwn(last, role))) return [args, undefined];
  const entries = Object.entries(last);
  return [
    [...args.slice(0, -1), Object.fromEntries(entries.filter(([key]) => !roles.includes(key)))],
    Object.fromEntries(entries.filter(([key]) => roles.includes(key))),
  ];
};

/**
 * A fluent method of a layer: `x.dense(10)` is `dense(10)(x)`, `x.add([y])` is `add()([x, y])`, and
 * `x.lstm(64, { initialState })` is `lstm(64)(x, { initialState })`.
 */
const fluent = (factory: LayerFactory) => {
  const make = factory as unknown as (...args: readonly unknown[]) => AnyLayer & LayerCall;
  return factory.merges
    ? function (this: AnyTensor, others: AnyTensor | readonly AnyTensor[], ...args: readonly unknown[]) {
        return make(...args)([this, ...(isList(others) ? (others as AnyTensor[]) : [others as AnyTensor])]);
      }
    : function (this: AnyTensor, ...args: readonly unknown[]) {
        const [own, further] = partArguments(args, factory.roles ?? []);
        return make(...own)(this, further);
      };
};

const methods = (entries: Iterable<readonly [string, unknown]>) =>
  Object.fromEntries(
    [...entries].map(([name, value]) => [name, { value, configurable: true, writable: true }]),
  );

/** The kit of some abilities, over the graph's own methods. */
export const makeKit = (
  abilities: Abilities,
  own: { readonly tensor: object; readonly model: object },
): Kit => ({
  tensorPrototype: Object.create(
    own.tensor,
    methods(Object.entries(abilities.layers).map(([name, factory]) => [name, fluent(factory)] as const)),
  ) as object,
  modelPrototype: Object.create(own.model, {
    [layerMethods]: { value: abilities.modelLayer ?? {} },
    ...methods(
      Object.entries(abilities.model).map(([name, method]) => [
        name,
        function (this: AnyModel, ...args: readonly unknown[]) {
          return (method as unknown as (model: AnyModel, ...args: readonly unknown[]) => unknown)(
            this,
            ...args,
          );
        },
      ]),
    ),
  }) as object,
});
