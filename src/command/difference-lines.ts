import type { ModelDifference } from '../codegen/index.js';

/** How models differ, a line each: `-` for what the first alone has, `+` for the second, `~` for what both have otherwise. */
export const differenceLines = ({ added, removed, changed, weights }: ModelDifference): readonly string[] => [
  ...removed.map((path) => `- ${path}`),
  ...added.map((path) => `+ ${path}`),
  ...changed.map(
    ({ layer, what, before, after }) => `~ ${layer === '' ? 'model' : layer}: ${what} ${before} -> ${after}`,
  ),
  ...weights.map(({ path, largest }) => `~ ${path}: differs by ${Number(largest.toPrecision(3))} at most`),
];
