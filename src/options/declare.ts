import { isClass } from '../errors/show.js';
import type { ConfigOf, Options } from './option.js';
import { readCall } from './read.js';

/** What a function declares: its name, the arguments that stand by themselves, and its options. */
export interface Declaration {
  readonly name: string;
  readonly takes: Options;
  readonly options: Options;
}

/** A function that carries what it declares along, for docs and tests. */
export interface Declared {
  readonly declaration: Declaration;
}

/** A function under the name that it is exported by, with what it declares. */
export const carrying = <F extends object>(call: F, declaration: Declaration): F & Declared => {
  Object.defineProperty(call, 'name', { value: declaration.name });
  return Object.assign(call, { declaration });
};

/** A function of ours that was given itself in place of what it makes. */
export const isUncalled = (given: unknown): given is Declared => {
  try {
    return typeof given === 'function' && 'declaration' in given;
  } catch {
    return false;
  }
};

/** Whether a value is a function to be called, and no class, layer or function of ours that wants other arguments. */
export const isCallable = (given: unknown): boolean => {
  try {
    return typeof given === 'function' && !isUncalled(given) && !isClass(given) && !('kind' in given);
  } catch {
    return false;
  }
};

/** Whether a value is of a kind of ours (a loss, a metric, an optimizer), and has what makes it one. */
export const isMade = (given: unknown, kind: string, method: string): boolean => {
  try {
    const own = given as Readonly<Record<string, unknown>> | null;
    return typeof own === 'object' && own?.['kind'] === kind && typeof own[method] === 'function';
  } catch {
    return false;
  }
};

/**
 * A function whose arguments are checked and filled in by what it declares: `make` gets all of them by name.
 *
 * @example const adam: (options?: AdamOptions) => Optimizer = declare({ name: 'adam', options: adamOptions }, (config) => ...)
 */
export const declare = <Signature, T extends Options, O extends Options>(
  { name, takes, options }: { readonly name: string; readonly takes?: T; readonly options: O },
  make: (config: ConfigOf<T> & ConfigOf<O>, args: readonly unknown[]) => unknown,
): Signature => {
  const declaration = { name, takes: takes ?? ({} as T), options };
  const call = (...args: readonly unknown[]) => make(readCall(name, args, declaration.takes, options), args);
  return carrying(call, declaration) as unknown as Signature;
};

/** The same for a function that gives a promise: what is wrong with its arguments is a rejection. */
export const declareAsync = <Signature, T extends Options, O extends Options>(
  declaration: { readonly name: string; readonly takes?: T; readonly options: O },
  make: (config: ConfigOf<T> & ConfigOf<O>, args: readonly unknown[]) => Promise<unknown>,
): Signature => {
  const call = declare<((...args: readonly unknown[]) => unknown) & Declared, T, O>(declaration, make);
  const later = async (...args: readonly unknown[]) => call(...args);
  return carrying(later, call.declaration) as unknown as Signature;
};
