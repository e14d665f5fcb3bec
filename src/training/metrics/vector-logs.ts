// Metrics of several numbers: how they stand in logs, number by number, and how they stand in results.

/** The name under which results have a metric: of one of several numbers the types say `'precision[]'`. */
export type BareName<Name extends string> = Name extends `${infer Bare}[]` ? Bare : Name;

/** Results by name: a number each, or a list where a metric gives several. */
export type ResultsOf<Names extends string> = {
  readonly [Name in Names as BareName<Name>]: Name extends `${string}[]` ? number[] : number;
};

/** Results in a list. */
export type ResultListOf<Names extends string> = (Names extends `${string}[]` ? number | number[] : number)[];

/** The name of one of a metric's numbers: `'precision[1]'`. */
export const placeName = (name: string, place: number): string => `${name}[${place}]`;

const placed = /^(.+)\[(\d+)\]$/;

/** The names of results: those of several numbers once. */
export const bareNames = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => placed.exec(name)?.[1] ?? name)),
];

/** Numbers of one name, `precision[0]` and `precision[1]`, as one list. */
export const gathered = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T | T[]>> => {
  // a map, for a metric may be called '__proto__'
  const together = new Map<string, T | T[]>();
  for (const [name, value] of Object.entries(values)) {
    const [, bare, place] = placed.exec(name) ?? [];
    if (bare === undefined) {
      together.set(name, value);
      continue;
    }
    const list = (together.get(bare) ?? []) as T[];
    list[Number(place)] = value;
    together.set(bare, list);
  }
  return Object.fromEntries(together);
};

/** Lists of numbers by epoch, `precision[0]` and `precision[1]`, as one list of lists. */
export const gatheredByEpoch = (
  history: Readonly<Record<string, number[]>>,
): Readonly<Record<string, number[]>> =>
  Object.fromEntries(
    Object.entries(gathered(history)).map(([name, values]) => [
      name,
      Array.isArray(values[0])
        ? values[0].map((_, epoch) => (values as number[][]).map((each) => each[epoch]!))
        : values,
    ]),
  ) as unknown as Readonly<Record<string, number[]>>;
