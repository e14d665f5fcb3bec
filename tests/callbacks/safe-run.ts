// A run that can be broken off anywhere, with callbacks that remember; begun again, it goes on.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callbacks, layers, loadModel, optimizers, sequential, type Callback } from '../../src/index.js';

const x = Array.from({ length: 40 }, (_, i) => Array.from({ length: 4 }, (_, j) => Math.sin(i * 7 + j)));
const y = x.map((row) => [Number(row[0]! + row[1]! > 0.2)]);

/** What a run came to, and what it left on the disk. */
export interface Outcome {
  readonly history: unknown;
  readonly epoch: readonly number[];
  readonly weights: readonly (readonly number[])[];
  readonly stopped: readonly (number | undefined)[];
  readonly csv: string;
  readonly saved: readonly number[];
  /** All files, without the parts of their names that are drawn. */
  readonly files: readonly string[];
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .map(({ name, parentPath }) => join(parentPath.slice(folder.length), name).replace(/[0-9a-f]{16}/, '…'))
    .sort();

/** Trains to the end, in a folder of its own; `watch` may break it off. */
export const safeRun = async (
  folder: string,
  saveFreq: 'epoch' | number,
  watch: Callback,
  { doubleCheckpoint = false, epochs = 7, data = [x, y] as const } = {},
): Promise<Outcome> => {
  const net = sequential(
    [4],
    [
      layers.dense(6, { activation: 'tanh' }),
      layers.batchNormalization(),
      layers.dropout(0.3),
      layers.dense(1, { activation: 'sigmoid' }),
    ],
  ).compile({
    optimizer: optimizers.adam({ learningRate: 0.05 }),
    loss: 'binaryCrossentropy',
    metrics: ['auc', 'mae'],
    seed: 11,
  });
  const stop = callbacks.earlyStopping({ monitor: 'val_loss', patience: 3, restoreBestWeights: true });
  try {
    const { history, epoch } = await net.fit(data[0], data[1], {
      epochs,
      batchSize: 8,
      validationSplit: 0.2,
      verbose: 0,
      callbacks: [
        callbacks.backupAndRestore(join(folder, 'backup'), { saveFreq, doubleCheckpoint }),
        stop,
        callbacks.modelCheckpoint(join(folder, 'best'), { saveBestOnly: true }),
        callbacks.csvLogger(join(folder, 'log.csv')),
        watch,
      ],
    });
    const weights = net.getWeights();
    const best = await loadModel(join(folder, 'best'), { input: [4], output: [1] });
    const guess = await best.predict(x);
    const outcome = {
      history,
      epoch,
      weights: weights.map((weight) => [...weight.dataSync()]),
      stopped: [stop.wait, stop.stoppedEpoch, stop.best, stop.bestEpoch],
      csv: await readFile(join(folder, 'log.csv'), 'utf8'),
      saved: [...guess.dataSync()],
      files: await filesIn(folder),
    };
    for (const tensor of [...weights, guess]) tensor.dispose();
    best.dispose();
    return outcome;
  } finally {
    net.dispose();
  }
};
