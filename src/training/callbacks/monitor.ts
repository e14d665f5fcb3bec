import type { Logs } from './callback.js';

/** Which way a watched number gets better. */
export type MonitorMode = 'auto' | 'min' | 'max';

/** A number of the logs that is watched. */
export interface Monitor {
  readonly name: string;
  /** The number now, or an error that names what there is. */
  value(logs: Logs): number;
  /** Whether `value` is better than `best` by at least `minDelta`. */
  better(value: number, best: number, minDelta?: number): boolean;
  /** What every number is better than. */
  readonly worst: number;
}

/** A monitor by its name; in mode 'auto' accuracies go up and all else goes down, as in Keras. */
export const monitorOf = (callback: string, name: string, mode: MonitorMode): Monitor => {
  if (mode !== 'auto' && mode !== 'min' && mode !== 'max')
    throw new TypeError(`${callback}: mode must be 'auto', 'min' or 'max', got ${String(mode)}`);
  const up = mode === 'max' || (mode === 'auto' && /acc|auc|precision|recall|f1/.test(name));
  return {
    name,
    worst: up ? -Infinity : Infinity,
    value: (logs) => {
      const value = logs[name];
      if (value !== undefined) return value;
      const hint = name.startsWith('val_') ? '; give fit validationData or a validationSplit' : '';
      throw new Error(
        `${callback} watches '${name}', but the logs have ${Object.keys(logs).join(', ')}${hint}`,
      );
    },
    better: (value, best, minDelta = 0) => (up ? value - minDelta > best : value + minDelta < best),
  };
};
