// The place of plans whose stages several threads take part in, for as long as a run lasts.
import type { Heap } from '../../backends/wasm/heap.js';
import { packRight } from '../../backends/wasm/simd/product.js';
import { sharedHeap, type SharedHeap } from '../../backends/wasm/threads/shared-heap.js';
import { Team, teamBytes, type Chunk } from '../../backends/wasm/threads/team.js';
import { threadStarter } from '../../backends/wasm/threads/thread.js';
import { areAllWanted, leastShared } from '../../backends/wasm/threads/wanted.js';
import { Pace } from './pace.js';
import { bytesOfCopies, sharedSite } from './shared-site.js';
import type { Planned, Works } from './works.js';

/** Chunks for each thread: some take theirs later than others. */
const chunksEach = 4;

/** Threads are not started before a run's steps have taken so many milliseconds, unless they were found to help before. */
const leastTime = 10;

/** Plans on several threads; undefined where this engine has no memory that threads share, or may start none. */
export const threadedWorks = async (heap: Heap, threads: number): Promise<Works | undefined> => {
  let memory: SharedHeap;
  try {
    memory = sharedHeap();
    // throws where there is no SIMD
    memory.functions.get('pack', () => packRight);
  } catch {
    return undefined;
  }
  const start = await threadStarter();
  const paces = new WeakMap<Planned, Pace>();
  /** That of the plan with the most to share. */
  let heaviest: { readonly plan: Planned; readonly pace: Pace } | undefined;
  const chunks = threads === 1 ? 1 : threads * chunksEach;
  const most = threads - 1;
  let team: Team | undefined;
  let isAlone = threads === 1;
  let helpers = 0;
  /** Milliseconds of this run's steps. */
  let taken = 0;

  const runChunks = (whole: () => void, some: readonly Chunk[]): void => {
    if (helpers === 0 || some.length < 2 || !team!.run(some)) whole();
  };
  const site = sharedSite(heap, memory, chunks, runChunks);

  /** Starts threads, once it is worth it. */
  const gather = (plan: Planned, pace: Pace): void => {
    if (team || isAlone) return;
    const isWorth =
      plan.planner.partedWork >= leastShared() && pace.wantsThreads && (pace.isHelped || taken >= leastTime);
    if (!isWorth && !areAllWanted()) return;
    try {
      team = new Team(memory, start, most);
    } catch {
      // threads may be forbidden here
      isAlone = true;
    }
  };

  return {
    memory,
    isWanted: () => areAllWanted() || !heaviest || heaviest.pace.wantsThreads,
    ground: () => ({ heap, site }),
    bytesBeside: (kept, brought) => bytesOfCopies(kept, brought) + (threads > 1 ? teamBytes : 0),
    begin: () => {
      taken = 0;
      site.open();
    },
    run: (stages) => {
      for (const stage of stages)
        if (stage.chunks) runChunks(stage, stage.chunks);
        else stage();
    },
    step: (plan, take) => {
      site.begin();
      const pace = paces.get(plan) ?? new Pace(most);
      paces.set(plan, pace);
      if (!heaviest || plan.planner.partedWork > heaviest.plan.planner.partedWork) heaviest = { plan, pace };
      gather(plan, pace);
      const there = team?.size ?? 0;
      helpers = areAllWanted() ? (team?.awaitAll() ?? 0) : pace.next(there);
      team?.allow(helpers);
      const begun = performance.now();
      const result = take();
      const time = performance.now() - begun;
      taken += time;
      pace.tell(helpers, time, there);
      return result;
    },
    end: async () => {
      site.close();
      const [ending, last] = [team, helpers + 1];
      // another run may begin before these threads are gone
      team = undefined;
      await ending?.end();
      return last;
    },
  };
};
