import { closest, distance } from 'fastest-levenshtein';

/** The known name nearest to a misspelt one, if it is near enough to be meant. */
export const suggest = (given: string, known: readonly string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const near = closest(
    given.toLowerCase(),
    known.map((name) => name.toLowerCase()),
  );
  const far = distance(given.toLowerCase(), near);
  return far <= Math.max(2, given.length / 3) ? known.find((name) => name.toLowerCase() === near) : undefined;
};

/** Refuses options that are no object, and the first that does not exist; `undefined` and `null` are no options at all. */
export const checkOptions = <O extends object>(
  where: string,
  given: O | undefined,
  known: readonly string[],
): O => {
  const options = given ?? ({} as O);
  if (typeof options !== 'object')
    throw new TypeError(`${where} takes its options as an object, got ${String(options)}`);
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger !== undefined) throw new TypeError(unknownOption(where, stranger, known));
  return options;
};

/** The sentence for an option that does not exist. */
export const unknownOption = (where: string, given: string, known: readonly string[]): string => {
  const near = suggest(given, known);
  return `${where} has no option '${given}'; ${near ? `did you mean '${near}'?` : `it takes ${known.join(', ')}`}`;
};
