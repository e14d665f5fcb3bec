// Film reviews, positive or negative, by a small Transformer; three of them vote. npx tsx examples/reviews-transformer.ts
import { input, layers, model, useBackend } from 'shapewright';
import { goal } from './data/folder.js';
import { filledUp, readReviews, vocabulary } from './data/reviews.js';
import { fallingRate, shareOfVotes } from './data/votes.js';

// steps of it are planned as a whole
await useBackend('wasm');
const { real, train, test } = readReviews();
const [words, length, features, batchSize, epochs] = [20_000, 256, 32, 32, 5];
const encode = vocabulary(train.texts, words);
/** The words of texts, and which place each has. */
const read = (texts: readonly string[]) => {
  const shape = [texts.length, length] as const;
  return {
    words: { values: encode(texts, length, filledUp), shape },
    places: { values: Int32Array.from({ length: texts.length * length }, (_, i) => i % length), shape },
  };
};

const build = () => {
  const inputs = {
    words: input([length], { dtype: 'int32' }),
    places: input([length], { dtype: 'int32' }),
  };
  // whole words are left out in training, so that no few of them decide
  const seen = inputs.words
    .embedding(words, features)
    .dropout(0.65, { noiseShape: [null, length, 1] })
    .spatialDropout1d(0.2)
    .add(inputs.places.embedding(length, features));
  const attended = seen.add(seen.multiHeadAttention(2, 16).dropout(0.1)).layerNormalization();
  const thought = attended
    .add(attended.dense(64, { activation: 'relu' }).dense(features).dropout(0.1))
    .layerNormalization();
  const outputs = layers
    .concatenate([thought.globalAveragePooling1d(), seen.globalAveragePooling1d()])
    .dropout(0.5)
    .dense(1);
  return model({ inputs, outputs, name: 'reviews_transformer' });
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
