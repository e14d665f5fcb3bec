/** ` Did you mean 'wasm'?` for a name that was mistyped, or nothing where no name is near. */
export function didYouMean(given: string, names: readonly string[]): string {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const nearest = ranked[0];
  // A third of the letters wrong is a slip; more is another word.
  return nearest !== undefined && nearest.distance <= Math.max(1, Math.floor(nearest.name.length / 3))
    ? ` Did you mean '${nearest.name}'?`
    : '';
}

/** Insertions, deletions, substitutions and swaps of neighbours that make one word the other (restricted Damerau-Levenshtein). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
      }
    }
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}
