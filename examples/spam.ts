// Text messages, spam or not: the model takes them as they are.
import { input, layers, metrics, useBackend } from 'shapewright';
import { classificationReport, confusionMatrix } from 'shapewright/data';
import { plotConfusionMatrix, plotHistory } from 'shapewright/pictures';
import { savePicture } from './data/chart.js';
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
  metrics: [
    metrics.binaryAccuracy({ name: 'accuracy' }),
    metrics.precision(),
    metrics.recall(),
    metrics.auc(),
  ],
  seed: 5,
});
const { history } = await filter.fit(train.texts, train.spam, {
  epochs: 5,
  verbose: 2,
  validationSplit: 0.1,
});
const { accuracy, precision, recall, auc } = await filter.evaluate(test.texts, test.spam, { verbose: 0 });
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
console.log(`of what is called spam ${percent(precision)} is, of the spam ${percent(recall)} is found; area under the curve ${auc.toFixed(3)}`); // prettier-ignore

const all = await filter.predict(test.texts);
const classNames = ['ham', 'spam'] as const;
console.log(`${classificationReport(test.spam, all, { classNames })}`);
const matrix = plotConfusionMatrix(confusionMatrix(test.spam, all), { classNames, cellSize: 80 });
all.dispose();
console.log(`drawn: ${savePicture('spam-confusion.svg', matrix)}, ${savePicture('spam-history.svg', plotHistory(history))}`); // prettier-ignore

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
