import { isClass, isList, isPlain, show } from '../../errors/show.js';
import { suggest } from '../../errors/suggest.js';
import { hooks } from './hooks.js';

/** Refuses what is no callback, and a callback with a misspelt hook: it would never be called. */
export const checkCallback = (callback: unknown, place: number): void => {
  const where = `callbacks[${place}]`;
  if (typeof callback === 'function') {
    const name = callback.name || 'a function';
    const remedy = isClass(callback) ? `give an instance: new ${name}()` : `call it: ${name}()`;
    throw new TypeError(`${where} must be an object with hooks such as onEpochEnd, got ${name}; ${remedy}`);
  }
  if (!isObject(callback))
    throw new TypeError(`${where} must be an object with hooks such as onEpochEnd, got ${show(callback)}`);
  let hooked = isPlain(callback);
  for (const [name, value] of members(callback)) {
    if (hooks.includes(name)) {
      hooked ||= typeof value === 'function';
      if (value === undefined || typeof value === 'function') continue;
      throw new TypeError(
        `${where}.${name} must be a function, got ${value === null ? 'null' : typeof value}`,
      );
    }
    if (typeof value !== 'function') continue;
    const meant = intended(name);
    if (meant === undefined && !/^on[A-Z]/.test(name)) continue;
    throw new TypeError(
      `${where} has no hook '${name}'; ${meant ? `did you mean '${meant}'?` : `the hooks are ${hooks.join(', ')}`}`,
    );
  }
  if (!hooked)
    throw new TypeError(
      `${where} has no hook such as onEpochEnd: it would never be called; got ${show(callback)}`,
    );
};

/** Whether something has a hook, or what may be meant for one: a callback by itself, where a list may stand. */
export const hasHooks = (value: unknown): value is object =>
  isObject(value) && members(value).some(([name]) => hooks.includes(name) || /^on_?[a-zA-Z]/.test(name));

/** Whether a value's members can be looked at. */
const isObject = (value: unknown): value is object => {
  try {
    return typeof value === 'object' && value !== null && !isList(value) && members(value).length >= 0;
  } catch {
    return false;
  }
};

/** The members of an object and of the classes it is of, without calling a getter. */
const members = (object: object): [name: string, value: unknown][] => {
  const found: [string, unknown][] = [];
  for (
    let at: object | null = object;
    at && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  )
    for (const [name, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (!get) found.push([name, value]);
  return found;
};

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** Keras's older names. */
const old = new Map([
  ['onbatchbegin', 'onTrainBatchBegin'],
  ['onbatchend', 'onTrainBatchEnd'],
]);

/** The hook that a name was meant to be: in Keras's spelling, in other capitals, by its old name, or nearly right. */
const intended = (name: string): string | undefined => {
  const same = hooks.find((hook) => plain(hook) === plain(name));
  if (same) return same;
  const renamed = old.get(plain(name));
  if (renamed) return renamed;
  return /^on[A-Z_]/.test(name) ? suggest(name.replaceAll('_', ''), hooks) : undefined;
};
