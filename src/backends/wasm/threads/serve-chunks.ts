import type { NumberedModule } from '../compiled/functions.js';
import type { SimdFunction } from '../simd/simd-function.js';
import type { words } from './words.js';

/** What a thread is told. */
export interface ThreadMessage {
  readonly memory: WebAssembly.Memory;
  /** Where the words stand, and the chunks behind them. */
  readonly at: number;
  readonly chunksAt: number;
  readonly chunkNumbers: number;
  readonly words: typeof words;
  readonly thread: number;
  /** Functions that are new, and how many there are with them. */
  readonly modules: readonly NumberedModule[];
  readonly functions: number;
}

/** A thread's end of what leads to it. */
export interface ThreadPort {
  onmessage: ((event: { readonly data: ThreadMessage }) => void) | null;
}

/**
 * What a thread does: takes chunks of the present stage and runs them, as long as there are any and it is allowed to; sleeps
 * after a while without; and reads its messages where it lacks functions. It is sent as text, so that it stands alone.
 */
export const serveChunks = (port: ThreadPort): void => {
  const made: SimdFunction[] = [];
  port.onmessage = ({ data }) => {
    const { memory, at, chunksAt, chunkNumbers, words, thread, modules, functions } = data;
    const told = new Int32Array(memory.buffer, at, chunksAt / 4);
    const chunks = new Float64Array(memory.buffer, at + chunksAt, chunkNumbers);
    for (const { number, module } of modules)
      made[number] = new WebAssembly.Instance(module, { tfjs: { memory } }).exports['run'] as SimdFunction;
    Atomics.store(told, words.ready + thread, functions);
    let idle = 0;
    let since = 0;
    while (Atomics.load(told, words.functions) === functions) {
      const allowed = Atomics.load(told, words.allowed);
      if (thread >= allowed) {
        Atomics.wait(told, words.allowed, allowed);
        continue;
      }
      const left = Atomics.load(told, words.left);
      if (left === 0) {
        idle++;
        // the clock costs more than a look
        if (idle % 64 !== 0) continue;
        const now = performance.now();
        if (idle === 64) since = now;
        if (now - since < 0.3) continue;
        idle = 0;
        Atomics.add(told, words.asleep, 1);
        Atomics.wait(told, words.left, 0);
        Atomics.sub(told, words.asleep, 1);
        continue;
      }
      idle = 0;
      if (Atomics.compareExchange(told, words.left, left, left - 1) !== left) continue;
      try {
        let i = chunks[left - 1]!;
        const end = chunks[left]!;
        while (i < end) {
          const count = chunks[i + 1]!;
          made[chunks[i]!]!(...chunks.subarray(i + 2, i + 2 + count));
          i += 2 + count;
        }
      } catch (error) {
        Atomics.store(told, words.failed, 1);
        throw error;
      } finally {
        Atomics.add(told, words.done, 1);
        if (Atomics.load(told, words.giverAsleep) === 1) Atomics.notify(told, words.done);
      }
    }
  };
};
