/** A function of relaxed SIMD's `f32x4.relaxed_madd`, and nothing else. */
const relaxed = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 8, 1, 0x60, 3, 0x7b, 0x7b, 0x7b, 1, 0x7b, 3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0xfd, 0x85, 0x02, 0x0b],
);

let bitEqual = false;
let known: boolean | undefined;

/** Whether products are to be the same to the bit on every machine; what `useBackend('wasm', { bitEqual })` says. */
export const setBitEqual = (wanted: boolean): void => {
  bitEqual = wanted;
};

/**
 * Whether a product is added to its sum in one rounding: where the engine has relaxed SIMD. What the processor makes of it is its
 * own affair, so that the last bits differ from machine to machine.
 */
export const addsInOneRounding = (): boolean => !bitEqual && (known ??= WebAssembly.validate(relaxed));
