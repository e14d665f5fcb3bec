// Colour images of ten classes by a small residual net (He et al. 2015). npx tsx examples/cifar.ts
import { block, input, layers, optimizers, residual, schedules, useBackend } from 'shapewright';
import { expectShape } from 'shapewright/testing';
import { goal } from './data/folder.js';
import { classes, readImages } from './data/images.js';
const { activation, batchNormalization, conv2d } = layers;

await useBackend('auto');
const { real, train, test } = readImages();
const [same, half] = [{ padding: 'same' }, { padding: 'same', strides: 2 }] as const;

/** Two convolutions beside the way past them; a stage begins by halving the image. */
const begin = <const Filters extends number>(filters: Filters) =>
  block([
    residual(
      [
        conv2d(filters, 3, half),
        batchNormalization(),
        activation('relu'),
        conv2d(filters, 3, same),
        batchNormalization(),
      ],
      { shortcut: conv2d(filters, 1, half) },
    ),
    activation('relu'),
  ]);

const stem = input([32, 32, 3])
  .randomFlip({ mode: 'horizontal' })
  .randomTranslation(0.1, 0.1)
  .rescaling(1 / 127.5, { offset: -1 })
  .conv2d(16, 3, same)
  .batchNormalization()
  .activation('relu');
const seen = stem.apply(begin(16)).apply(begin(32)).apply(begin(64));
expectShape<[null, 4, 4, 64]>(seen);
const net = seen
  .globalAveragePooling2d()
  .dropout(0.3)
  .dense(classes.length, { activation: 'softmax' })
  .toModel({ name: 'residual' });
net.summary();

const [epochs, batchSize] = [14, 32];
const learningRate = schedules.cosineDecay({
  initialLearningRate: 0.003,
  decaySteps: epochs * Math.ceil(train.count / batchSize),
});
const trained = net.compile({
  optimizer: optimizers.adam({ learningRate }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
  seed: 7,
});
const x = { values: train.pixels, shape: [train.count, 32, 32, 3] } as const;
const unseen = { values: test.pixels, shape: [test.count, 32, 32, 3] } as const;
await trained.fit(x, train.labels, { epochs, batchSize, verbose: 2 });
const { accuracy } = await trained.evaluate(unseen, test.labels, { verbose: 0 });
goal(
  real,
  accuracy >= 0.45,
  `${(100 * accuracy).toFixed(1)} % of ${test.count} test images, after ${train.count} (45 % wanted)`,
);
trained.dispose();
