import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';

let clock = 0;
const paceOf = (most: number) => new Pace(most, () => clock);

/** How often each number of helpers was used in some steps, which take so long. */
const used = (pace: Pace, steps: number, time: (helpers: number, step: number) => number, there = 1) => {
  const counts: Record<number, number> = {};
  for (let step = 0; step < steps; step++) {
    const helpers = pace.next(there);
    counts[helpers] = (counts[helpers] ?? 0) + 1;
    const taken = time(helpers, step);
    clock += taken;
    pace.tell(helpers, taken, there);
  }
  return counts;
};

describe('the number of helpers', () => {
  it('is that which was fastest', () => {
    const pace = paceOf(1);
    expect(used(pace, 1000, (helpers) => (helpers === 1 ? 0.6 : 1))[1]).toBeGreaterThan(900);
    const four = paceOf(3);
    expect(used(four, 1000, (helpers) => [8, 5, 4, 3][helpers]!, 3)[3]).toBeGreaterThan(900);
    const two = paceOf(3);
    expect(used(two, 1000, (helpers) => [8, 3, 4, 5][helpers]!, 3)[1]).toBeGreaterThan(900);
  });

  it('is none where they save next to nothing, or are not there', () => {
    expect(used(paceOf(1), 1000, (helpers) => (helpers === 1 ? 0.97 : 1))[1]).toBeLessThan(30);
    expect(used(paceOf(1), 100, () => 1, 0)).toEqual({ 0: 100 });
  });

  it('costs little where they are hopeless', () => {
    const times = { 1: 0, 0: 0 } as Record<number, number>;
    used(paceOf(1), 5000, (helpers) => {
      const time = helpers === 1 ? 20 : 1;
      times[helpers]! += time;
      return time;
    });
    expect(times[1]! / times[0]!).toBeLessThan(0.05);
  });

  it('changes where they become slow, and where they become fast', () => {
    const pace = paceOf(1);
    used(pace, 500, (helpers) => (helpers === 1 ? 5 : 10));
    expect(pace.next(1)).toBe(1);
    const busy = used(pace, 500, (helpers) => (helpers === 1 ? 15 : 10));
    expect(busy[1]).toBeLessThan(60);
    expect(used(pace, 4000, (helpers) => (helpers === 1 ? 5 : 10))[1]).toBeGreaterThan(1000);
  });
});
