import { show } from '../../errors/show.js';
import { oneOf, text } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import type { KeptName, MetricNames } from '../metrics/by-name.js';
import type { Logs, TrainingParams } from './callback.js';
import { isValidated } from '../validation-epochs.js';

/** Which way a watched number gets better. */
export type MonitorMode = 'auto' | 'min' | 'max';

/** The mode among a callback's options. */
export const monitorMode: Kind<MonitorMode> = oneOf(['auto', 'min', 'max']);
/** Those of one number: of several each is watched by itself, as `'f1_score[0]'`. */
type Logged = 'loss' | Exclude<{ [M in keyof MetricNames]: KeptName<M> }[keyof MetricNames], `${string}[]`>;

/** A name in the logs: editors offer those that Keras gives, any other is taken too. */
export type LogName = Logged | `val_${Logged}` | (string & Record<never, never>);

/** The name that is watched. */
export const monitorName: Kind<string> = { ...text, needs: "a name of the logs such as 'val_loss'" };

/** A number of the logs that is watched. */
export interface Monitor {
  readonly name: string;
  /**
   * The number now; `undefined` in an epoch that fit was told to leave unvalidated.
   *
   * @throws Error that names what there is, where the logs will never have it.
   */
  value(logs: Logs, epoch: number, params: TrainingParams | undefined): number | undefined;
  /** Whether `value` is better than `best` by more than `minDelta`; anything is better than nothing. */
  better(value: number, best: number | undefined, minDelta?: number): boolean;
}

/**
 * A monitor by its name. In mode 'auto' the name's last telling word says which way is better: `val_accuracy` up,
 * `head_loss` down; as in Keras, a name that does not tell is an error.
 */
export const monitorOf = (callback: string, name: string, mode: MonitorMode): Monitor => {
  const direction = mode === 'auto' ? directionOf(name) : mode;
  if (!direction)
    throw new TypeError(
      `${callback}: the name ${show(name)} does not tell whether more or less is better; say mode: 'max' or mode: 'min'`,
    );
  return {
    name,
    value: (logs, epoch, params) => {
      if (Object.hasOwn(logs, name)) return logs[name];
      if (name.startsWith('val_') && !isValidated(epoch, params?.validationFreq ?? 1)) return undefined;
      throw new Error(
        `${callback} watches '${name}', but the logs have ${Object.keys(logs).join(', ') || 'nothing'}${hint(name, logs)}`,
      );
    },
    better: (value, best, minDelta = 0) =>
      best === undefined || (direction === 'max' ? value - minDelta > best : value + minDelta < best),
  };
};

const hint = (name: string, logs: Logs): string =>
  name.startsWith('val_') && !Object.keys(logs).some((key) => key.startsWith('val_'))
    ? '; give fit validationData or a validationSplit'
    : '';

/** Words of the names of Keras's metrics, and which way those are better. */
const up =
  /^(acc|accuracy|auc|precision|recall|sensitivity|specificity|f1|fbeta|iou|r2|similarity|correlation)$/;
const down =
  /^(loss|error|mae|mse|mape|msle|rmse|bce|cce|scce|kld|crossentropy|divergence|hinge|poisson|logcosh)$/;

/** Which way a metric is better, by the last word of its name that says so. */
const directionOf = (name: string): 'min' | 'max' | undefined => {
  // Keras spells IoU `io_u`, and its classes are names too
  const words = name
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
    .toLowerCase()
    .replaceAll('io_u', 'iou')
    .replaceAll('f_beta', 'fbeta')
    .split(/[^a-z0-9]+/);
  const telling = words.findLast((word) => up.test(word) || down.test(word));
  return telling === undefined ? undefined : up.test(telling) ? 'max' : 'min';
};
