// Weights in fewer bits, as tfjs's converter writes them; quantization.ts reads such.
import { countOf } from '../shapes/sizes.js';
import type { Artifacts, WeightEntry } from './artifacts.js';
import { bytesOf, type Quantization } from './quantization.js';

/** What numbers are written in: whole numbers of 8 or 16 bits between a weight's two ends, or half floats. */
export type QuantizedDtype = Quantization['dtype'];

export const quantizedDtypes = ['uint8', 'uint16', 'float16'] as const satisfies readonly QuantizedDtype[];

const [float, bits] = [new Float32Array(1), new Int32Array(1)];

/** The half float next to a number, of two as near the even one (IEEE 754). */
export const halfOf = (value: number): number => {
  float[0] = value;
  bits.set(new Int32Array(float.buffer));
  const sign = (bits[0]! >>> 16) & 0x8000;
  const size = Math.abs(float[0]);
  if (Number.isNaN(size)) return 0x7e00;
  // steps of 2^-24 below the normal ones, and of 2^-10 of their power of two above
  const power = Math.max(-14, Math.floor(Math.log2(size === 0 ? 1 : size)));
  const exponent = size < 2 ** power ? power - 1 : size >= 2 ** (power + 1) ? power + 1 : power;
  const step = 2 ** (Math.max(-14, exponent) - 10);
  const steps = size / step;
  const floor = Math.floor(steps);
  const rest = steps - floor;
  const whole = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  const rounded = whole * step;
  if (rounded >= 65_536 || size === Infinity) return sign | 0x7c00;
  if (rounded < 2 ** -14) return sign | (rounded / 2 ** -24);
  const own = Math.floor(Math.log2(rounded));
  return sign | ((own + 15) << 10) | ((rounded / 2 ** own - 1) * 1024);
};

/** The two ends that the numbers of a weight are written between; zero stays zero. */
const between = (values: Float32Array, most: number): Required<Pick<Quantization, 'scale' | 'min'>> => {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return { scale: 1, min: values.length > 0 ? low : 0 };
  const scale = (high - low) / most;
  return { scale, min: low <= 0 && high >= 0 ? -Math.round(-low / scale) * scale : low };
};

/** A model's weights in fewer bits; whole numbers stay as they are. */
export const quantized = <A extends Pick<Artifacts, 'entries' | 'data'>>(
  artifacts: A,
  dtype: QuantizedDtype,
): A => {
  let [from, to] = [0, 0];
  const made = artifacts.entries.map((entry) => {
    const size = countOf(entry.shape);
    const values = new Float32Array(artifacts.data, from, size);
    from += size * 4;
    if (entry.dtype !== 'float32')
      return { entry, values: new Int32Array(values.buffer, values.byteOffset, size) };
    const quantization: Quantization =
      dtype === 'float16' ? { dtype } : { dtype, ...between(values, dtype === 'uint8' ? 255 : 65_535) };
    return { entry: { ...entry, quantization } satisfies WeightEntry, values };
  });
  const length = made.reduce(
    (sum, { entry, values }) => sum + values.length * bytesOf((entry as WeightEntry).quantization),
    0,
  );
  const view = new DataView(new ArrayBuffer(length));
  for (const { entry, values } of made) {
    const { quantization } = entry as WeightEntry;
    const { scale = 1, min = 0 } = quantization ?? {};
    const most = dtype === 'uint8' ? 255 : 65_535;
    for (const value of values) {
      const steps = Math.min(most, Math.max(0, Math.round((value - min) / scale)));
      if (!quantization) view.setInt32(to, value, true);
      else if (dtype === 'uint8') view.setUint8(to, steps);
      else view.setUint16(to, dtype === 'float16' ? halfOf(value) : steps, true);
      to += bytesOf(quantization);
    }
  }
  return { ...artifacts, entries: made.map(({ entry }) => entry), data: view.buffer };
};
