import type { Logs } from '../callbacks/callback.js';

/** A number of the logs as Keras prints it: four decimals, or scientific where it is small. */
export const showNumber = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(4) : value.toFixed(4);

/** Logs in a line: `accuracy: 0.8721 - loss: 0.4421`. */
export const showLogs = (logs: Logs): string =>
  Object.entries(logs)
    .map(([name, value]) => ` - ${name}: ${showNumber(value)}`)
    .join('');

/** A duration as Keras prints it: `3s`, `1:05`, `2ms`. */
export const showDuration = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** How long a step took: `2ms/step`. */
export const showPace = (ms: number, steps: number): string => {
  const each = ms / Math.max(1, steps);
  if (each >= 1000) return `${Math.round(each / 1000)}s/step`;
  return each >= 1 ? `${Math.round(each)}ms/step` : `${Math.round(each * 1000)}us/step`;
};
