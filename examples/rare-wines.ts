// Good wines are rare: without weights a model hardly finds one, with a weight for each class it finds most.
import { join } from 'node:path';
import { layers, metrics, sequential, useBackend } from 'shapewright';
import { classificationReport, confusionMatrix, parseCsv, readCsv, splitDataset } from 'shapewright/data';
import { plotConfusionMatrix, plotHistory } from 'shapewright/pictures';
import { savePicture } from './data/chart.js';
import { dataFolder, goal } from './data/folder.js';

await useBackend('auto');
const columns = {
  'fixed acidity': 'number',
  'volatile acidity': 'number',
  'citric acid': 'number',
  'residual sugar': 'number',
  chlorides: 'number',
  'free sulfur dioxide': 'number',
  'total sulfur dioxide': 'number',
  density: 'number',
  pH: 'number',
  sulphates: 'number',
  alcohol: 'number',
  quality: 'number',
} as const;

/** Wines of made-up measures, to see the program run. */
const sample = (): string =>
  [
    Object.keys(columns).join(','),
    ...Array.from({ length: 400 }, (_, i) => {
      const isGood = i % 25 === 0;
      const measures = Array.from({ length: 11 }, (_, j) => Math.sin(i * (j + 1)) + Number(isGood));
      return [...measures, isGood ? 8 : 6].join(',');
    }),
  ].join('\n');

const folder = dataFolder('wine-quality');
const wines =
  folder === undefined
    ? await parseCsv(sample(), { columns })
    : await readCsv(join(folder, 'winequality-white.csv'), { columns });

// one wine of 27 has 8 points or more
const { quality, ...measures } = wines;
const rows = Array.from(quality, (_, i) => Object.values(measures).map((values) => values[i]!));
const isGood = Float32Array.from(quality, (points) => (points >= 8 ? 1 : 0));
const [train, test] = splitDataset({ x: rows, y: isGood }, { leftSize: 0.8, shuffle: true, seed: 3 });
const good = train.y.values.reduce((sum, each) => sum + each, 0);
console.log(`${train.y.shape[0]} wines to learn, of which ${good} are good`);

const normal = await layers.normalization().adapt(train.x);
const run = async (classWeight?: Readonly<Record<number, number>>) => {
  const net = sequential([11], [normal, layers.dense(32, { activation: 'relu' }), layers.dense(1, { activation: 'sigmoid' })]); // prettier-ignore
  const trainable = net.compile({
    optimizer: 'adam',
    loss: 'binaryCrossentropy',
    metrics: [metrics.precision(), metrics.recall(), metrics.auc()],
    seed: 6,
  });
  const { history } = await trainable.fit(train.x, train.y, {
    epochs: 20,
    verbose: 0,
    batchSize: 64,
    classWeight,
  });
  const { recall, precision, auc } = await trainable.evaluate(test.x, test.y, { verbose: 0 });
  const found = await trainable.predict(test.x);
  const shares = { values: await found.data(), shape: found.shape } as const;
  found.dispose();
  return { history, recall, precision, auc, shares };
};

const plain = await run();
// each class weighs as much as the other in all, as Keras's guide to imbalanced data has it
const all = train.y.shape[0];
const weighed = await run({ 0: all / 2 / (all - good), 1: all / 2 / good });
const classNames = ['plain', 'good'] as const;
for (const [name, { shares, auc }] of Object.entries({ 'without weights': plain, 'with weights': weighed })) {
  console.log(
    `${name}, area under the curve ${auc.toFixed(3)}\n${classificationReport(test.y, shares, { classNames })}`,
  );
  const matrix = plotConfusionMatrix(confusionMatrix(test.y, shares), {
    classNames,
    cellSize: 80,
    title: name,
  });
  console.log(`drawn: ${savePicture(`wines-${name.replaceAll(' ', '-')}.svg`, matrix)}`);
}
console.log(`drawn: ${savePicture('wines-history.svg', plotHistory(weighed.history))}`);
goal(
  folder !== undefined,
  weighed.recall >= 0.6 && weighed.recall > 2 * plain.recall,
  `${(100 * weighed.recall).toFixed(0)} % of the good wines are found, without weights ${(100 * plain.recall).toFixed(0)} % (60 % wanted, and twice as many)`,
);
