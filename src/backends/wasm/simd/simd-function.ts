import type { Heap } from '../heap.js';
import { assemble } from './assembler.js';
import type { Definition } from './assembler.js';

/** A function of ours in WebAssembly that works in tfjs's heap. Offsets and strides are in bytes. */
export type SimdFunction = (...parameters: number[]) => void;

/**
 * Compiles a definition for the heap it is asked for, once for each. Gives null where there is no SIMD, or where the
 * heap is shared among threads (tfjs's own kernels use them all, ours would use one).
 */
export function simdFunction(definition: Definition): (heap: Heap) => SimdFunction | null {
  const compiled = new WeakMap<object, SimdFunction | null>();
  return (heap) => {
    let run = compiled.get(heap.wasm);
    if (run === undefined) {
      run = compile(definition, heap);
      compiled.set(heap.wasm, run);
    }
    return run;
  };
}

/** Compiles a definition for a heap, or gives null. */
export function compile(definition: Definition, heap: Heap): SimdFunction | null {
  const memory = heap.wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory) || !(memory.buffer instanceof ArrayBuffer)) return null;
  const bytes = assemble(definition);
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { tfjs: { memory } });
  return exports['run'] as SimdFunction;
}
