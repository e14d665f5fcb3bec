import type { Planner } from './planner.js';
import type { Memory } from './site.js';

/** What is planned, as far as room goes. */
interface Planned {
  readonly planner: Planner;
  readonly bytes: number;
}

/** Memory of the heap that plans work in, one at a time: as much as the largest so far needs. */
export class WorkingRoom {
  private memory: { readonly base: number; readonly bytes: number } | undefined;
  private holder: Planned | undefined;

  constructor(private readonly from: Memory) {}

  /** Gives a plan the room; false where nothing but the plan itself has worked there since it was given it before. */
  take(plan: Planned): boolean {
    if (this.memory && this.holder === plan) return false;
    if (!this.memory || this.memory.bytes < plan.bytes) {
      this.release();
      this.memory = { base: this.from.wasm._malloc(plan.bytes) >>> 0, bytes: plan.bytes };
    }
    plan.planner.room.bind(this.memory.base);
    this.holder = plan;
    return true;
  }

  /** Frees it; the next plan takes some anew. */
  release(): void {
    if (this.memory) this.from.wasm._free(this.memory.base);
    this.memory = undefined;
    this.holder = undefined;
  }
}
