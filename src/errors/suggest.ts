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

/** The sentence for an option that does not exist. */
export const unknownOption = (where: string, given: string, known: readonly string[]): string => {
  const near = suggest(given, known);
  return `${where} has no option '${given}'; ${near ? `did you mean '${near}'?` : `it takes ${known.join(', ')}`}`;
};
