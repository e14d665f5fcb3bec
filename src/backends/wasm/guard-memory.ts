import type { Heap } from './heap.js';

/** Where addresses end. */
const END = 2 ** 32;
const PAGE = 2 ** 16;
/**
 * How far below the end the heap stays. tfjs's allocator asks for more by adding to the heap's end without looking whether
 * that goes round: a block that would, lies beyond the heap, and the next ones over what lives at its beginning. Requests
 * below this size cannot go round, those of tfjs's own kernels among them; larger ones are asked first.
 */
const RESERVE = 2 ** 29;
/** What the allocator adds to a request. */
const ROUNDING = 2 ** 20;

const guarded = new WeakSet<Heap['wasm']>();

/**
 * Has the heap say so where it cannot grow any more (at 3.5 GB, or the machine's own limit), or a tensor is larger than
 * any heap: tfjs counts bytes modulo 2^32, and takes the address 0 that it is given by a full heap for a tensor's. Called
 * again, it does nothing.
 */
export const guardMemory = ({ wasm }: Heap): void => {
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  // the module puts its own function in this place at the first call
  wasm._free(wasm._malloc(4));
  limitGrowth(wasm.asm?.memory);
  const allocate = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes) => {
    const goesRound = bytes >= RESERVE && wasm.HEAPU8.length + bytes + ROUNDING >= END;
    // a signed number above 2 GB
    const offset = goesRound ? 0 : allocate(bytes) >>> 0;
    if (bytes > 0 && (offset === 0 || offset + bytes > wasm.HEAPU8.length))
      throw new Error(`WebAssembly is out of memory: ${bytes} bytes more were needed`);
    return offset;
  };
};

/** Keeps the heap from growing into the reserve; the allocator takes that for the end of the machine's memory. */
const limitGrowth = (memory: unknown): void => {
  if (!(memory instanceof WebAssembly.Memory)) return;
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * PAGE > END - RESERVE)
      throw new RangeError('WebAssembly.Memory.grow(): the heap is as large as it may be');
    return grow(pages);
  };
};
