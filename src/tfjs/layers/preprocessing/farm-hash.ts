// FarmHash's fingerprint of 64 bits, by which TensorFlow puts strings into buckets: the hash `farmhashna` of
// https://github.com/google/farmhash.

const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => wrap((value >> by) | (value << (64n - by)));
const shiftMix = (value: bigint): bigint => value ^ (value >> 47n);

const hash16 = (u: bigint, v: bigint, mul: bigint): bigint => {
  const a = shiftMix(wrap((u ^ v) * mul));
  return wrap(shiftMix(wrap((v ^ a) * mul)) * mul);
};

/** The hash of some bytes. */
export const farmHash = (bytes: Uint8Array): bigint => {
  const { length } = bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const at64 = (at: number): bigint => view.getBigUint64(at, true);
  const at32 = (at: number): bigint => BigInt(view.getUint32(at, true));
  const size = BigInt(length);

  const upTo16 = (): bigint => {
    const mul = k2 + size * 2n;
    if (length >= 8) {
      const a = wrap(at64(0) + k2);
      const b = at64(length - 8);
      const c = wrap(rotate(b, 37n) * mul + a);
      return hash16(c, wrap((rotate(a, 25n) + b) * mul), wrap(mul));
    }
    if (length >= 4) return hash16(size + (at32(0) << 3n), at32(length - 4), wrap(mul));
    if (length === 0) return k2;
    const y = BigInt(bytes[0]!) + (BigInt(bytes[length >> 1]!) << 8n);
    const z = size + (BigInt(bytes[length - 1]!) << 2n);
    return wrap(shiftMix(wrap((y * k2) ^ wrap(z * k0))) * k2);
  };

  const upTo32 = (): bigint => {
    const mul = wrap(k2 + size * 2n);
    const a = wrap(at64(0) * k1);
    const b = at64(8);
    const c = wrap(at64(length - 8) * mul);
    const d = wrap(at64(length - 16) * k2);
    return hash16(
      wrap(rotate(wrap(a + b), 43n) + rotate(c, 30n) + d),
      wrap(a + rotate(wrap(b + k2), 18n) + c),
      mul,
    );
  };

  const upTo64 = (): bigint => {
    const mul = wrap(k2 + size * 2n);
    const a = wrap(at64(0) * k2);
    const b = at64(8);
    const c = wrap(at64(length - 8) * mul);
    const d = wrap(at64(length - 16) * k2);
    const y = wrap(rotate(wrap(a + b), 43n) + rotate(c, 30n) + d);
    const z = hash16(y, wrap(a + rotate(wrap(b + k2), 18n) + c), mul);
    const e = wrap(at64(16) * mul);
    const f = at64(24);
    const g = wrap((y + at64(length - 32)) * mul);
    const h = wrap((z + at64(length - 24)) * mul);
    return hash16(
      wrap(rotate(wrap(e + f), 43n) + rotate(g, 30n) + h),
      wrap(e + rotate(wrap(f + a), 18n) + g),
      mul,
    );
  };

  /** Two hashes of the 32 bytes at a place, from two seeds. */
  const weak32 = (at: number, first: bigint, second: bigint): readonly [bigint, bigint] => {
    const [w, x, y, z] = [at64(at), at64(at + 8), at64(at + 16), at64(at + 24)];
    const a = wrap(first + w);
    const b = rotate(wrap(second + a + z), 21n);
    const sum = wrap(a + x + y);
    return [wrap(sum + z), wrap(b + rotate(sum, 44n) + a)];
  };

  const long = (): bigint => {
    const seed = 81n;
    let x = seed;
    let y = wrap(seed * k1 + 113n);
    let z = wrap(shiftMix(wrap(y * k2 + 113n)) * k2);
    let v: readonly [bigint, bigint] = [0n, 0n];
    let w: readonly [bigint, bigint] = [0n, 0n];
    x = wrap(x * k2 + at64(0));
    const round = (at: number, mul: bigint, last: bigint, ninth: bigint) => {
      x = wrap(rotate(wrap(x + y + v[0] + at64(at + 8)), 37n) * mul);
      y = wrap(rotate(wrap(y + v[1] + at64(at + 48)), 42n) * mul);
      x = wrap(x ^ wrap(w[1] * last));
      y = wrap(y + v[0] * ninth + at64(at + 40));
      z = wrap(rotate(wrap(z + w[0]), 33n) * mul);
      v = weak32(at, wrap(v[1] * mul), wrap(x + w[0]));
      w = weak32(at + 32, wrap(z + w[1]), wrap(y + at64(at + 16)));
      [x, z] = [z, x];
    };
    const end = Math.floor((length - 1) / 64) * 64;
    for (let at = 0; at < end; at += 64) round(at, k1, 1n, 1n);
    const mul = wrap(k1 + ((z & 0xffn) << 1n));
    w = [wrap(w[0] + BigInt((length - 1) & 63)), w[1]];
    v = [wrap(v[0] + w[0]), v[1]];
    w = [wrap(w[0] + v[0]), w[1]];
    round(length - 64, mul, 9n, 9n);
    return hash16(
      wrap(hash16(v[0], w[0], mul) + shiftMix(y) * k0 + z),
      wrap(hash16(v[1], w[1], mul) + x),
      mul,
    );
  };

  return length <= 16 ? upTo16() : length <= 32 ? upTo32() : length <= 64 ? upTo64() : long();
};
