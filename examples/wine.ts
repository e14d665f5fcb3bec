// How good a wine is, by what was measured of it: a schedule, early stopping, the best model kept, and TensorBoard on.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callbacks, layers, loadModel, optimizers, schedules, sequential, useBackend } from 'shapewright';
import { drawHistory } from './data/chart.js';
import { goal } from './data/folder.js';
import { readWines } from './data/wine.js';

const { dense, dropout } = layers;
await useBackend('auto');
const { real, features, quality } = readWines();

// the same mixture each time; every fifth wine is kept for testing
const order = quality.map((_, i) => i).sort((a, b) => Math.sin(a) - Math.sin(b));
const training = order.filter((_, i) => i % 5 !== 4);
const testing = order.filter((_, i) => i % 5 === 4);

// measurements are normalised by what the training part is like
const columns = features[0]!.map((_, column) => training.map((i) => features[i]![column]!));
const means = columns.map((values) => values.reduce((a, b) => a + b, 0) / values.length);
const deviations = columns.map((values, j) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - means[j]!) ** 2, 0) / values.length),
);
const normalised = (wines: readonly number[]) =>
  wines.map((i) => features[i]!.map((value, j) => (value - means[j]!) / (deviations[j]! || 1)));
const rated = (wines: readonly number[]) => wines.map((i) => [quality[i]!]);

const net = sequential(
  [11],
  [
    dense(128, { activation: 'relu' }),
    dropout(0.2),
    dense(64, { activation: 'relu' }),
    dense(1, { biasInitializer: 'ones' }),
  ],
).compile({
  optimizer: optimizers.adam({
    learningRate: schedules.cosineDecay({ initialLearningRate: 0.002, decaySteps: 10_000 }),
  }),
  loss: 'mse',
  metrics: ['mae'],
  seed: 4,
});

const output = fileURLToPath(new URL('output/wine/', import.meta.url));
rmSync(output, { recursive: true, force: true });
const stop = callbacks.earlyStopping({ patience: 20 });
const { history, epoch } = await net.fit(normalised(training), rated(training), {
  epochs: 200,
  validationSplit: 0.2,
  verbose: 0,
  callbacks: [
    stop,
    callbacks.modelCheckpoint(`${output}best`, { saveBestOnly: true }),
    callbacks.tensorBoard({ logDir: `${output}logs`, histogramFreq: 10 }),
    callbacks.csvLogger(`${output}log.csv`),
  ],
});
console.log(`stopped after ${epoch.length} epochs; the best was epoch ${stop.bestEpoch + 1}`);
console.log('see it by: tensorboard --logdir examples/output/wine/logs');
console.log(`drawn: ${drawHistory('wine.svg', { mae: history.mae, val_mae: history.val_mae })}`);

const best = await loadModel(`${output}best`, { input: [11], output: [1] });
const guess = await best.predict(normalised(testing));
const found = Array.from(await guess.data());
const off = (guessed: (i: number) => number) =>
  testing.reduce((sum, wine, i) => sum + Math.abs(guessed(i) - quality[wine]!), 0) / testing.length;
const mean = training.reduce((sum, i) => sum + quality[i]!, 0) / training.length;
const mae = off((i) => found[i]!);
goal(
  real,
  mae < 0.57 && epoch.length < 200,
  `the kept model is ${mae.toFixed(3)} off on average (0.57 wanted); always the mean is ${off(() => mean).toFixed(3)} off`,
);
guess.dispose();
best.dispose();
net.dispose();
