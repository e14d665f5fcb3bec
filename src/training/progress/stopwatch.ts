/** Times the steps of an epoch as Keras does: the first, which warms things up, is left out once there are others. */
export interface Stopwatch {
  /** Tells it that so many steps are done. */
  reach(done: number): void;
  /** Milliseconds since it was started. */
  elapsed(): number;
  /** Milliseconds a step takes. */
  pace(): number;
}

/** A stopwatch, running. `now` is in milliseconds. */
export const stopwatch = (now: () => number): Stopwatch => {
  const started = now();
  let afterFirst: number | undefined;
  let steps = 0;
  return {
    reach: (done) => {
      steps = done;
      if (done === 1) afterFirst = now();
    },
    elapsed: () => now() - started,
    pace: () => {
      if (steps === 0) return 0;
      return afterFirst !== undefined && steps > 1
        ? (now() - afterFirst) / (steps - 1)
        : (now() - started) / steps;
    },
  };
};
