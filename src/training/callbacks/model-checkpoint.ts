import { isPlain } from '../../errors/show.js';
import { carrying, declare, type Declared } from '../../options/declare.js';
import { count, either, flag, number, oneOf, text } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';
import { checkpointPath } from './checkpoint-path.js';
import { monitorMode, monitorName, monitorOf, type LogName, type MonitorMode } from './monitor.js';
import { wantsLogs, type Watcher } from './watcher.js';

/** Options of `modelCheckpoint`. */
export interface ModelCheckpointOptions {
  /** What is watched where only the best is saved. Default `'val_loss'`. */
  readonly monitor?: LogName;
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

/** How often a model is saved. */
export const saveFrequency = either(
  oneOf(['epoch']),
  count,
  "'epoch' or a whole number of batches above zero",
);

const checkpointTo: Declared & ((filepath: string, options?: ModelCheckpointOptions) => Callback) = declare(
  {
    name: 'modelCheckpoint',
    takes: { filepath: text },
    options: {
      monitor: optional(monitorName, 'val_loss'),
      verbose: optional(oneOf([0, 1]), 0),
      saveBestOnly: optional(flag, false),
      saveWeightsOnly: optional(flag, false),
      mode: optional(monitorMode, 'auto'),
      saveFreq: optional(saveFrequency, 'epoch'),
      initialValueThreshold: optional(number),
    } satisfies Declares<ModelCheckpointOptions>,
  },
  ({ filepath, ...options }) => saveTo(filepath, options),
);

/**
 * Saves the model while it trains: each epoch, each so many batches, or only when a watched number got better. What it
 * remembers as best lasts from one run to the next, as in Keras.
 *
 * @param filepath Where to; may hold `{epoch:02d}`, with `saveFreq` a number `{batch:04d}` (both count from 1), and
 * names of the logs such as `{val_loss:.2f}`. Without them the same place is written again and again. As in Keras it may
 * stand among the options. Files of Keras's are told by their endings, as in `save`: `modelCheckpoint({ filepath: 'models/{epoch:02d}' })`.
 * @example callbacks.modelCheckpoint('models/{epoch:02d}-{val_loss:.2f}', { saveBestOnly: true })
 * @throws TypeError for an option that does not exist, or a path that cannot be read.
 * @throws Error where the logs do not have what is watched or named in the path, with what they have.
 * @see https://keras.io/api/callbacks/model_checkpoint/
 */
export const modelCheckpoint: (
  filepath: string | (ModelCheckpointOptions & { readonly filepath: string }),
  options?: ModelCheckpointOptions,
) => Callback = carrying((given: unknown, ...others: readonly unknown[]) => {
  if (!isPlain(given) || !Object.hasOwn(given, 'filepath') || others.length > 0)
    return checkpointTo(given as string, ...(others as [ModelCheckpointOptions?]));
  const { filepath, ...options } = given as unknown as ModelCheckpointOptions & { readonly filepath: string };
  return checkpointTo(filepath, options);
}, checkpointTo.declaration);

const saveTo = (
  filepath: string,
  options: Omit<Required<ModelCheckpointOptions>, 'initialValueThreshold'> &
    Pick<ModelCheckpointOptions, 'initialValueThreshold'>,
): Callback => {
  const { saveFreq, saveBestOnly, saveWeightsOnly, verbose, monitor: name, mode } = options;
  // what is not watched need not tell which way is better
  const monitor = monitorOf('modelCheckpoint', name, mode === 'auto' && !saveBestOnly ? 'min' : mode);
  if (saveBestOnly && saveFreq !== 'epoch' && name.startsWith('val_'))
    throw new TypeError(
      `modelCheckpoint: '${name}' is not known between batches; watch '${name.slice(4)}', or save each epoch`,
    );
  const isWeights = /\.weights\.h5$/i.test(filepath);
  if (saveWeightsOnly && !isWeights && /\.(keras|h5|hdf5)$/i.test(filepath))
    throw new TypeError(
      `modelCheckpoint: with saveWeightsOnly weights alone go into a file that ends in .weights.h5, got '${filepath}'`,
    );
  if (isWeights && !saveWeightsOnly)
    throw new TypeError(
      `modelCheckpoint: '${filepath}' is a file of weights alone; set saveWeightsOnly, or save the model as .keras`,
    );
  const pathOf = checkpointPath(filepath);
  let model: ModelInTraining | undefined;
  let params: TrainingParams | undefined;
  let best = options.initialValueThreshold;
  let epochNow = 0;
  let unsaved = 0;

  const save = async (epoch: number, logs: Logs, batch?: number): Promise<void> => {
    if (!model) return;
    // between batches a bar may stand in the line
    const say = (text: string) =>
      verbose && console.log(`${batch === undefined ? '' : '\n'}Epoch ${epoch + 1}: ${text}`);
    if (saveBestOnly) {
      const value = monitor.value(logs, epoch, params);
      if (value === undefined) return;
      const was = best === undefined ? 'None' : best.toFixed(5);
      if (!monitor.better(value, best)) return void say(`${name} did not improve from ${was}`);
      say(`${name} improved from ${was} to ${value.toFixed(5)}`);
      best = value;
    }
    const path = pathOf(logs, epoch, batch);
    say(`saving model to ${path}`);
    await (saveWeightsOnly ? model.saveWeights(path) : model.save(path));
  };

  const told: Callback = {
    getState: () => ({ best, unsaved }),
    setState: (state) => {
      best = state['best'] as typeof best;
      unsaved = Number(state['unsaved']);
    },
    setModel: (given) => {
      model = given;
    },
    setParams: (given) => {
      params = given;
    },
  };
  if (saveFreq === 'epoch') return { ...told, onEpochEnd: (epoch, logs) => save(epoch, logs) };
  const onBatches: Watcher = {
    ...told,
    [wantsLogs]: () => unsaved + 1 >= saveFreq,
    onEpochBegin: (epoch) => {
      epochNow = epoch;
    },
    onTrainBatchEnd: (batch, logs) => {
      unsaved += 1;
      if (unsaved < saveFreq) return undefined;
      unsaved = 0;
      return save(epochNow, logs, batch);
    },
  };
  return onBatches;
};
