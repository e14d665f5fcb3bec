import { toRead, usages, type Card, type CardBuffer } from '../../../backends/webgpu/compiled/card.js';
import type { BatchResult, Pending } from '../../trackers.js';

/** Floats of a stretch of the log: what many steps leave. */
const floatsOfChunk = 4096;

type Listener = (result: BatchResult) => void;

interface Record {
  readonly at: number;
  readonly read: (floats: Float32Array) => BatchResult;
  readonly listeners: Listener[];
}

interface Chunk {
  readonly buffer: CardBuffer;
  readonly floats: number;
  readonly records: Record[];
  used: number;
}

/** What steps came to, kept on the card until somebody asks: then all of it is read at once. */
export class ResultLog {
  private chunks: Chunk[] = [];

  constructor(private readonly card: Card) {}

  /** Room for what a step comes to: so many floats, which `read` makes a result of. */
  take(
    floats: number,
    read: (floats: Float32Array) => BatchResult,
  ): { readonly buffer: CardBuffer; readonly at: number; readonly pending: Pending } {
    const last = this.chunks.at(-1);
    const chunk = last && last.used + floats <= last.floats ? last : this.begin(floats);
    const record: Record = { at: chunk.used, read, listeners: [] };
    chunk.records.push(record);
    chunk.used += floats;
    const pending: Pending = {
      onRead: (listener) => void record.listeners.push(listener),
      read: () => this.read(),
      forget: () => this.forget(),
    };
    return { buffer: chunk.buffer, at: record.at * 4, pending };
  }

  private begin(floats: number): Chunk {
    const size = Math.max(floats, floatsOfChunk);
    const buffer = this.card.bufferManager.acquireBuffer(size * 4, usages.read);
    const chunk: Chunk = { buffer, floats: size, records: [], used: 0 };
    this.chunks.push(chunk);
    return chunk;
  }

  /** Reads all that is there. */
  private async read(): Promise<void> {
    const chunks = this.chunks.splice(0);
    try {
      const read = await Promise.all(
        chunks.map(async ({ buffer }) => {
          await buffer.mapAsync(toRead);
          const floats = new Float32Array(buffer.getMappedRange()).slice();
          buffer.unmap();
          return floats;
        }),
      );
      chunks.forEach(({ records }, i) => {
        for (const { at, read: resultOf, listeners } of records) {
          const result = resultOf(read[i]!.subarray(at));
          for (const listener of listeners) listener(result);
        }
      });
    } finally {
      for (const { buffer } of chunks) this.card.bufferManager.releaseBuffer(buffer);
    }
  }

  /** Gives up all that is there. */
  forget(): void {
    for (const { buffer } of this.chunks.splice(0)) this.card.bufferManager.releaseBuffer(buffer);
  }
}
