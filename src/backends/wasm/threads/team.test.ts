import { afterEach, describe, expect, it } from 'vitest';
import { f32x4, get } from '../simd/assembler.js';
import type { Definition } from '../simd/assembler.js';
import { sharedHeap } from './shared-heap.js';
import { Team, type Chunk } from './team.js';
import { threadStarter } from './thread.js';
import { chunkNumbers } from './words.js';

/** Adds one to each of four floats. */
const addOne: Definition = {
  parameters: ['i32'],
  body: ([at]) => f32x4.store(get(at!), f32x4.add(f32x4.load(get(at!)), f32x4.splatConst(1))),
};
/** Stops at once, but where it is told the address 0. */
const trap: Definition = {
  parameters: ['i32'],
  body: ([at]) => [...get(at!), 0x04, 0x40, 0x00, 0x0b],
};
const heap = sharedHeap();
const runs = [addOne, trap].map((each, i) => heap.functions.get(`test ${i}`, () => each));
let team: Team | undefined;
const gather = async (threads: number): Promise<Team> => {
  team = new Team(heap, await threadStarter(), threads);
  team.allow(threads);
  expect(team.awaitAll()).toBe(threads);
  return team;
};
const call = (i: number, ...parameters: number[]): Chunk => [{ run: runs[i]!, parameters: () => parameters }];

afterEach(() => team?.end());

describe('a team of threads', () => {
  it('runs each chunk once, whoever takes it', async () => {
    const threads = await gather(3);
    const at = heap.wasm._malloc(64 * 16);
    new Float32Array(heap.memory.buffer, at, 256).fill(0);
    const chunks = Array.from({ length: 64 }, (_, i) => call(0, at + i * 16));
    for (let i = 0; i < 500; i++) expect(threads.run(chunks)).toBe(true);
    expect(new Set(new Float32Array(heap.memory.buffer, at, 256))).toEqual(new Set([500]));
    heap.wasm._free(at);
  });

  it('knows functions that were made after it', async () => {
    const threads = await gather(2);
    const late = heap.functions.get('test late', () => addOne);
    expect(threads.run([[{ run: late, parameters: () => [heap.wasm._malloc(16)] }]])).toBe(false);
    expect(threads.awaitAll()).toBe(2);
    expect(threads.run([[{ run: late, parameters: () => [heap.wasm._malloc(16)] }]])).toBe(true);
  });

  it('leaves alone what takes too many numbers', async () => {
    const threads = await gather(1);
    expect(threads.run([Array.from({ length: chunkNumbers / 2 }, () => call(1, 0)[0]!)])).toBe(false);
  });

  it('tells of what went wrong in a thread', async () => {
    const threads = await gather(1);
    const at = heap.wasm._malloc(64);
    const floats = new Float32Array(heap.memory.buffer, at, 4).fill(0);
    let asked = 0;
    // this thread takes the last chunk first, and is at it until the other has begun with the first
    const slow: Chunk = [
      {
        run: runs[1]!,
        parameters: () => {
          const until = performance.now() + 30_000;
          if (++asked === 2) while (floats[0] === 0 && performance.now() < until);
          return [0];
        },
      },
    ];
    expect(() => threads.run([[...call(0, at), ...call(1, 8)], slow])).toThrow(
      'a thread is gone (a function failed in it)',
    );
    heap.wasm._free(at);
  });

  it('does without threads that cannot come', async () => {
    team = new Team(heap, (onLost) => (onLost('forbidden'), { tell: () => {}, end: async () => {} }), 2);
    expect(team.awaitAll()).toBe(0);
    expect(team.run([call(1, 0)])).toBe(false);
  });
});

describe('memory that threads share', () => {
  it('gives blocks that lie beside each other, and takes them back', () => {
    const blocks = [100, 64, 1, 5000].map((bytes) => heap.wasm._malloc(bytes));
    const bytes = [128, 64, 64, 5056];
    for (const [i, block] of blocks.entries()) {
      expect(block % 64).toBe(0);
      for (const [j, other] of blocks.entries())
        if (i !== j) expect(block + bytes[i]! <= other || other + bytes[j]! <= block).toBe(true);
    }
    for (const block of blocks) heap.wasm._free(block);
    const again = heap.wasm._malloc(100);
    expect(again).toBe(blocks[0]);
    heap.wasm._free(again);
    heap.wasm._free(again);
  });

  it('grows, and says so where it cannot', () => {
    const before = heap.wasm.HEAPU8.length;
    const large = heap.wasm._malloc(before + 1);
    heap.wasm.HEAPU8[large + before] = 7;
    expect(heap.wasm.HEAPU8[large + before]).toBe(7);
    heap.wasm._free(large);
    expect(heap.wasm._malloc(before + 1)).toBe(large);
    heap.wasm._free(large);
    expect(() => heap.wasm._malloc(2 ** 31 + 1)).toThrow(
      'WebAssembly is out of memory: 2147483712 bytes more were needed',
    );
  });
});
