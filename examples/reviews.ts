// Film reviews, positive or negative, by the words in them.
import { input, losses, metrics, useBackend } from 'shapewright';
import { goal } from './data/folder.js';
import { readReviews, vocabulary } from './data/reviews.js';

await useBackend('auto');
const { real, train, test } = readReviews();
const words = 10_000;
const length = 256;
const encode = vocabulary(train.texts, words);

const model = input([length], { dtype: 'int32', name: 'words' })
  .embedding(words, 16, { maskZero: true })
  .globalAveragePooling1d()
  .dense(16, { activation: 'relu' })
  .dropout(0.4)
  .dense(1)
  .toModel({ name: 'reviews' });
model.summary();
const trainable = model.compile({
  optimizer: 'adam',
  loss: losses.binaryCrossentropy({ fromLogits: true }),
  // predictions are logits, so that yes begins at 0
  metrics: [metrics.binaryAccuracy({ name: 'accuracy', threshold: 0 })],
  seed: 5,
});
await trainable.fit(
  { values: encode(train.texts, length), shape: [train.texts.length, length] },
  train.positive,
  {
    epochs: 20,
    verbose: 2,
  },
);
const { accuracy } = await trainable.evaluate(
  { values: encode(test.texts, length), shape: [test.texts.length, length] },
  test.positive,
);
goal(real, accuracy >= 0.82, `${(100 * accuracy).toFixed(2)} % of the test reviews are right (82 % wanted)`);
