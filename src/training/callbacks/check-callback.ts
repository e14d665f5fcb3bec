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
  if (typeof callback !== 'object' || callback === null)
    throw new TypeError(
      `${where} must be an object with hooks such as onEpochEnd, got ${callback === null ? 'null' : `${typeof callback} ${String(callback)}`}`,
    );
  for (const [name, value] of members(callback)) {
    if (hooks.includes(name)) {
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
};

const isClass = (value: object): boolean => /^class\b/.test(Function.prototype.toString.call(value));

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
