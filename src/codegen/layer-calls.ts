// A layer of a file as the call that makes it, with exactly what it has otherwise than by default.
import { FileError } from '../files/file-error.js';
import { isLayer, type AnyLayer, type LayerFactory, type LayerOrigin } from '../graph/layer.js';
import * as layers from '../layers/catalogue.js';
import * as constraints from '../layers/constraints.js';
import * as initializers from '../layers/initializers.js';
import * as regularizers from '../layers/regularizers.js';
import type { Declared } from '../options/declare.js';
import type { AnyOption, Options } from '../options/option.js';
import { call, valueOf, type Expression } from './expressions.js';

const catalogue = layers as unknown as Readonly<Record<string, LayerFactory>>;

/** The groups of what a weight begins as, is penalized by and held to, under the names that the package exports. */
const groups = { initializers, regularizers, constraints } as unknown as Readonly<
  Record<string, Readonly<Record<string, Declared & { readonly className: string }>>>
>;

/** The factory of a layer; one of the user's own has no name that a program could call. */
export const factoryOf = (name: string): LayerFactory & Declared => {
  if (Object.hasOwn(catalogue, name)) return catalogue[name] as LayerFactory & Declared;
  throw new FileError(
    'not-saveable',
    `there is a layer '${name.replace(/^own:/, '')}' of your own in it, which a program in shapewright alone cannot make`,
  );
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const read = (option: AnyOption, given: unknown): unknown => {
  try {
    return option.read(given);
  } catch {
    return undefined;
  }
};

/** Whether an option is what it would be if it were left out. */
export const isDefault = (
  option: AnyOption,
  value: unknown,
  all: Readonly<Record<string, unknown>>,
): boolean => {
  if (value === undefined) return true;
  if (option.follows !== undefined) return same(value, all[option.follows]);
  if (option.fallback !== undefined) return same(value, read(option, option.fallback));
  return value === null && read(option, null) === undefined;
};

/** The shortest way to write a value: `2` for `[2, 2]`, `[1, 2]` for `[[1, 1], [2, 2]]`. */
const shortened = (option: AnyOption, value: unknown): unknown => {
  if (!Array.isArray(value) || value.length === 0) return value;
  const pairs = value.map((each: unknown) =>
    Array.isArray(each) && each.length > 0 && each.every((one) => one === each[0])
      ? (each[0] as unknown)
      : each,
  );
  const candidates = [pairs.every((each) => same(each, pairs[0])) ? pairs[0] : undefined, pairs];
  const found = candidates.find((each) => each !== undefined && same(read(option, each), value));
  return found ?? value;
};

interface Spec {
  readonly kind: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}
const isSpec = (value: unknown): value is Spec =>
  typeof value === 'object' && value !== null && 'kind' in value && 'className' in value;

/** An initializer, a regularizer or a constraint: its name, or the call that makes it with options of its own. */
const specExpression = (option: AnyOption, spec: Spec): Expression => {
  const group = `${spec.kind}s`;
  const [name, factory] = Object.entries(groups[group]!).find(
    ([, { className }]) => className === spec.className,
  )!;
  if (same(read(option, name), spec)) return valueOf(name);
  return call(`${group}.${name}`, ...given(optionsOf(factory.declaration.options, spec.config)));
};

const given = (options: Readonly<Record<string, unknown>>): readonly Expression[] =>
  Object.keys(options).length === 0 ? [] : [valueOf(options)];

/** What is written of some options: those that are not by default. */
const optionsOf = (
  declared: Options,
  values: Readonly<Record<string, unknown>>,
  argument: (option: AnyOption, value: unknown) => unknown = shortened,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(declared).flatMap(([key, option]) =>
      isDefault(option, values[key], values) ? [] : [[key, argument(option, values[key])] as const],
    ),
  );

/** An argument or option as it is written; a layer in it is what `inner` makes of it. */
const argumentOf =
  (where: string, inner: (layer: AnyLayer) => Expression) =>
  (option: AnyOption, value: unknown): unknown => {
    if (isSpec(value)) return specExpression(option, value);
    return withLayers(where, shortened(option, value), inner);
  };

const withLayers = (where: string, value: unknown, inner: (layer: AnyLayer) => Expression): unknown => {
  if (isLayer(value)) return inner(value);
  if (typeof value === 'function')
    throw new FileError(
      'not-saveable',
      `layer '${where}' has an option that is a function, which cannot be written as code`,
    );
  return Array.isArray(value) ? value.map((each) => withLayers(where, each, inner)) : value;
};

/**
 * The arguments of the call that makes a layer.
 *
 * @param where The layer's name, for errors.
 * @param own What the program says of it besides: its name, and whether it is trained.
 * @param inner What stands for a layer among them.
 */
export const layerArguments = (
  where: string,
  { factory, args }: LayerOrigin,
  own: Readonly<Record<string, unknown>>,
  inner: (layer: AnyLayer) => Expression,
): readonly Expression[] => {
  const { takes, options } = factoryOf(factory).declaration;
  const places = Object.keys(takes);
  const values: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(places.map((place, i) => [place, args[i]])),
    ...(args[places.length] as object | undefined),
    name: undefined,
    trainable: undefined,
  };
  const argument = argumentOf(where, inner);
  const further = { ...optionsOf(options, values, argument), ...own };
  const needed = places.findLastIndex((place) => !isDefault(takes[place]!, values[place], values));
  const count = Object.keys(further).length > 0 ? places.length : needed + 1;
  return [
    ...places.slice(0, count).map((place) => valueOf(argument(takes[place]!, values[place]))),
    ...given(further),
  ];
};
