// Handwritten digits by two dense layers, written in three forms that are one model. `npm start`
import { input, layers, losses, sequential, useBackend } from 'shapewright';
import { draw, readDigits } from './data/digits.js';
import { goal } from './data/folder.js';

const { dense, flatten } = layers;
const { name } = await useBackend('auto');
const { real, train, test } = readDigits('mnist');
const x = { values: train.images, shape: [train.count, 28, 28] } as const;
const xTest = { values: test.images, shape: [test.count, 28, 28] } as const;

const list = sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)]);
const built = sequential([28, 28])
  .add(flatten())
  .add(dense(128, { activation: 'relu' }))
  .add(dense(10))
  .add(dense(5))
  .pop();
const chain = input([28, 28]).flatten().dense(128, { activation: 'relu' }).dense(10).toModel();

const settings = {
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ['accuracy'],
  seed: 1,
} as const;

// three forms, one model: from one seed the same parameters and the same first loss
const trainable = list.compile(settings);
const forms = [trainable, built.compile(settings), chain.compile(settings)];
const firstLosses = [];
for (const form of forms) firstLosses.push((await form.evaluate(xTest, test.labels, { verbose: 0 })).loss);
console.log(
  `On ${name}: ${forms.map(({ model }) => model.countParams()).join(', ')} parameters; first losses ${firstLosses.join(', ')}`,
);
goal(
  true,
  new Set(firstLosses).size === 1 && chain.countParams() === 101_770,
  'the three forms are one model of 101,770 parameters',
);
forms.slice(1).forEach((form) => form.dispose());

list.summary();
await trainable.fit(x, train.labels, { epochs: 5, validationSplit: 0.1 });
const { accuracy } = await trainable.evaluate(xTest, test.labels);

const logits = await trainable.predict({ values: test.images.subarray(0, 3 * 784), shape: [3, 28, 28] });
logits.arraySync().forEach((row, i) => {
  const guess = row.indexOf(Math.max(...row));
  console.log(`${draw(test.images, i)}\nlabel ${test.labels[i]}, predicted ${guess}\n`);
});
logits.dispose();
goal(real, accuracy >= 0.97, `${(100 * accuracy).toFixed(2)} % of the test digits are right (97 % wanted)`);
