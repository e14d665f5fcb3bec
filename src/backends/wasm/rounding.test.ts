// Products in one rounding or in two: where the engine has relaxed SIMD, and as the user wants.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';
import { addsInOneRounding, setBitEqual } from './rounding.js';
import { assemble, f32x4, get, join, relaxedMadd, set } from './simd/assembler.js';

afterAll(() => setBitEqual(false));

/** A sum of products whose last bits are lost where each is rounded before it is added. */
const product = (): number => {
  const near = 1 + 2 ** -12;
  return tf.tidy(() => tf.matMul([[-1, near]], [[near * near], [near]]).dataSync()[0]!);
};

describe('the rounding of products', () => {
  const relaxed = WebAssembly.validate(
    assemble({
      parameters: [],
      body: (_, local) => {
        const sum = local('v128');
        return join(set(sum, relaxedMadd(get(sum), get(sum), f32x4.zero)));
      },
    }),
  );

  it('is one where the engine has relaxed SIMD, and two where results are to be alike everywhere', async () => {
    await useBackend('wasm');
    expect(addsInOneRounding()).toBe(relaxed);
    const before = product();
    await useBackend('wasm', { bitEqual: true });
    expect(addsInOneRounding()).toBe(false);
    // the square is rounded to what was there before it
    expect(product()).toBe(0);
    await useBackend('wasm');
    expect(addsInOneRounding()).toBe(false);
    await useBackend('wasm', { bitEqual: false });
    expect(addsInOneRounding()).toBe(relaxed);
    expect(product()).toBe(before);
  });

  it('refuses what is no boolean', async () => {
    await expect(useBackend('wasm', { bitEqual: 'yes' as unknown as boolean })).rejects.toThrow(/bitEqual/);
  });
});
