// A page does not hear of it where a worker's thread dies: it holds a lock, which the browser takes from the dead.

/** The locks of this origin, where there are any: in pages over https, in Node from 24 on. */
const locks = (): LockManager | undefined =>
  (globalThis as { readonly navigator?: { readonly locks?: LockManager } }).navigator?.locks;

/** A name that no other lock has. */
export const lockName = (): string => `shapewright-training-${crypto.randomUUID()}`;

/** Runs while it holds a lock; tells when it has it. Where there are no locks, it just runs. */
export const holding = async <T>(
  name: string,
  told: () => Promise<void>,
  run: () => Promise<T>,
): Promise<T> => {
  let begun = false;
  try {
    const result = await locks()?.request(name, async () => {
      begun = true;
      await told();
      return { value: await run() };
    });
    if (result) return result.value;
  } catch (error) {
    // an origin may be allowed none
    if (begun) throw error;
  }
  return run();
};

/** Calls back once whoever holds a lock is gone; gives what to call where that matters no more. */
export const onceFree = (name: string, gone: () => void): (() => void) => {
  const abort = new AbortController();
  locks()
    ?.request(name, { signal: abort.signal }, () => {
      if (!abort.signal.aborted) gone();
    })
    .catch(() => {});
  return () => abort.abort();
};
