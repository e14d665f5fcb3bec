/**
 * Lets other work have its turn now and then, so that a page stays alive while it trains: a function that waits for
 * the event loop where the last wait is long enough ago.
 */
export const breather = (everyMs = 32): (() => Promise<void> | undefined) => {
  let last = performance.now();
  return () => {
    if (performance.now() - last < everyMs) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        last = performance.now();
        resolve();
      }, 0),
    );
  };
};
