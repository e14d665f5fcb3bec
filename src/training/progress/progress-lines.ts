import type { Logs } from '../callbacks/callback.js';

/** A number of the logs as Keras prints it: four decimals, or scientific where it is 1e-3 or less. */
export const showNumber = (value: number): string => {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Math.abs(value) > 1e-3) return value.toFixed(4);
  return value.toExponential(4).replace(/e([+-])(\d)$/, 'e$10$2');
};

/** Logs in a line, losses and metrics by name, then `val_`: ` - accuracy: 0.8721 - loss: 0.4421`. */
export const showLogs = (logs: Logs): string => {
  const last = (name: string) => (name.startsWith('val_') ? 1 : 0);
  return Object.entries(logs)
    .sort(([a], [b]) => last(a) - last(b) || (a < b ? -1 : 1))
    .map(([name, value]) => ` - ${name}: ${showNumber(value)}`)
    .join('');
};

/** How long an epoch took, as Keras prints it: `3s`. */
export const showElapsed = (ms: number): string => `${(ms / 1000).toFixed(0)}s`;

/** How long is left, as Keras prints it: `3s`, `1:05`, `2:03:04`. */
export const showLeft = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  if (seconds > 3600)
    return `${Math.floor(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return seconds > 60 ? `${Math.floor(seconds / 60)}:${two(seconds % 60)}` : `${seconds}s`;
};

/** How long a step takes: `2ms/step`. */
export const showPace = (ms: number): string => {
  if (ms >= 1000 || ms === 0) return `${(ms / 1000).toFixed(0)}s/step`;
  return ms >= 1 ? `${ms.toFixed(0)}ms/step` : `${(ms * 1000).toFixed(0)}us/step`;
};

/** What a line tells of an epoch, or of a pass over data. */
export interface Progress {
  /** Steps done. */
  readonly done: number;
  /** Steps in all; `undefined` where a data set has not said. */
  readonly steps: number | undefined;
  /** Milliseconds since it began. */
  readonly elapsed: number;
  /** Milliseconds a step takes. */
  readonly pace: number;
  readonly logs: Logs;
  readonly finished: boolean;
}

/** How many of the steps are done. */
export const count = (done: number, steps: number): string =>
  `${String(done).padStart(String(steps).length)}/${steps}`;

/** A line when it is over: `1875/1875 - 3s - 2ms/step - accuracy: 0.8721 - loss: 0.4421`. */
export const plainLine = ({ done, steps = done, elapsed, pace, logs }: Progress): string =>
  `${count(done, steps)} - ${showElapsed(elapsed)} - ${showPace(pace)}${showLogs(logs)}`;
