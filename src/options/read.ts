import { isPlain, show } from '../errors/show.js';
import { orElse, suggest } from '../errors/suggest.js';
import { isRequired, type AnyOption, type ConfigOf, type Options } from './option.js';

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
  const rest = args.slice(names.length);
  if (rest.length > 1) {
    if (!isPlain(rest[0])) throw new TypeError(notAnObject(where, rest, options));
    throw new TypeError(`${where} takes ${names.length + 1} arguments at most, got ${args.length}`);
  }
  const config: Config = {};
  names.forEach((name, i) => {
    config[name] = readOne(where, name, takes[name]!, args[i], config);
  });
  readInto(config, where, rest[0], options, names);
  return config as ConfigOf<T> & ConfigOf<O>;
};

const readInto = (
  config: Config,
  where: string,
  given: unknown,
  declared: Options,
  taken: readonly string[] = [],
): void => {
  if (given !== undefined && !isPlain(given)) throw new TypeError(notAnObject(where, [given], declared));
  const known = Object.keys(declared);
  // an option that is undefined is left out, one of no declaration is not
  const stranger = keysOf(given).find((key) => !known.includes(key as string));
  if (stranger !== undefined) throw new TypeError(noOption(where, stranger, known, taken));
  for (const name of known) {
    config[name] = readOne(where, name, declared[name]!, ownValue(given, name), config);
  }
};

const notAnObject = (where: string, given: readonly unknown[], declared: Options): string =>
  `${where} takes its options as an object, got ${given.map((each) => show(each)).join(', ')}${meantAs(given, declared)}`;

/**
 * Which options values by place may have been meant as: one by itself as the first that takes it, several as those that
 * must be given, in their order; of others no order is Keras's.
 */
const meantAs = (given: readonly unknown[], declared: Options): string => {
  const takes = (name: string, value: unknown) => valueIn(declared[name]!, value) !== undefined;
  const [first] = given;
  const alone = typeof first === 'number' || typeof first === 'string' ? first : undefined;
  const names = Object.keys(declared).filter((name) =>
    given.length > 1 ? isRequired(declared[name]!) : name !== 'name' && takes(name, alone),
  );
  if (!given.every((value, i) => names[i] !== undefined && takes(names[i], value))) return '';
  return `; did you mean { ${given.map((value, i) => `${names[i]}: ${show(value)}`).join(', ')} }?`;
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
