// Transfer learning: a net learns the digits 0 to 4; what it found in images is kept, and learns 5 to 9 from a few of each.
import { layers, losses, sequential, useBackend } from 'shapewright';
import { readDigits, type Digits } from './data/digits.js';
import { goal } from './data/folder.js';

const { conv2d, dense, dropout, flatten, maxPooling2d } = layers;
await useBackend('auto');
const { real, train, test } = readDigits('mnist-small');

/** The digits from one to another, counted from zero; so many of them at most. */
const between = ({ images, labels }: Digits, from: number, to: number, atMost = Infinity) => {
  const rows = Array.from(labels.keys())
    .filter((i) => labels[i]! >= from && labels[i]! <= to)
    .slice(0, atMost);
  const values = new Float32Array(rows.length * 784);
  rows.forEach((row, i) => values.set(images.subarray(row * 784, row * 784 + 784), i * 784));
  return { x: { values, shape: [rows.length, 28, 28, 1] }, y: rows.map((row) => labels[row]! - from) };
};

const settings = {
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ['accuracy'],
  seed: 3,
} as const;

const low = sequential(
  [28, 28, 1],
  [
    conv2d(32, 3, { activation: 'relu' }),
    maxPooling2d(2),
    conv2d(64, 3, { activation: 'relu' }),
    maxPooling2d(2),
    flatten(),
    dropout(0.5),
    dense(5, { name: 'digits' }),
  ],
);
const known = between(train, 0, 4);
await low.compile(settings).fit(known.x, known.y, { epochs: 3 });

// cut, frozen, and with a new end; the layers are the same, and so are their weights
const high = low.pop().add(dense(5, { name: 'others' }));
for (const layer of high.layers.slice(0, -2)) layer.trainable = false;
high.summary();
const few = between(train, 5, 9, 500);
const rest = between(test, 5, 9);
const transferred = high.compile(settings);
const before = low.getLayer(0).getWeights();
await transferred.fit(few.x, few.y, { epochs: 10, verbose: 2 });
const { accuracy } = await transferred.evaluate(rest.x, rest.y);

const isFrozen = low
  .getLayer(0)
  .getWeights()
  .every((weight, i) => weight.dataSync().every((value, j) => value === before[i]!.dataSync()[j]));
goal(real, isFrozen, `what is frozen stays as it was`);
goal(
  real,
  accuracy >= 0.93,
  `${(100 * accuracy).toFixed(2)} % of the digits 5 to 9 are right, learnt from 500 (93 % wanted)`,
);
