import { unknownOption } from '../../shapes/suggest.js';
import type { Callback, Logs, ModelInTraining } from './callback.js';
import { monitorOf, type MonitorMode } from './monitor.js';

/** Options of `modelCheckpoint`. */
export interface ModelCheckpointOptions {
  /** What is watched where only the best is saved. Default `'val_loss'`. */
  readonly monitor?: string;
  /** 1 says what is saved. Default 0. */
  readonly verbose?: 0 | 1;
  /** Whether a model that is no better is left unsaved. Default false. */
  readonly saveBestOnly?: boolean;
  /** Whether only weights are saved. Default false. */
  readonly saveWeightsOnly?: boolean;
  /** Which way is better; 'auto' goes by the name. Default `'auto'`. */
  readonly mode?: MonitorMode;
  /** Every epoch, or every so many batches. Default `'epoch'`. */
  readonly saveFreq?: 'epoch' | number;
  /** A value that the first must better. Default none. */
  readonly initialValueThreshold?: number;
}

const known = Object.keys({
  monitor: 0,
  verbose: 0,
  saveBestOnly: 0,
  saveWeightsOnly: 0,
  mode: 0,
  saveFreq: 0,
  initialValueThreshold: 0,
} satisfies Record<keyof ModelCheckpointOptions, 0>);

/** The path of a template such as `{epoch:02d}-{val_loss:.2f}`: the epoch counts from 1, as in Keras. */
export const checkpointPath = (template: string, epoch: number, logs: Logs): string =>
  template.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name: string, format: string | undefined) => {
    const value = name === 'epoch' ? epoch + 1 : logs[name];
    if (value === undefined)
      throw new Error(
        `modelCheckpoint: the path '${template}' names '${name}', but the logs have ${Object.keys(logs).join(', ')}`,
      );
    const whole = format?.match(/^0?(\d*)d$/);
    if (whole)
      return String(Math.trunc(value)).padStart(Number(whole[1] || 0), format!.startsWith('0') ? '0' : ' ');
    const decimals = format?.match(/^\.(\d+)f$/);
    return decimals ? value.toFixed(Number(decimals[1])) : String(value);
  });

/**
 * Saves the model while it trains: each epoch, or only when a watched number got better.
 *
 * @param path Where to; may hold `{epoch:02d}` and names of the logs such as `{val_loss:.2f}`.
 * @example callbacks.modelCheckpoint('models/{epoch:02d}-{val_loss:.2f}', { saveBestOnly: true })
 * @see https://keras.io/api/callbacks/model_checkpoint/
 */
export const modelCheckpoint = (path: string, options: ModelCheckpointOptions = {}): Callback => {
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger !== undefined) throw new TypeError(unknownOption('modelCheckpoint', stranger, known));
  const { saveFreq = 'epoch', saveBestOnly = false, saveWeightsOnly = false } = options;
  if (saveFreq !== 'epoch' && !(Number.isInteger(saveFreq) && saveFreq > 0))
    throw new TypeError(
      `modelCheckpoint: saveFreq must be 'epoch' or a whole number above zero, got ${String(saveFreq)}`,
    );
  const monitor = monitorOf('modelCheckpoint', options.monitor ?? 'val_loss', options.mode ?? 'auto');
  let model: ModelInTraining | undefined;
  let best = options.initialValueThreshold ?? monitor.worst;
  let epochNow = 0;
  let batches = 0;

  const save = async (epoch: number, logs: Logs): Promise<void> => {
    if (!model) return;
    if (saveBestOnly) {
      const value = monitor.value(logs);
      if (!monitor.better(value, best)) return;
      if (options.verbose)
        console.log(
          `Epoch ${epoch + 1}: ${monitor.name} improved from ${best.toFixed(5)} to ${value.toFixed(5)}`,
        );
      best = value;
    }
    const target = checkpointPath(path, epoch, logs);
    if (options.verbose) console.log(`Epoch ${epoch + 1}: saving model to ${target}`);
    await (saveWeightsOnly ? model.saveWeights(target) : model.save(target));
  };

  return {
    setModel: (given) => {
      model = given;
    },
    onEpochBegin: (epoch) => {
      epochNow = epoch;
    },
    ...(saveFreq === 'epoch'
      ? { onEpochEnd: save }
      : {
          onTrainBatchEnd: async (_batch: number, logs: Logs) => {
            batches += 1;
            if (batches % saveFreq === 0) await save(epochNow, logs);
          },
        }),
  };
};
