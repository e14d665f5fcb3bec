import type { Heap } from '../heap.js';
import { assemble } from '../simd/assembler.js';
import type { Definition } from '../simd/assembler.js';
import type { SimdFunction } from '../simd/simd-function.js';

/** So many functions of one heap are kept; those that were made first go first. */
const most = 1000;

/** Functions over a heap, each assembled once for what tells it from others: a product's sizes, the name of a pass. */
export class HeapFunctions {
  private readonly made = new Map<string, SimdFunction>();

  private constructor(private readonly memory: WebAssembly.Memory) {}

  private static readonly all = new WeakMap<object, HeapFunctions>();

  /** Those of a heap; none where it is shared among threads, whose kernels use them all, where ours would use one. */
  static of({ wasm }: Heap): HeapFunctions | undefined {
    const memory = wasm.asm?.memory;
    if (!(memory instanceof WebAssembly.Memory) || !(memory.buffer instanceof ArrayBuffer)) return undefined;
    const old = HeapFunctions.all.get(wasm);
    if (old) return old;
    const fresh = new HeapFunctions(memory);
    HeapFunctions.all.set(wasm, fresh);
    return fresh;
  }

  get(key: string, define: () => Definition): SimdFunction {
    const old = this.made.get(key);
    if (old) return old;
    const module = new WebAssembly.Module(assemble(define()));
    const { exports } = new WebAssembly.Instance(module, { tfjs: { memory: this.memory } });
    const run = exports['run'] as SimdFunction;
    if (this.made.size >= most) this.made.delete(this.made.keys().next().value!);
    this.made.set(key, run);
    return run;
  }
}
