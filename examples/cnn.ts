// A small convolutional net on handwritten digits.
import { layers, losses, sequential, useBackend } from 'shapewright';
import { readDigits } from './data/digits.js';
import { goal } from './data/folder.js';

const { conv2d, dense, dropout, flatten, maxPooling2d } = layers;
await useBackend('auto');
const { real, train, test } = readDigits('mnist-small');

const cnn = sequential(
  [28, 28, 1],
  [
    conv2d(32, 3, { activation: 'relu' }),
    maxPooling2d(2),
    conv2d(64, 3, { activation: 'relu' }),
    maxPooling2d(2),
    flatten(),
    dropout(0.5),
    dense(10),
  ],
);
cnn.summary();
const trainable = cnn.compile({
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ['accuracy'],
  seed: 2,
});
await trainable.fit({ values: train.images, shape: [train.count, 28, 28, 1] }, train.labels, { epochs: 5 });
const { accuracy } = await trainable.evaluate(
  { values: test.images, shape: [test.count, 28, 28, 1] },
  test.labels,
);
goal(real, accuracy >= 0.97, `${(100 * accuracy).toFixed(2)} % of the test digits are right (97 % wanted)`);
