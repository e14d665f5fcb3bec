// Every argument and option of the functions of a module is seen to have an effect.
import { expect, test } from 'vitest';
import type { Declared } from '../../src/options/declare.js';

type Untyped = ((...args: readonly unknown[]) => unknown) & Declared;

/** What an argument or option is set to, and what else is, so that there is something to see. */
export interface Effect {
  readonly values: readonly unknown[];
  readonly besides?: Readonly<Record<string, unknown>>;
}
/** What a function is called with otherwise, and what each of its arguments and options changes. */
export interface Effects {
  readonly sample: Readonly<Record<string, unknown>>;
  readonly of: Readonly<Record<string, Effect>>;
}

/** What came of a call, as text: of batches all of an epoch. */
const seen = async (made: unknown): Promise<unknown> => {
  if (Array.isArray(made)) return Promise.all(made.map(seen));
  if (typeof made !== 'object' || made === null) return made;
  if (ArrayBuffer.isView(made)) return Array.from(made as Float32Array);
  const parts: unknown[] = [];
  if (Symbol.asyncIterator in made)
    for await (const batch of made as AsyncIterable<unknown>) parts.push(await seen(batch));
  for (const [key, value] of Object.entries(made))
    if (typeof value !== 'function') parts.push([key, await seen(value)]);
  return parts;
};

/** Holds every function of a module to its entries; a new option fails here by its name. */
export const holdEffects = (module: object, all: Readonly<Record<string, Effects>>): void => {
  const functions = Object.entries(module as Readonly<Record<string, Untyped>>);
  const cases = functions.flatMap(([name, call]) => {
    const { takes, options } = call.declaration;
    return [...Object.keys(takes), ...Object.keys(options)].map((option) => [name, option, call] as const);
  });

  test.each(cases)('%s: %s has an effect', async (name, option, call) => {
    const { sample, of } = all[name] ?? { sample: {}, of: {} };
    const effect = of[option];
    if (!effect) throw new Error(`there is no entry for ${option} of ${name}`);
    const { takes, options } = call.declaration;
    const look = async (more: object) => {
      const given: Readonly<Record<string, unknown>> = { ...sample, ...effect.besides, ...more };
      const named = Object.fromEntries(Object.entries(given).filter(([key]) => key in options));
      const args = [
        ...Object.keys(takes).map((key) => given[key]),
        ...(Object.keys(options).length ? [named] : []),
      ];
      try {
        return JSON.stringify(await seen(await call(...args)));
      } catch (error) {
        return `refused: ${(error as Error).message}`;
      }
    };
    const found = [await look({})];
    for (const value of effect.values) found.push(await look({ [option]: value }));
    expect(await look({ [option]: effect.values[0] })).toBe(found[1]);
    expect(new Set(found).size).toBe(effect.values.length + 1);
    // at most one of them is refused, for else a sentence may be all that an option changes
    expect(found.filter((each) => each.startsWith('refused')).length).toBeLessThanOrEqual(1);
  });

  test('each entry is of an argument or option that there is', () => {
    const known = cases.map(([name, option]) => `${name}.${option}`);
    const entries = Object.entries(all).flatMap(([name, { of }]) =>
      Object.keys(of).map((key) => `${name}.${key}`),
    );
    expect(entries.filter((entry) => !known.includes(entry))).toEqual([]);
  });
};
