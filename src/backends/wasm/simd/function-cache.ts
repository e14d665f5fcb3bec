import type { Heap } from '../heap.js';
import type { Definition } from './assembler.js';
import { compile, type SimdFunction } from './simd-function.js';

/** Functions that are kept for each kind: a model has one or two for each of its layers' shapes. */
export const keptFunctions = 128;

/**
 * Functions made for sizes that are known only when they are needed, kept by those sizes; of `kept` and one more, that which was not
 * used for longest goes. Gives null where there is no SIMD, or the heap is shared among threads.
 */
export function functionCache<Sizes extends object>(
  define: (sizes: Sizes) => Definition,
  kept = keptFunctions,
): (heap: Heap, sizes: Sizes) => SimdFunction | null {
  const byHeap = new WeakMap<object, Map<string, SimdFunction>>();
  return (heap, sizes) => {
    let functions = byHeap.get(heap.wasm);
    if (functions === undefined) byHeap.set(heap.wasm, (functions = new Map<string, SimdFunction>()));
    const key = Object.values(sizes).join();
    const found = functions.get(key) ?? compile(define(sizes), heap);
    if (found === null) return null;
    // a map keeps the order in which its keys were put in
    functions.delete(key);
    functions.set(key, found);
    if (functions.size > kept) functions.delete(functions.keys().next().value!);
    return found;
  };
}
