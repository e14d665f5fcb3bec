// Where a model's plans are made and run: among the tensors, or, for a run that is long enough, where several threads take part.
import { canShareMemory, threadsForPlans } from '../../backends/wasm/threads/wanted.js';
import { HeapFunctions } from '../../backends/wasm/compiled/functions.js';
import type { Heap } from '../../backends/wasm/heap.js';
import { WorkingRoom } from './working-room.js';
import { heapWorks, type Works } from './works.js';

/** One of the two, and what is kept of the plans that were made for it. */
export interface Workplace<Kept> {
  readonly works: Works;
  readonly room: WorkingRoom;
  readonly kept: Kept;
}

/** A model's places. Runs may overlap: they are all where the last that began wants to be, and leave together. */
export class Workplaces<Kept> {
  private readonly amongTensors: Workplace<Kept>;
  private shared:
    { readonly threads: number; readonly place: Promise<Workplace<Kept> | undefined> } | undefined;
  private readonly entered = new Set<Workplace<Kept>>();
  /** Where the run of now is. */
  now: Workplace<Kept>;

  constructor(
    private readonly heap: Heap,
    private readonly fresh: () => Kept,
  ) {
    this.amongTensors = this.workplace(heapWorks(heap));
    this.now = this.amongTensors;
  }

  private workplace(works: Works): Workplace<Kept> {
    return { works, room: new WorkingRoom(works.memory), kept: this.fresh() };
  }

  /** Whether tensors lie in a heap that tfjs's own threads share: plans have a place beside it alone. */
  get isBeside(): boolean {
    return !HeapFunctions.of(this.heap) && canShareMemory();
  }

  /** Has a run that begins be where several threads can take part; false where there is but one thread, or it is of no use. */
  async share(isWorth: boolean): Promise<boolean> {
    const threads = await threadsForPlans();
    if (!this.isBeside && (threads < 2 || !isWorth)) return false;
    if (this.shared?.threads !== threads) this.shared = { threads, place: this.withThreads(threads) };
    const place = await this.shared.place;
    if (!place || !(this.isBeside || place.works.isWanted())) return false;
    this.now = place;
    this.entered.add(place);
    place.works.begin();
    return true;
  }

  private async withThreads(threads: number): Promise<Workplace<Kept> | undefined> {
    const { threadedWorks } = await import('./threaded.js');
    const works = await threadedWorks(this.heap, threads);
    return works && this.workplace(works);
  }

  /** Ends a run, and its threads, and gives how many computed its last step; the next run is among the tensors. */
  async leave(): Promise<number> {
    const left = [...this.entered];
    this.entered.clear();
    this.now = this.amongTensors;
    const threads = await Promise.all(left.map(({ works }) => works.end()));
    for (const { room } of [this.amongTensors, ...left]) room.release();
    return Math.max(0, ...threads);
  }
}
