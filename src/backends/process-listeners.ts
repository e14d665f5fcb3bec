const events = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Runs `load` and takes away the listeners it left on Node's process: the loader that tfjs's WASM is built with
 * throws the user's own errors again, from a line of its own, so that the user's line is lost in the output.
 */
export async function withoutNewListeners<T>(load: () => Promise<T>): Promise<T> {
  if (typeof process === 'undefined' || typeof process.listeners !== 'function') return load();
  const listeners = (event: (typeof events)[number]): readonly unknown[] =>
    process.listeners(event as 'exit');
  const before = events.map((event) => new Set(listeners(event)));
  try {
    return await load();
  } finally {
    events.forEach((event, index) => {
      for (const listener of listeners(event)) {
        if (!before[index]!.has(listener)) process.removeListener(event, listener as () => void);
      }
    });
  }
}
