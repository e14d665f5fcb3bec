const room = 60;

/** A text cut to so many characters. */
const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/**
 * A value in the words of an error, in 60 characters at most, whatever it is.
 *
 * @example show([1, 2n, 'a']) // '[1, 2n, "a"]'
 */
export const show = (value: unknown): string => {
  try {
    return cut(words(value, 2), room);
  } catch {
    // a proxy or a getter that throws
    return 'a value that cannot be read';
  }
};

/**
 * The same of a type: `Shown<[1, 'a']>` is `'[1, "a"]'`. Of an object a type does not know in what order its keys stand.
 */
export type Shown<X> = X extends string
  ? string extends X
    ? 'a text'
    : `"${X}"`
  : X extends number | boolean | null | undefined
    ? number extends X
      ? 'a number'
      : `${X}`
    : X extends readonly unknown[]
      ? number extends X['length']
        ? 'a list'
        : `[${ShownList<X>}]`
      : X extends (...args: never) => unknown
        ? 'a function'
        : 'an object';

type ShownList<X, Done extends string = ''> = X extends readonly [infer Head, ...infer Rest]
  ? ShownList<Rest, Done extends '' ? Shown<Head> : `${Done}, ${Shown<Head>}`>
  : Done;

const words = (value: unknown, depth: number): string => {
  if (typeof value === 'string') return JSON.stringify(cut(value, room));
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return String(value);
  const { kind, name } = value as { readonly kind?: unknown; readonly name?: unknown };
  if (typeof kind === 'string') return article(kind);
  if (typeof value === 'function')
    return typeof name === 'string' && name ? `function ${name}` : 'a function';
  if (Array.isArray(value)) return list('[', ']', value.length, depth, (i) => words(value[i], depth - 1));
  if (ArrayBuffer.isView(value)) return `${typeName(value)}(${String((value as Uint8Array).length)})`;
  if (!isPlain(value)) return article(typeName(value));
  const keys = Object.keys(value);
  return list('{ ', ' }', keys.length, depth, (i) => {
    const key = keys[i]!;
    return `${cut(key, room)}: ${words((value as Readonly<Record<string, unknown>>)[key], depth - 1)}`;
  });
};

/** The first of some elements, as many as there is room for; depth ends what goes round in a circle. */
const list = (
  open: string,
  close: string,
  length: number,
  depth: number,
  element: (i: number) => string,
): string => {
  if (length === 0) return open.trim() + close.trim();
  if (depth === 0) return `${open}…${close}`;
  const shown: string[] = [];
  for (let i = 0; i < length && shown.join(', ').length < room; i++) shown.push(element(i));
  return `${open}${shown.join(', ')}${shown.length < length ? ', …' : ''}${close}`;
};

const article = (noun: string): string => `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;

const typeName = (value: object): string => {
  const { constructor: made } = Object.getPrototypeOf(value) as { readonly constructor?: unknown };
  return typeof made === 'function' && made.name ? made.name : 'object';
};

/** Whether a value is a plain object, as `{ ... }` makes them, of whatever realm; a proxy that throws is none. */
export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  try {
    const prototype = Object.getPrototypeOf(value) as object | null;
    return !isList(value) && (prototype === null || Object.getPrototypeOf(prototype) === null);
  } catch {
    return false;
  }
};

/** Whether a value is an array; a proxy that was revoked is none. */
export const isList = (value: unknown): value is readonly unknown[] => {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
};

/** The own members of a plain object, by name; none where it is another thing, or a getter throws. */
export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => {
  try {
    return isPlain(value) ? Object.entries(value) : [];
  } catch {
    return [];
  }
};

/** Whether an object has a member; a proxy that throws has none. */
export const hasMember = (value: unknown, name: PropertyKey): boolean => {
  try {
    return typeof value === 'object' && value !== null && name in value;
  } catch {
    return false;
  }
};

/** Whether a value is a class: calling it would be an error of JavaScript's own. */
export const isClass = (value: unknown): boolean =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
