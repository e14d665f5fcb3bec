// How far a car goes on a gallon: regression, with a callback of one's own, early stopping, and a picture of the history.
import { callbacks, layers, optimizers, sequential, useBackend, type Callback } from 'shapewright';
import { readCars } from './data/cars.js';
import { drawHistory } from './data/chart.js';
import { goal } from './data/folder.js';

const { dense } = layers;
await useBackend('auto');
const cars = readCars();
const { real } = cars;

// the file goes year by year, and the last rows will be for validation: mixed, in the same way each time
const order = cars.mpg.map((_, i) => i).sort((a, b) => Math.sin(a) - Math.sin(b));
const features = order.map((i) => cars.features[i]!);
const mpg = order.map((i) => cars.mpg[i]!);

// every fifth car is kept for testing; features are normalised by what the training part is like
const isTest = (_: unknown, i: number) => i % 5 === 4;
const isTraining = (_: unknown, i: number) => i % 5 !== 4;
const training = features.filter(isTraining);
const columns = training[0]!.map((_, column) => training.map((row) => row[column]!));
const means = columns.map((values) => values.reduce((a, b) => a + b, 0) / values.length);
const deviations = columns.map((values, i) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - means[i]!) ** 2, 0) / values.length),
);
const normalised = (rows: readonly number[][]) =>
  rows.map((row) => row.map((value, i) => (value - means[i]!) / (deviations[i]! || 1)));
const x = normalised(training);
const y = mpg.filter(isTraining).map((value) => [value]);
const xTest = normalised(features.filter(isTest));
const yTest = mpg.filter(isTest).map((value) => [value]);

const build = () =>
  sequential([9], [dense(64, { activation: 'relu' }), dense(64, { activation: 'relu' }), dense(1)]).compile({
    optimizer: optimizers.rmsprop({ learningRate: 0.001 }),
    loss: 'mse',
    metrics: ['mae', 'mse'],
    seed: 3,
  });

/** A dot an epoch, a hundred in a line. */
const dots: Callback = {
  onEpochEnd: (epoch) => void process.stdout.write((epoch + 1) % 100 === 0 ? '.\n' : '.'),
};

const long = build();
long.summary();
const { history } = await long.fit(x, y, {
  epochs: 1000,
  validationSplit: 0.2,
  verbose: 0,
  callbacks: [dots],
});
console.log(
  `drawn: ${drawHistory('cars.svg', { mae: history.mae, val_mae: history.val_mae })}, the mean absolute error in miles per gallon`,
);

const short = build();
const stop = callbacks.earlyStopping({ monitor: 'val_loss', patience: 10 });
const stopped = await short.fit(x, y, {
  epochs: 1000,
  validationSplit: 0.2,
  verbose: 0,
  callbacks: [dots, stop],
});
console.log(`\nstopped after ${stopped.epoch.length} epochs`);
const { mae: trained, val_mae: validated } = stopped.history;
console.log(
  `drawn: ${drawHistory('cars-early.svg', { mae: trained, val_mae: validated })}, with early stopping`,
);
const { mae } = await short.evaluate(xTest, yTest, { verbose: 0 });
goal(
  real,
  mae < 3 && stopped.epoch.length < 1000,
  `the test cars are predicted to ${mae.toFixed(2)} miles per gallon on average (3 wanted)`,
);
