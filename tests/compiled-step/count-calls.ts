// Counts what is asked of a graphics card.

/** So many calls of each kind. */
export interface Calls {
  readonly dispatches: number;
  readonly submissions: number;
  /** Buffers that were mapped, to be read back. */
  readonly reads: number;
  readonly bindGroups: number;
}

/** WebGPU's classes and the calls that count. */
const counted = {
  dispatches: ['GPUComputePassEncoder', 'dispatchWorkgroups'],
  submissions: ['GPUQueue', 'submit'],
  reads: ['GPUBuffer', 'mapAsync'],
  bindGroups: ['GPUDevice', 'createBindGroup'],
} as const;

type Method = (...given: unknown[]) => unknown;

/** Begins to count; `take` gives the calls since it was asked before. */
export const countCalls = (): { take(): Calls; stop(): void } => {
  const none = () => ({ dispatches: 0, submissions: 0, reads: 0, bindGroups: 0 });
  let counts = none();
  const undo = Object.entries(counted).map(([kind, [name, method]]) => {
    const { prototype } = (globalThis as unknown as Record<string, { prototype: Record<string, Method> }>)[
      name
    ]!;
    const theirs = prototype[method]!;
    prototype[method] = function (...given) {
      counts[kind as keyof Calls]++;
      return theirs.apply(this, given);
    };
    return () => void (prototype[method] = theirs);
  });
  return {
    take: () => {
      const taken = counts;
      counts = none();
      return taken;
    },
    stop: () => undo.forEach((each) => each()),
  };
};
