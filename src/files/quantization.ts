// Weights that are written in fewer bits, as tfjs's converter does: 8 or 16 bits between two ends, or half floats.

/** How a weight is written in fewer bits. */
export interface Quantization {
  readonly dtype: 'uint8' | 'uint16' | 'float16';
  /** What a step of the whole numbers stands for; of half floats there is none. */
  readonly scale?: number;
  /** What zero stands for. */
  readonly min?: number;
}

/** How many bytes a number is written in. */
export const bytesOf = (quantization: Quantization | undefined): number =>
  quantization === undefined ? 4 : quantization.dtype === 'uint8' ? 1 : 2;

/** The number that a half float of 16 bits stands for: a sign, five bits of exponent, ten of fraction (IEEE 754). */
const halfFloat = (bits: number): number => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
};

/** The numbers that some bytes stand for; they need not begin where four bytes do. */
export const dequantized = (
  data: ArrayBuffer,
  offset: number,
  count: number,
  { dtype, scale = 1, min = 0 }: Quantization,
): Float32Array => {
  const view = new DataView(data, offset, count * (dtype === 'uint8' ? 1 : 2));
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++)
    values[i] =
      dtype === 'float16'
        ? halfFloat(view.getUint16(i * 2, true))
        : (dtype === 'uint8' ? view.getUint8(i) : view.getUint16(i * 2, true)) * scale + min;
  return values;
};
