// Addresses, given out before the first step by how long what stands at them is needed.

/** Where something lies in the heap, in bytes; it is known from when a step begins. */
export interface Place {
  address: number;
}

/** A place in the room, which may be given back. */
export interface Block extends Place {
  readonly offset: number;
  readonly bytes: number;
}

/** Blocks begin at whole lines of the cache. */
const line = 64;

/** A stretch of memory that is planned before it is there. */
export class Room {
  private readonly blocks: Block[] = [];
  private free: readonly { readonly offset: number; readonly bytes: number }[] = [];
  private end = 0;

  /** How many bytes it takes, with a vector behind the last block. */
  get bytes(): number {
    return this.end + line;
  }

  /**
   * A block for some bytes: where they fit among those that were given back, or else at the end; one `forGood`, in whose place
   * nothing has stood before, always there.
   */
  take(wanted: number, forGood = false): Block {
    const bytes = Math.max(line, Math.ceil(wanted / line) * line);
    const fitting = forGood ? [] : this.free.filter((gap) => gap.bytes >= bytes);
    const gap = fitting.reduce<(typeof fitting)[number] | undefined>(
      (best, each) => (best && best.bytes <= each.bytes ? best : each),
      undefined,
    );
    const offset = gap?.offset ?? this.end;
    if (gap)
      this.free = this.free.flatMap((each) => {
        if (each !== gap) return [each];
        return gap.bytes === bytes ? [] : [{ offset: gap.offset + bytes, bytes: gap.bytes - bytes }];
      });
    else this.end += bytes;
    const block: Block = { address: 0, offset, bytes };
    this.blocks.push(block);
    return block;
  }

  /** Takes a block back: what is planned after this may stand in its place. */
  give({ offset, bytes }: Block): void {
    const gaps = [...this.free, { offset, bytes }].sort((a, b) => a.offset - b.offset);
    this.free = gaps.reduce<{ readonly offset: number; readonly bytes: number }[]>((joined, gap) => {
      const last = joined.at(-1);
      if (!last || last.offset + last.bytes !== gap.offset) return [...joined, gap];
      return [...joined.slice(0, -1), { offset: last.offset, bytes: last.bytes + gap.bytes }];
    }, []);
  }

  /** Says where the stretch begins. */
  bind(base: number): void {
    for (const block of this.blocks) block.address = base + block.offset;
  }
}
