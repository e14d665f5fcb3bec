import { inNode, nodeModule } from '../../../runtime/node.js';

let wanted: number | undefined;

/** How many threads plans may use, by `useBackend('wasm', { threads })`. */
export const setThreads = (threads: number): void => {
  wanted = threads;
};

let all = false;

/** Has each step use all threads, and part whatever can be parted, whether it is faster so or not: for tests. */
export const useAllThreads = (wanted: boolean): void => {
  all = wanted;
};

export const areAllWanted = (): boolean => all;

/**
 * With fewer multiplications in a step that threads may share, plans are not made for several: what threads save of it is less than
 * what trying them costs. Who asks for threads has them for smaller steps too.
 */
export const leastShared = (): number => (all ? 1 : wanted === undefined ? 1 << 24 : 1 << 20);

/** More threads than this are not started by themselves. */
const most = 4;

/** Whether threads may share memory here. */
export const canShareMemory = (): boolean =>
  typeof SharedArrayBuffer === 'function' &&
  (inNode() || (globalThis.crossOriginIsolated && typeof Worker === 'function'));

/** How many threads plans may use: those that were asked for, or as many as the processor has, up to four; 1 where memory cannot be shared. */
export const threadsForPlans = async (): Promise<number> => {
  if (!canShareMemory()) return 1;
  return wanted ?? Math.min(most, await processors());
};

/** How many threads run side by side here. */
const processors = async (): Promise<number> => {
  if (!inNode()) return navigator.hardwareConcurrency;
  const { availableParallelism } = await nodeModule<typeof import('node:os')>('node:os');
  return availableParallelism();
};
