// Initializers, regularizers and constraints: what Keras names by a class and a configuration.
import { isPlain } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { carrying, isUncalled, type Declared } from '../../options/declare.js';
import type { Kind, Options } from '../../options/option.js';
import { readOptions } from '../../options/read.js';
import { underscored } from '../../options/spelling.js';

/** A class of Keras's and its configuration, as data. */
export interface Spec<K extends string> {
  readonly kind: K;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What makes specs of one class, as a function of the user's. */
interface SpecFactory extends Declared {
  readonly className: string;
  (...args: never): Spec<string>;
}

/**
 * The function that makes the specs of a class from its options, by name or in their order, as Keras takes them:
 * `constant(5)` is `constant({ value: 5 })`.
 */
export const specOf = <K extends string, Signature>(
  kind: K,
  name: string,
  className: string,
  options: Options = {},
): Signature => {
  const names = Object.keys(options);
  const inOrder = (...args: readonly unknown[]): Spec<K> => {
    const last = args.at(-1);
    const named = isPlain(last) ? last : {};
    const places = isPlain(last) ? args.slice(0, -1) : args;
    if (places.length > names.length)
      throw new TypeError(`${name} takes ${names.length} arguments at most, got ${places.length}`);
    const given = Object.fromEntries(places.map((value, i) => [names[i]!, value]));
    // as they are: reading them is left to what says which cannot be read
    const both = Object.defineProperties(
      {},
      { ...Object.getOwnPropertyDescriptors(named), ...Object.getOwnPropertyDescriptors(given) },
    );
    return { kind, className, config: readOptions(name, both, options) };
  };
  return Object.assign(carrying(inOrder, { name, takes: {}, options }), {
    className,
  }) as unknown as Signature;
};

/**
 * A spec among the options: by its name, with Keras's defaults, or made by its function. Keras's spelling and its classes are
 * names too, and `others`, which Keras has besides.
 */
export const specKind = <K extends string, Name extends string>(
  kind: K,
  needs: string,
  byName: Readonly<Record<string, (...args: never) => Spec<K>>>,
  others: Readonly<Record<string, string>> = {},
): Kind<Spec<K>, Name | Spec<K>> => {
  const factories = byName as unknown as Readonly<Record<string, SpecFactory & (() => Spec<K>)>>;
  const named = (given: string): (() => Spec<K>) | undefined => {
    const meant = Object.hasOwn(others, given) ? others[given] : given;
    return Object.entries(factories).find(
      ([name, { className }]) =>
        // tfjs writes LeCunNormal
        name === meant || underscored(name) === meant || className.replace('LeC', 'Lec') === meant,
    )?.[1];
  };
  /** A spec that a file holds, or somebody put together, is held to the same options. */
  const again = (given: unknown): Spec<K> | undefined => {
    if (!isPlain(given) || given['kind'] !== kind) return undefined;
    const factory = Object.values(factories).find(({ className }) => className === given['className']);
    return factory && { kind, className: factory.className, config: checked(factory, given['config']) };
  };
  return {
    needs,
    read: (given) => {
      if (typeof given === 'string') return named(given)?.();
      return again(given);
    },
    hint: (given) => {
      try {
        again(given);
      } catch (error) {
        return error instanceof TypeError ? error.message : undefined;
      }
      if (isUncalled(given)) return `call it: ${given.declaration.name}()`;
      return typeof given === 'string' ? orElse(given, Object.keys(factories)) : undefined;
    },
  };
};

const checked = ({ declaration }: Declared, config: unknown) =>
  readOptions(declaration.name, config, declaration.options);
