// Text messages, spam or not: the model takes them as they are.
import { input, layers, metrics, useBackend } from 'shapewright';
import { readMessages } from './data/messages.js';
import { goal } from './data/folder.js';

await useBackend('auto');
const { real, train, test } = readMessages();

const words = await layers
  .textVectorization({ maxTokens: 5000, padToMaxTokens: true, outputMode: 'tfIdf', ngrams: 2 })
  .adapt(train.texts);
console.log(`its first words: ${words.getVocabulary().slice(0, 10).join(', ')}`);

const model = words(input([], { dtype: 'string', name: 'message' }))
  .dense(16, { activation: 'relu' })
  .dropout(0.5)
  .dense(1, { activation: 'sigmoid' })
  .toModel({ name: 'spam' });
model.summary();
const filter = model.compile({
  optimizer: 'adam',
  loss: 'binaryCrossentropy',
  metrics: [metrics.binaryAccuracy({ name: 'accuracy' })],
  seed: 5,
});
await filter.fit(train.texts, train.spam, { epochs: 5, verbose: 2, validationSplit: 0.1 });
const { accuracy } = await filter.evaluate(test.texts, test.spam, { verbose: 0 });

const heard = ['Are we still on for lunch?', 'WINNER! Claim your free prize now, call 0900 123'];
const found = await filter.predict(heard);
const shares = await found.data();
heard.forEach((text, i) => console.log(`${(100 * shares[i]!).toFixed(0).padStart(3)} % spam: ${text}`));
found.dispose();
goal(
  real,
  accuracy >= 0.975,
  `${(100 * accuracy).toFixed(2)} % of the test messages are right (97.5 % wanted)`,
);
