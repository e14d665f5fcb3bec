import type * as tf from '@tensorflow/tfjs-core';
import type { Call, Chunk } from '../../backends/wasm/threads/team.js';
import { areAllWanted } from '../../backends/wasm/threads/wanted.js';
import { Lifetimes } from './lifetimes.js';
import type { Range } from './parting.js';
import type { Site } from './site.js';

/** A part of a step: it works on what stands at the places it knows. */
export interface Stage {
  (): void;
  /** The same in chunks that several threads may take. */
  readonly chunks?: readonly Chunk[];
}

/** What takes fewer multiplications than this, or what takes as long, is done before another thread has heard of it. */
const leastWork = 1 << 18;

/** The stages of a step, in their order. */
export class Stages extends Lifetimes {
  readonly stages: Stage[] = [];
  /** The multiplications of a step that threads may share. */
  partedWork = 0;

  constructor(
    readonly site: Site,
    learns: ReadonlySet<tf.Variable>,
    training: boolean,
  ) {
    super(learns, training);
  }

  /** A stage, and the same in chunks that several threads may take: to the same bits. */
  run(stage: () => void, chunks?: readonly Chunk[]): void {
    this.stages.push(chunks ? Object.assign(stage, { chunks }) : stage);
  }

  /**
   * The ranges that `count` of something are parted into, each of whole units but the last; none where it is not worth it, by
   * the multiplications of all of it, or where the plan is for one thread.
   */
  ranges(count: number, unit: number, work: number): readonly Range[] | undefined {
    const { chunks } = this.site;
    const least = areAllWanted() ? 1 : leastWork;
    if (work < least || count < 2 * unit) return undefined;
    this.partedWork += work;
    if (chunks < 2) return undefined;
    const length = Math.ceil(count / unit / chunks) * unit;
    return Array.from({ length: Math.ceil(count / length) }, (_, i) => [
      i * length,
      Math.min(count, (i + 1) * length),
    ]);
  }

  /** Plans a call for all of something, which may be made in parts. */
  parted(count: number, unit: number, work: number, call: (range: Range) => Call): void {
    this.partedInOrder(count, unit, work, (range) => [call(range)]);
  }

  /** The same of several calls, one after the other. */
  partedInOrder(count: number, unit: number, work: number, calls: (range: Range) => Chunk): void {
    const whole = calls([0, count]);
    this.run(
      () => {
        for (const { run, parameters } of whole) run(...parameters());
      },
      this.ranges(count, unit, work)?.map(calls),
    );
  }
}
