/** How a model has its inputs, or its outputs: one by itself, several by name, or several in a list. */
export interface Arrangement {
  /** The names of several, in order; `undefined` where there is one, by itself. */
  readonly names: readonly string[] | undefined;
  /** Whether several stand in a list. */
  readonly isList: boolean;
}

/** Values as a model has them: `arrange({ names: ['a', 'b'], isList: false }, [1, 2])` is `{ a: 1, b: 2 }`. */
export const arrange = <T>(
  { names, isList }: Arrangement,
  values: readonly T[],
): T | readonly T[] | Readonly<Record<string, T>> => {
  if (!names) return values[0]!;
  return isList ? values : Object.fromEntries(names.map((name, i) => [name, values[i]!]));
};
