/** One case in so many, others with each turn: what is slow takes a share a day, and all in CI. */
export const sample = <T>(cases: readonly T[], of: number, turn: number): readonly T[] =>
  cases.filter((_, i) => i % of === turn % of);
