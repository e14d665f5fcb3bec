/** One part of inputs or labels in print: `x`, `x.title`, or `x[0]` of a list. */
export const partName = (
  what: string,
  at: number,
  names: readonly string[] | undefined,
  isList: boolean,
): string => (names ? (isList ? `${what}[${at}]` : `${what}.${names[at]}`) : what);
