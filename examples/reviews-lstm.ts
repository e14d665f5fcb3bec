// Film reviews, positive or negative, read word by word both ways; three nets vote. npx tsx examples/reviews-lstm.ts
import { input, layers, useBackend } from 'shapewright';
import { goal } from './data/folder.js';
import { lastWords, readReviews, vocabulary } from './data/reviews.js';
import { fallingRate, shareOfVotes } from './data/votes.js';

// steps of it are planned as a whole
await useBackend('wasm');
const { real, train, test } = readReviews();
const [words, length, batchSize, epochs] = [20_000, 400, 32, 5];
const encode = vocabulary(train.texts, words);
const read = (texts: readonly string[]) => ({
  values: encode(texts, length, lastWords),
  shape: [texts.length, length] as const,
});

const build = () => {
  // whole words are left out in training, so that no few of them decide
  const seen = input([length], { dtype: 'int32', name: 'words' })
    .embedding(words, 32, { maskZero: true })
    .dropout(0.65, { noiseShape: [null, length, 1] })
    .spatialDropout1d(0.2);
  const understood = seen.bidirectional(layers.lstm(16, { returnSequences: true }));
  return layers
    .concatenate([understood.globalAveragePooling1d(), seen.globalAveragePooling1d()])
    .dropout(0.5)
    .dense(1)
    .toModel({ name: 'reviews_lstm' });
};
build().summary();

const [reviews, unseen] = [read(train.texts), read(test.texts)];
const right = await shareOfVotes(test, async (seed) => {
  const trainable = build().compile({
    ...fallingRate(epochs * Math.ceil(train.texts.length / batchSize)),
    seed,
  });
  await trainable.fit(reviews, train.positive, { epochs, batchSize, verbose: 2 });
  const logits = await trainable.predict(unseen, { batchSize: 100 });
  const values = await logits.data();
  logits.dispose();
  trainable.dispose();
  return values;
});
goal(real, right >= 0.85, `${(100 * right).toFixed(2)} % of the test reviews are right (85 % wanted)`);
