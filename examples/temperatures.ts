// Tomorrow's temperature from the last thirty days, by an LSTM: better than 'as today'.
import { input, optimizers, useBackend } from 'shapewright';
import { goal } from './data/folder.js';
import { readTemperatures } from './data/temperatures.js';

await useBackend('auto');
const { real, days } = readTemperatures();
const length = 30;
const cut = Math.floor(days.length * 0.8); // the last years are for testing

const known = days.slice(0, cut);
const mean = known.reduce((sum, value) => sum + value, 0) / cut;
const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cut);
const scaled = days.map((value) => (value - mean) / deviation);

/** The days before each of some, and those days themselves. */
const windows = (from: number, to: number) => {
  const rows = Array.from({ length: to - from }, (_, i) => scaled.slice(from + i - length, from + i));
  return {
    x: { values: Float32Array.from(rows.flat()), shape: [rows.length, length, 1] },
    y: { values: Float32Array.from(scaled.slice(from, to)), shape: [rows.length, 1] },
  };
};
const train = windows(length, cut);
const test = windows(cut, days.length);

const forecast = input([length, 1], { name: 'days' }) // [null, 30, 1]
  .lstm(32) // [null, 32]
  .dense(1)
  .toModel({ name: 'forecast' });
forecast.summary();
const trainable = forecast.compile({
  optimizer: optimizers.adam({ learningRate: 0.005 }),
  loss: 'mse',
  metrics: ['mae'],
  seed: 4,
});
await trainable.fit(train.x, train.y, { epochs: 10, batchSize: 64, verbose: 2 });
const { mae } = await trainable.evaluate(test.x, test.y);

const naive =
  days.slice(cut).reduce((sum, value, i) => sum + Math.abs(value - days[cut + i - 1]!), 0) /
  (days.length - cut);
const ours = mae * deviation;
goal(
  real,
  ours < 0.9 * naive,
  `off by ${ours.toFixed(2)} degrees on average, 'as today' by ${naive.toFixed(2)} (a tenth less wanted)`,
);
