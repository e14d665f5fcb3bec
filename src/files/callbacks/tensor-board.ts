import { declare } from '../../options/declare.js';
import { count, either, flag, oneOf, text, whole } from '../../options/kinds.js';
import { optional, type ConfigOf, type Declares } from '../../options/option.js';
import type { Callback, Logs, ModelInTraining } from '../../training/callbacks/callback.js';
import { wantsLogs, type Watcher } from '../../training/callbacks/watcher.js';
import { eventFile, type EventFile, type WrittenFile } from '../tensorboard/event-file.js';
import type { SummaryValue } from '../tensorboard/event.js';
import { needsNode } from './needs-node.js';

/** Options of `tensorBoard`. */
export interface TensorBoardOptions {
  /** The folder of the runs `train` and `validation`; it is made. Default `'logs'`. */
  readonly logDir?: string;
  /** Every how many epochs histograms of the weights are written; 0 for none. Default 0. */
  readonly histogramFreq?: number;
  /** Whether the model's graph is written. Default true. */
  readonly writeGraph?: boolean;
  /** Whether the weights are written as images, where histograms are. Default false. */
  readonly writeImages?: boolean;
  /** Whether the steps a second are written, with the losses. Default false. */
  readonly writeStepsPerSecond?: boolean;
  /** How often losses and metrics are written: each epoch, and each batch, or every so many batches, too. Default `'epoch'`. */
  readonly updateFreq?: 'batch' | 'epoch' | number;
}

const options = {
  logDir: optional(text, 'logs'),
  histogramFreq: optional(whole, 0),
  writeGraph: optional(flag, true),
  writeImages: optional(flag, false),
  writeStepsPerSecond: optional(flag, false),
  updateFreq: optional(
    either(oneOf(['batch', 'epoch']), count, "'batch', 'epoch' or a whole number of batches above zero"),
    'epoch',
  ),
} satisfies Declares<TensorBoardOptions>;

/**
 * Writes what TensorBoard shows, in Node, under Keras's tags: `epoch_loss` and the other logs by epoch in the runs `train` and
 * `validation`, `epoch_learning_rate`, `evaluation_loss_vs_iterations`, `batch_loss` by batch, histograms of the weights, and the
 * model's graph. See it by `tensorboard --logdir logs`. What is written reaches the disk each epoch, and each two seconds.
 *
 * @example fit(x, y, { epochs: 5, callbacks: [callbacks.tensorBoard({ logDir: 'logs/first', histogramFreq: 1 })] })
 * @throws TypeError for an option that does not exist, or whose value makes no sense. FileError in a page, and where a file
 * cannot be written.
 * @see https://keras.io/api/callbacks/tensorboard/
 */
export const tensorBoard: (options?: TensorBoardOptions) => Callback = declare(
  { name: 'tensorBoard', options },
  (given) => writeTo(given),
);

/** How long events may wait for the disk, in milliseconds. */
const patience = 2_000;

const scalar = (tag: string, value: number): SummaryValue => ({
  tag,
  plugin: 'scalars',
  tensor: { type: 'float', shape: [], values: [value] },
});

const writeTo = ({
  logDir,
  histogramFreq,
  writeGraph,
  writeImages,
  writeStepsPerSecond,
  updateFreq,
}: ConfigOf<typeof options>): Callback => {
  needsNode('tensorBoard', logDir);
  const every = updateFreq === 'batch' ? 1 : updateFreq;
  let model: ModelInTraining | undefined;
  let runs = freshRuns(logDir);
  /** Batches of training so far, over all epochs. */
  let trained = 0;
  let batchBegan = 0;
  let epochBegan = { at: 0, iterations: 0 };
  let flushed = 0;
  const isDue = () => every !== 'epoch' && trained % every === 0;

  const flush = async () => {
    flushed = performance.now();
    await runs.train.flush();
    await runs.validation.flush();
  };
  const writeLogs = (run: EventFile, logs: Logs, tagOf: (name: string) => string, step: number) => {
    for (const [name, value] of Object.entries(logs)) run.add(scalar(tagOf(name), value), step);
  };
  const writer: Watcher = {
    setModel: (given) => {
      model = given;
    },
    onTrainBegin: async () => {
      runs = freshRuns(logDir);
      trained = 0;
      if (!writeGraph || !model) return;
      const { graphOf } = await import('../tensorboard/of-model.js');
      for (const value of graphOf(model)) runs.train.add(value, 0);
    },
    onEpochBegin: () => {
      epochBegan = { at: performance.now(), iterations: model?.optimizer.iterations ?? 0 };
    },
    onEpochEnd: async (epoch, logs) => {
      const entries = Object.entries(logs);
      const seconds = (performance.now() - epochBegan.at) / 1000;
      const { learningRate = NaN, iterations = 0 } = model?.optimizer ?? {};
      const own = {
        ...Object.fromEntries(entries.filter(([name]) => !name.startsWith('val_'))),
        // of several optimizers there is not one
        ...(!Number.isNaN(learningRate) && { learning_rate: learningRate }),
        ...(writeStepsPerSecond && { steps_per_second: (iterations - epochBegan.iterations) / seconds }),
      };
      const validated = Object.fromEntries(
        entries.filter(([name]) => name.startsWith('val_')).map(([name, value]) => [name.slice(4), value]),
      );
      writeLogs(runs.train, own, (name) => `epoch_${name}`, epoch);
      writeLogs(runs.validation, validated, (name) => `epoch_${name}`, epoch);
      if (histogramFreq > 0 && epoch % histogramFreq === 0 && model) {
        const { weightsOf } = await import('../tensorboard/of-model.js');
        for (const value of await weightsOf(model, writeImages)) runs.train.add(value, epoch);
      }
      await flush();
    },
    onTestEnd: async (logs) => {
      writeLogs(
        runs.validation,
        logs,
        (name) => `evaluation_${name}_vs_iterations`,
        model?.optimizer.iterations ?? 0,
      );
      await flush();
    },
    onTrainEnd: flush,
    getState: async () => {
      await flush();
      return { trained, train: fileState(runs.train), validation: fileState(runs.validation) };
    },
    setState: async (state) => {
      trained = Number(state['trained']);
      for (const name of ['train', 'validation'] as const) {
        const before = state[name] as WrittenFile | null;
        if (before) await runs[name].goOn(before);
      }
    },
  };
  if (every === 'epoch') return writer;
  return Object.assign(writer, {
    [wantsLogs]: isDue,
    onTrainBatchBegin: () => {
      trained += 1;
      batchBegan = performance.now();
    },
    onTrainBatchEnd: (_batch, logs) => {
      if (!isDue()) return undefined;
      const seconds = (performance.now() - batchBegan) / 1000;
      if (writeStepsPerSecond) runs.train.add(scalar('batch_steps_per_second', 1 / seconds), trained);
      writeLogs(runs.train, logs, (name) => `batch_${name}`, trained);
      return performance.now() - flushed > patience ? flush() : undefined;
    },
  } satisfies Watcher);
};

const freshRuns = (logDir: string) => ({
  train: eventFile([logDir, 'train']),
  validation: eventFile([logDir, 'validation']),
});

const fileState = (file: EventFile) => {
  const written = file.written();
  return written ? { ...written } : null;
};
