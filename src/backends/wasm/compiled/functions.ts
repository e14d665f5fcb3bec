import type { Heap } from '../heap.js';
import { assemble } from '../simd/assembler.js';
import type { Definition } from '../simd/assembler.js';
import type { SimdFunction } from '../simd/simd-function.js';

/** So many functions of one heap are kept; those that were made first go first. */
const most = 1000;

/** A function as threads know it: by its number, and what it is made of. */
export interface NumberedModule {
  readonly number: number;
  readonly module: WebAssembly.Module;
}

/** Functions over a memory, each assembled once for what tells it from others: a product's sizes, the name of a pass. */
export class HeapFunctions {
  private readonly made = new Map<string, SimdFunction>();
  private readonly modules = new Map<SimdFunction, NumberedModule>();
  /** How many were made so far. */
  count = 0;

  private constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly isShared: boolean,
  ) {}

  private static readonly all = new WeakMap<object, HeapFunctions>();

  /** Those of a heap; none where it is shared among threads, whose kernels use them all, where ours would use one. */
  static of({ wasm }: Heap): HeapFunctions | undefined {
    const memory = wasm.asm?.memory;
    if (!(memory instanceof WebAssembly.Memory) || !(memory.buffer instanceof ArrayBuffer)) return undefined;
    const old = HeapFunctions.all.get(wasm);
    if (old) return old;
    const fresh = new HeapFunctions(memory, false);
    HeapFunctions.all.set(wasm, fresh);
    return fresh;
  }

  /** Those of a memory that threads share: their modules are kept, for threads to make the same of them. */
  static shared(memory: WebAssembly.Memory): HeapFunctions {
    return new HeapFunctions(memory, true);
  }

  get(key: string, define: () => Definition): SimdFunction {
    const old = this.made.get(key);
    if (old) return old;
    const module = new WebAssembly.Module(assemble(define(), this.isShared));
    const { exports } = new WebAssembly.Instance(module, { tfjs: { memory: this.memory } });
    const run = exports['run'] as SimdFunction;
    if (this.made.size >= most) {
      const [first, gone] = this.made.entries().next().value!;
      this.made.delete(first);
      this.modules.delete(gone);
    }
    this.made.set(key, run);
    if (this.isShared) this.modules.set(run, { number: this.count, module });
    this.count++;
    return run;
  }

  /** The number of a function, by which threads know it; none where it is kept no more. */
  numberOf(run: SimdFunction): number | undefined {
    return this.modules.get(run)?.number;
  }

  /** What the functions from a number on are made of. */
  modulesFrom(number: number): readonly NumberedModule[] {
    return [...this.modules.values()].filter((each) => each.number >= number);
  }
}
