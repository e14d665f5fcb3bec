// Passes number by number.
import type { Kernel } from './kernel.js';

const threads = 256;

/** A number as WGSL writes a float. */
export const float = (value: number): string => `(${Math.fround(value)}f)`;

/** The workgroups that a pass over so many numbers takes; each thread goes on to others where there are more. */
export const groupsOf = (count: number, most: number): readonly [number, number] => [
  Math.max(1, Math.min(most, Math.ceil(count / threads))),
  1,
];

/** A pass over some arrays: `lines` know `i`, and get and set operands there. */
export const mapOf = (
  key: string,
  reads: readonly string[],
  writes: readonly string[],
  lines: string,
  { numbers, shared, sizes = [] }: Partial<Pick<Kernel, 'numbers' | 'shared' | 'sizes'>> = {},
): Kernel => ({
  ...{ key, writes, numbers, shared, sizes: ['count', ...sizes], threads: [threads, 1] },
  operands: [...reads, ...writes.filter((name) => !reads.includes(name))],
  code: `
  for (var i = group.x * ${threads}u + local.x; i < sizes.count; i += groups.x * ${threads}u) {
    ${lines}
  }`,
});
