// Photos in folders, one for each class: read as they are needed, changed at random while a convolutional net learns them.
import { rmSync } from 'node:fs';
import { layers, optimizers, schedules, sequential, useBackend } from 'shapewright';
import { classificationReport, confusionMatrix, imageDatasetFromDirectory } from 'shapewright/data';
import { plotConfusionMatrix, plotHistory, plotImages, plotModel } from 'shapewright/pictures';
import { savePicture } from './data/chart.js';
import { goal } from './data/folder.js';
import { imageFolders } from './data/image-folders.js';

await useBackend('auto');
const { real, folder, train, test } = imageFolders();
const [training, validation] = await imageDatasetFromDirectory(train, {
  imageSize: 32,
  validationSplit: 0.1,
  subset: 'both',
  seed: 1,
});
const testing = await imageDatasetFromDirectory(test, { imageSize: 32, shuffle: false, batchSize: 100 });
const { classNames } = testing;
console.log(
  `${training.samples} photos to learn, ${validation.samples} to watch, ${testing.samples} to test`,
);

const { batchNormalization, conv2d, dense, dropout, globalAveragePooling2d, maxPooling2d } = layers;
const net = sequential(
  [32, 32, 3],
  [
    layers.randomFlip({ mode: 'horizontal', seed: 1 }),
    layers.randomTranslation(0.1, 0.1, { seed: 2 }),
    layers.rescaling(1 / 255),
    conv2d(16, 3, { padding: 'same', activation: 'relu' }),
    batchNormalization({ momentum: 0.9 }),
    maxPooling2d(2),
    conv2d(32, 3, { padding: 'same', activation: 'relu' }),
    batchNormalization({ momentum: 0.9 }),
    maxPooling2d(2),
    conv2d(64, 3, { padding: 'same', activation: 'relu' }),
    batchNormalization({ momentum: 0.9 }),
    globalAveragePooling2d(),
    dropout(0.2),
    dense(10, { activation: 'softmax' }),
  ],
);
net.summary();
const epochs = 12;
const learningRate = schedules.cosineDecay({
  initialLearningRate: 0.004,
  decaySteps: epochs * training.length,
});
const trainable = net.compile({
  optimizer: optimizers.adam({ learningRate }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
  seed: 4,
});
const { history } = await trainable.fit(training, {
  epochs,
  verbose: 2,
  validationData: validation,
});
const { accuracy } = await trainable.evaluate(testing, { verbose: 0 });

const labels: number[] = [];
const shares: number[][] = [];
for await (const { xs, ys } of testing) {
  const found = await trainable.predict(xs);
  labels.push(...ys.values);
  shares.push(...(await found.array()));
  found.dispose();
}
console.log(`${classificationReport(labels, shares, { classNames })}`);
for await (const { xs, ys } of training) {
  const under = Array.from(ys.values, (label) => classNames[label]!);
  console.log(`drawn: ${savePicture('photos.svg', await plotImages(xs, { labels: under }))}`);
  break;
}
const matrix = plotConfusionMatrix(confusionMatrix(labels, shares, { numClasses: 10 }), { classNames });
console.log(`drawn: ${savePicture('photos-confusion.svg', matrix)}`);
console.log(`drawn: ${savePicture('photos-model.svg', await plotModel(net, { showShapes: true }))}`);
console.log(`drawn: ${savePicture('photos-history.svg', plotHistory(history))}`);
rmSync(folder, { recursive: true });
goal(
  real,
  accuracy >= 0.4,
  `${(100 * accuracy).toFixed(1)} % of the test photos are right (40 % wanted, of ten classes)`,
);
