import type { SimdFunction } from '../simd/simd-function.js';
import type { SharedHeap } from './shared-heap.js';
import type { StartThread, Thread } from './thread.js';
import { chunkNumbers, chunksAt, mostThreads, words } from './words.js';

/** A function's run: what it is given is asked for when it runs. */
export interface Call {
  readonly run: SimdFunction;
  readonly parameters: () => readonly number[];
}

/** Calls that one thread makes, one after the other; no chunk of a stage reads what another writes. */
export type Chunk = readonly Call[];

/** So long the others may take for a chunk, in milliseconds, until they are taken for dead. */
const patience = 20_000;

/** So often the words are looked at before the giver sleeps, if it may. */
const looks = 4000;

/** The bytes that threads and who gives out chunks tell each other by. */
export const teamBytes = chunksAt + chunkNumbers * 8;

/** Threads that take chunks of a stage together with the one that gives them out; what comes of it is the same whoever takes which. */
export class Team {
  private readonly at: number;
  private readonly told: Int32Array;
  private readonly chunks: Float64Array;
  private sent = 0;
  private lost: string | undefined;
  private isOver = false;
  private isIncomplete = false;
  private readonly threads: Thread[] = [];

  /** Starts some threads; they have come once `size` says so. */
  constructor(
    private readonly heap: SharedHeap,
    start: StartThread,
    threads: number,
  ) {
    this.at = heap.wasm._malloc(teamBytes);
    this.told = new Int32Array(heap.memory.buffer, this.at, chunksAt / 4);
    this.told.fill(0);
    this.chunks = new Float64Array(heap.memory.buffer, this.at + chunksAt, chunkNumbers);
    for (let i = 0; i < Math.min(threads, mostThreads); i++)
      this.threads.push(start((because) => this.lose(i, because)));
  }

  /** One that never came is not missed: a page's policy may forbid it. */
  private lose(thread: number, because: string): void {
    if (Atomics.load(this.told, words.ready + thread) === 0) this.isIncomplete = true;
    else if (!this.isOver) this.lost ??= because;
  }

  /** How many threads know all functions, beside this one; the others are told of them. None where one cannot come. */
  get size(): number {
    if (this.isIncomplete) return 0;
    const { count } = this.heap.functions;
    if (count !== this.sent) this.send();
    let ready = 0;
    while (ready < this.threads.length && Atomics.load(this.told, words.ready + ready) === count) ready++;
    // a thread that fell asleep at the very moment
    if (ready < this.threads.length) this.wake();
    return ready;
  }

  /** Waits until all have come, if this thread may sleep, and gives how many they are. */
  awaitAll(): number {
    while (mayWait && !this.isIncomplete && this.size < this.threads.length) {
      this.check();
      Atomics.wait(this.told, words.asleep, Atomics.load(this.told, words.asleep), 1);
    }
    return this.size;
  }

  private send(): void {
    const { functions, memory } = this.heap;
    const message = {
      ...{ memory, at: this.at, chunksAt, chunkNumbers, words },
      ...{ modules: functions.modulesFrom(this.sent), functions: functions.count },
    };
    this.sent = functions.count;
    this.threads.forEach((each, thread) => each.tell({ ...message, thread }));
    Atomics.store(this.told, words.functions, this.sent);
    this.wake();
  }

  private wake(): void {
    Atomics.notify(this.told, words.left);
    Atomics.notify(this.told, words.allowed);
  }

  /** Has so many threads take chunks from now on; the others sleep. */
  allow(threads: number): void {
    if (Atomics.exchange(this.told, words.allowed, threads) !== threads) this.wake();
  }

  /**
   * Runs a stage's chunks, and comes back when all are done; false where they take more room than there is, or functions that threads do not know.
   *
   * @throws Error where a thread is gone.
   */
  run(chunks: readonly Chunk[]): boolean {
    this.check();
    // functions that were made during this step are not known to the others yet
    if (this.heap.functions.count !== this.sent || !this.write(chunks)) return false;
    const { told } = this;
    Atomics.store(told, words.done, 0);
    Atomics.store(told, words.left, chunks.length);
    if (Atomics.load(told, words.asleep) > 0) Atomics.notify(told, words.left);
    let own = 0;
    for (;;) {
      const left = Atomics.load(told, words.left);
      if (left === 0) break;
      if (Atomics.compareExchange(told, words.left, left, left - 1) !== left) continue;
      for (const { run, parameters } of chunks[left - 1]!) run(...parameters());
      own++;
    }
    this.await(chunks.length - own);
    return true;
  }

  /** Writes where each chunk begins, and its calls. */
  private write(chunks: readonly Chunk[]): boolean {
    const { chunks: numbers, heap } = this;
    let at = chunks.length + 1;
    for (let i = 0; i < chunks.length; i++) {
      numbers[i] = at;
      for (const { run, parameters } of chunks[i]!) {
        const given = parameters();
        const number = heap.functions.numberOf(run);
        if (number === undefined || at + 2 + given.length > chunkNumbers) return false;
        numbers[at] = number;
        numbers[at + 1] = given.length;
        numbers.set(given, at + 2);
        at += 2 + given.length;
      }
    }
    numbers[chunks.length] = at;
    return true;
  }

  /** Waits until the others have done so many. */
  private await(chunks: number): void {
    const { told } = this;
    let since: number | undefined;
    for (let i = 0; ; i++) {
      const done = Atomics.load(told, words.done);
      if (done === chunks) break;
      if (i < looks) continue;
      since ??= performance.now();
      if (performance.now() - since > patience) {
        this.lost ??= 'it did not come to an end';
        throw this.error();
      }
      Atomics.store(told, words.giverAsleep, 1);
      // the main thread of a page may not sleep
      if (mayWait) Atomics.wait(told, words.done, done, 2);
      Atomics.store(told, words.giverAsleep, 0);
    }
    if (Atomics.load(told, words.failed) === 1) this.lost ??= 'a function failed in it';
    this.check();
  }

  private check(): void {
    if (this.lost !== undefined) throw this.error();
  }

  private error(): Error {
    return new Error(
      `a thread is gone (${this.lost}); the model is whole, with the weights of its last step. Try again, or useBackend('wasm', { threads: 1 })`,
    );
  }

  /** Ends the threads; settles once they are gone. */
  async end(): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    await Promise.all(this.threads.map((each) => each.end()));
    this.heap.wasm._free(this.at);
  }
}

/** Whether this thread may sleep. */
const mayWait = ((): boolean => {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
})();
