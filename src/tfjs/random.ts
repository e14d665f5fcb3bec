/** A stream of uniform numbers in [0, 1), the same for the same seed: Mulberry32 (Tommy Ettinger, public domain). */
export const randomStream = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** A seed for part `index` of what has the seed `seed`; neighbours share nothing. */
export const seedOf = (seed: number, index: number): number => {
  let mixed = Math.imul((seed >>> 0) ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return Math.imul(mixed, 0x27d4eb2f) >>> 0;
};

/** Where seeds that nobody chose come from, once somebody has chosen where they begin. */
let seeds: (() => number) | undefined;

/** A seed that nobody chose: of chance, or the next after the one that `seedSeeds` was given. */
export const freshSeed = (): number => Math.floor((seeds ?? Math.random)() * 4294967296);

/** Has the seeds that nobody chooses follow from one. */
export const seedSeeds = (seed: number): void => {
  seeds = randomStream(seedOf(seed, 0));
};

/** A stream of standard normal numbers: Box and Muller 1958. */
export const normalStream = (uniform: () => number): (() => number) => {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
};

/** The numbers 0 .. n-1 in a random order: Fisher and Yates. */
export const permutation = (n: number, uniform: () => number): Int32Array => {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
};

/** Numbers of the gamma distribution of scale 1 and any shape above 0: Marsaglia and Tsang 2000. */
export const gammaStream = (uniform: () => number): ((shape: number) => number) => {
  const normal = normalStream(uniform);
  const draw = (shape: number): number => {
    if (shape < 1) return draw(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return draw;
};
