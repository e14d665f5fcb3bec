import { HeapFunctions } from '../compiled/functions.js';

const pageBytes = 65536;
/** As much as it may grow to: 2 GB. */
const mostPages = 32768;
/** It grows by whole megabytes. */
const growthPages = 16;
/** Blocks begin at whole lines of the cache. */
const line = 64;

interface Gap {
  readonly offset: number;
  readonly bytes: number;
}

/** Memory that threads share, given out block by block; it grows where it is, and does not shrink, as tfjs's heap. */
export class SharedHeap {
  readonly memory = new WebAssembly.Memory({
    ...{ initial: growthPages, maximum: mostPages, shared: true },
  });
  readonly functions = HeapFunctions.shared(this.memory);
  readonly wasm = {
    HEAPU8: new Uint8Array(this.memory.buffer),
    _malloc: (bytes: number): number => this.take(bytes),
    _free: (offset: number): void => this.give(offset),
  };
  private readonly sizes = new Map<number, number>();
  // nothing lies at 0, which stands for nowhere
  private gaps: readonly Gap[] = [{ offset: line, bytes: this.memory.buffer.byteLength - line }];

  private take(wanted: number): number {
    const bytes = Math.max(line, Math.ceil(wanted / line) * line);
    const gap = this.gaps.find((each) => each.bytes >= bytes);
    if (!gap) {
      this.grow(bytes);
      return this.take(wanted);
    }
    const left = { offset: gap.offset + bytes, bytes: gap.bytes - bytes };
    this.gaps = this.gaps.flatMap((each) => (each !== gap ? [each] : left.bytes > 0 ? [left] : []));
    this.sizes.set(gap.offset, bytes);
    return gap.offset;
  }

  private give(offset: number): void {
    const bytes = this.sizes.get(offset);
    if (bytes === undefined) return;
    this.sizes.delete(offset);
    this.join({ offset, bytes });
  }

  /** Puts a gap among the others, one with its neighbours. */
  private join(gap: Gap): void {
    const sorted = [...this.gaps, gap].sort((a, b) => a.offset - b.offset);
    this.gaps = sorted.reduce<readonly Gap[]>((joined, each) => {
      const last = joined.at(-1);
      if (!last || last.offset + last.bytes !== each.offset) return [...joined, each];
      return [...joined.slice(0, -1), { offset: last.offset, bytes: last.bytes + each.bytes }];
    }, []);
  }

  private grow(bytes: number): void {
    const offset = this.memory.buffer.byteLength;
    const pages = Math.ceil(bytes / pageBytes / growthPages) * growthPages;
    try {
      this.memory.grow(pages);
    } catch (cause) {
      throw new Error(`WebAssembly is out of memory: ${bytes} bytes more were needed`, { cause });
    }
    this.wasm.HEAPU8 = new Uint8Array(this.memory.buffer);
    this.join({ offset, bytes: pages * pageBytes });
  }
}

let heap: SharedHeap | undefined;

/** The memory of this thread's plans on several threads. It throws where the engine has none. */
export const sharedHeap = (): SharedHeap => (heap ??= new SharedHeap());
