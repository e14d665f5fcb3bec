// Where a machine's plans are made and run: among the tensors, or in a memory that threads share.
import type { Heap } from '../../backends/wasm/heap.js';
import type { Stage } from './stages.js';
import type { Memory } from './site.js';
import { onHeap, type Ground, type StepPlan } from './step-plan.js';

/** What is planned, as far as threads go. */
export type Planned = Pick<StepPlan, 'planner'>;

/** A place of plans. */
export interface Works {
  readonly memory: Memory;
  /** Whether it is of use for a run that begins now. */
  isWanted(): boolean;
  /** @throws NoPlan where plans cannot work there. */
  ground(): Ground;
  /** The bytes that it takes beside a plan's room, where values of such sizes are copied there: some for good, others for each step. */
  bytesBeside(kept: readonly number[], brought: readonly number[]): number;
  /** A run begins. */
  begin(): void;
  run(stages: readonly Stage[]): void;
  /** Takes a whole step. */
  step<T>(plan: Planned, take: () => T): T;
  /**
   * Puts all values where others look for them; settles once nothing is left running, with how many threads took the last step
   * (0 where there is but this one ever).
   */
  end(): Promise<number>;
}

/** Plans among the tensors, on this thread. */
export const heapWorks = (heap: Heap): Works => ({
  memory: heap,
  isWanted: () => true,
  ground: () => onHeap(heap),
  bytesBeside: () => 0,
  begin: () => {},
  run: (stages) => {
    for (const stage of stages) stage();
  },
  step: (_, take) => take(),
  end: async () => 0,
});
