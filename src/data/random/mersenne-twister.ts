// The generator that NumPy and Python draw from: with it one seed splits and shuffles as it does there.
// Makoto Matsumoto and Takuji Nishimura, Mersenne Twister (1998), MT19937.
const size = 624;
const shift = 397;

/** Numbers of 32 bits, the next at each call. */
export type Words = () => number;

const begun = (seed: number): Uint32Array => {
  const state = new Uint32Array(size);
  state[0] = seed >>> 0;
  for (let i = 1; i < size; i++) {
    const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  return state;
};

const drawn = (state: Uint32Array): Words => {
  let at = size;
  const renew = () => {
    for (let i = 0; i < size; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
      state[i] = state[(i + shift) % size]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    at = 0;
  };
  return () => {
    if (at === size) renew();
    let y = state[at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
};

/** The words of a seed of 32 bits, as NumPy's `RandomState(seed)` draws them. */
export const numpyWords = (seed: number): Words => drawn(begun(seed));

/** The words of a whole number, as Python's `random.seed(seed)` draws them: by its digits of 32 bits. */
export const pythonWords = (seed: number): Words => {
  const keys = [seed % 2 ** 32, ...(seed >= 2 ** 32 ? [Math.floor(seed / 2 ** 32)] : [])];
  const state = begun(19650218);
  const mixed = (i: number) => state[i - 1]! ^ (state[i - 1]! >>> 30);
  let i = 1;
  const onward = () => {
    if (++i < size) return;
    state[0] = state[size - 1]!;
    i = 1;
  };
  for (let k = 0; k < size; k++) {
    const j = k % keys.length;
    state[i] = (state[i]! ^ Math.imul(mixed(i), 1664525)) + keys[j]! + j;
    onward();
  }
  for (let k = 1; k < size; k++) {
    state[i] = (state[i]! ^ Math.imul(mixed(i), 1566083941)) - i;
    onward();
  }
  state[0] = 0x80000000;
  return drawn(state);
};
