import { isPlain, show } from '../errors/show.js';
import { orElse, suggest } from '../errors/suggest.js';
import type { AnyOption, ConfigOf, Options } from './option.js';

type Config = Record<string, unknown>;

/**
 * The options of a call, each checked and those left out filled in.
 *
 * @param where Whose options they are: the function's name, for the sentence.
 * @throws TypeError for what is no object of options, an option that does not exist, or a value that is none of its kind.
 * @example readOptions('fit', { epochs: 5 }, { epochs: optional(count, 1), shuffle: optional(flag, true) })
 */
export const readOptions = <D extends Options>(where: string, given: unknown, declared: D): ConfigOf<D> => {
  const config: Config = {};
  readInto(config, where, given, declared);
  return config as ConfigOf<D>;
};

/** The arguments of a call: those that stand by themselves, in order, and then the options. */
export const readCall = <T extends Options, O extends Options>(
  where: string,
  args: readonly unknown[],
  takes: T,
  options: O,
): ConfigOf<T> & ConfigOf<O> => {
  const names = Object.keys(takes);
  if (args.length > names.length + 1)
    throw new TypeError(`${where} takes ${names.length + 1} arguments at most, got ${args.length}`);
  const config: Config = {};
  names.forEach((name, i) => {
    config[name] = readOne(where, name, takes[name]!, args[i], config);
  });
  readInto(config, where, args[names.length], options, names);
  return config as ConfigOf<T> & ConfigOf<O>;
};

const readInto = (
  config: Config,
  where: string,
  given: unknown,
  declared: Options,
  taken: readonly string[] = [],
): void => {
  if (given !== undefined && !isPlain(given))
    throw new TypeError(
      `${where} takes its options as an object, got ${show(given)}${meantAs(given, declared)}`,
    );
  const known = Object.keys(declared);
  // an option that is undefined is left out, one of no declaration is not
  const stranger = keysOf(given).find((key) => !known.includes(key as string));
  if (stranger !== undefined) throw new TypeError(noOption(where, stranger, known, taken));
  for (const name of known) {
    config[name] = readOne(where, name, declared[name]!, ownValue(given, name), config);
  }
};

/** Which option a value by itself may have been meant as: the first that takes it. */
const meantAs = (given: unknown, declared: Options): string => {
  if (typeof given !== 'number' && typeof given !== 'string') return '';
  const meant = Object.keys(declared).find(
    (name) => name !== 'name' && valueIn(declared[name]!, given) !== undefined,
  );
  return meant === undefined ? '' : `; did you mean { ${meant}: ${show(given)} }?`;
};

/** What stands for a value whose getter throws. */
const unreadable = Object.freeze({
  get value(): never {
    throw new Error('unreadable');
  },
});

const keysOf = (given: object | undefined): readonly (string | symbol)[] => {
  try {
    return given ? Reflect.ownKeys(given) : [];
  } catch {
    return [];
  }
};

/** An object's own value: what it inherits is no option. */
const ownValue = (given: object | undefined, name: string): unknown => {
  try {
    return given && Object.hasOwn(given, name) ? (given as Config)[name] : undefined;
  } catch {
    return unreadable;
  }
};

const noOption = (
  where: string,
  stranger: string | symbol,
  known: readonly string[],
  taken: readonly string[],
): string => {
  const meant = suggest(String(stranger), taken);
  return meant === undefined
    ? `${where} has no option '${String(stranger).slice(0, 60)}'; ${orElse(stranger, known, 'it takes')}`
    : `${where} has no option '${String(stranger)}'; '${meant}' is an argument of its own: ${where}(${taken.join(', ')}, options)`;
};

const readOne = (where: string, name: string, option: AnyOption, given: unknown, before: Config): unknown => {
  if (given === undefined) {
    if (option.absent) return undefined;
    if (option.follows !== undefined) return before[option.follows];
    if (option.fallback !== undefined) return option.read(option.fallback);
  }
  const value = valueIn(option, given);
  if (value !== undefined) return value;
  throw new TypeError(`${where}: ${refusal(name, option, given)}`);
};

/** A value of the option's kind, or `undefined` where it is none. */
export const valueIn = (option: AnyOption, given: unknown): unknown => {
  try {
    return option.read(given);
  } catch {
    // a proxy or a getter that throws, or what a reader cannot parse: no value of any kind
    return undefined;
  }
};

/** The sentence for a value that is none of its kind. */
const refusal = (name: string, option: AnyOption, given: unknown): string => {
  let blamed = { needs: option.needs, part: given };
  let hint: string | undefined;
  try {
    blamed = option.blame?.(given) ?? blamed;
    hint = isPlain(given) && Object.hasOwn(given, name) ? `give ${name} by itself` : option.hint?.(given);
  } catch {
    // the same
  }
  return `${name} must be ${blamed.needs}, got ${show(blamed.part)}${hint === undefined ? '' : `; ${hint}`}`;
};
