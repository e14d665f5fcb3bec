import * as tf from '@tensorflow/tfjs-core';

/** How the last run of `fit` or `trainOnBatch` on a backend took its steps. */
export interface StepReport {
  /** Whether a step was planned as a whole, and ran over memory that was given out once. */
  readonly compiled: boolean;
  /** Why not; undefined where it was. */
  readonly because: string | undefined;
  /**
   * The bytes that such a step works in, beside weights, batches and the optimizer's slots; with those of the memory that threads share,
   * where it is taken by several, in which copies of the three are. Undefined where there is none.
   */
  readonly bytes: number | undefined;
  /** How many threads took its last steps, once the run is over; undefined where nobody counted. */
  readonly threads?: number | undefined;
}

/** By backend: what one did is gone with it. */
const reports = new WeakMap<object, StepReport>();

/** Keeps what the active backend's last run did. */
export const reportStep = (report: StepReport): void => void reports.set(tf.backend(), report);

/** What the active backend's last run did, if there was one. */
export const stepReport = (): StepReport | undefined => reports.get(tf.backend());
