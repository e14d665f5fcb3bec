// Weights in fewer bits: each number comes back as near as the bits allow.
import { describe, expect, test } from 'vitest';
import { dequantized } from '../../src/files/quantization.js';
import { halfOf, quantized } from '../../src/files/quantize.js';
import type { WeightEntry } from '../../src/files/artifacts.js';

const entry = (size: number): WeightEntry => ({ name: 'w', shape: [size], dtype: 'float32', group: 'model' });
const back = (values: readonly number[], dtype: 'uint8' | 'uint16' | 'float16'): readonly number[] => {
  const data = Float32Array.from(values).buffer;
  const made = quantized({ entries: [entry(values.length)], data }, dtype);
  return [...dequantized(made.data, 0, values.length, made.entries[0]!.quantization!)];
};

describe('whole numbers between two ends', () => {
  test.each([
    ['uint8', 255],
    ['uint16', 65_535],
  ] as const)('%s', (dtype, most) => {
    for (const values of [
      [-1, -0.3, 0, 0.2, 2],
      [5, 6, 7.5],
      [-3, -2],
    ]) {
      const step = (Math.max(...values) - Math.min(...values)) / most;
      back(values, dtype).forEach((value, i) =>
        // the ends may move by half a step, so that zero stays zero
        expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(step * 1.001),
      );
    }
    expect(back([-1, 0, 2], dtype)[1]).toBeCloseTo(0, 12);
    expect(back([0.25, 0.25], dtype)).toEqual([0.25, 0.25]);
    expect(back([], dtype)).toEqual([]);
  });
});

test('half floats: every one of them is itself, and others go to the next', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const view = new DataView(new ArrayBuffer(2));
    view.setUint16(0, bits, true);
    const [value] = dequantized(view.buffer, 0, 1, { dtype: 'float16' });
    if (!Number.isNaN(value)) expect(halfOf(value!)).toBe(bits);
  }
  expect(halfOf(NaN)).toBe(0x7e00);
  // as numpy rounds: to the even one of two as near
  expect(
    [1 + 2 ** -11, 1 + 3 * 2 ** -11, 65_504, 65_519, 65_520, 2 ** -25, 2 ** -25 * 1.01].map(halfOf),
  ).toEqual([0x3c00, 0x3c02, 0x7bff, 0x7bff, 0x7c00, 0, 1]);
});

test('whole numbers stay as they are', () => {
  const data = new ArrayBuffer(12);
  new Int32Array(data, 0, 1)[0] = 123_456_789;
  new Float32Array(data, 4, 2).set([0.5, -0.5]);
  const made = quantized(
    { entries: [{ name: 'count', shape: [], dtype: 'int32', group: 'model' }, entry(2)], data },
    'float16',
  );
  expect(made.data.byteLength).toBe(8);
  expect(new DataView(made.data).getInt32(0, true)).toBe(123_456_789);
  expect([...dequantized(made.data, 4, 2, { dtype: 'float16' })]).toEqual([0.5, -0.5]);
});
