import type { Heap } from './heap.js';

const guarded = new WeakSet<Heap['wasm']>();

/**
 * Has the heap say so where it cannot grow any more (at 4 GB, or the machine's own limit). tfjs takes the address 0
 * that it is then given for a tensor's, and writes over what lies there. Called again, it does nothing.
 */
export const guardMemory = ({ wasm }: Heap): void => {
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  // the module puts its own function in this place at the first call
  wasm._free(wasm._malloc(4));
  const allocate = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes) => {
    const offset = allocate(bytes);
    if (offset === 0 && bytes > 0)
      throw new Error(`WebAssembly is out of memory: ${bytes} bytes more were needed`);
    return offset;
  };
};
