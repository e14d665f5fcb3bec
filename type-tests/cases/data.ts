// Data: the shapes of what comes out of arrays, folders and tables, and what `fit` makes of it.
import { layers, sequential, type Tensor } from 'shapewright';
import {
  classificationReport,
  classOf,
  confusionMatrix,
  csvDataset,
  decodePredictions,
  imageDatasetFromDirectory,
  normalize,
  padSequences,
  parseCsv,
  splitDataset,
  textDatasetFromDirectory,
  timeseriesDataset,
  toCategorical,
  type Batches,
  type FileBatches,
  type Floats,
  type Ints,
  type Texts,
} from 'shapewright/data';

const net = sequential([4], [layers.dense(3, { activation: 'softmax' })]);
const trainable = net.compile({ loss: 'categoricalCrossentropy' });

const classes: Floats<[number, 3]> = toCategorical([0, 2, 1], 3);
const pixels: Floats<[number, 8, 8, 5]> = toCategorical(
  { values: new Uint8Array(64), shape: [1, 8, 8, 1] },
  5,
);
const tokens: Ints<[number, 20]> = padSequences([[1], [2, 3]], { maxlen: 20 });
const words: Texts<[number, number]> = padSequences([['a'], ['b', 'c']], { dtype: 'string' });
const units: Floats<[number, number]> = normalize([[1, 2], [3, 4]]); // prettier-ignore
const [train, test] = splitDataset({ x: units, y: ['a', 'b'] }, { leftSize: 0.5 });
const left: readonly [number, number] = train.x.shape;
const bytes: Uint8Array = splitDataset(new Uint8Array(4), { leftSize: 2 })[0].values;
const texts: readonly string[] = test.y;
const windows: Batches<Floats<[number, 30]>, Floats<[number]>> = timeseriesDataset([1, 2], [3, 4], {
  sequenceLength: 30,
});
const images: FileBatches<Floats<[number, 32, 24, 1]>, Ints<[number]>> = await imageDatasetFromDirectory(
  'a',
  {
    imageSize: [32, 24],
    colorMode: 'grayscale',
  },
);
const [some, rest] = await imageDatasetFromDirectory('a', {
  imageSize: 16,
  dataFormat: 'channelsFirst',
  labelMode: 'categorical',
  classNames: ['cat', 'dog'],
  validationSplit: 0.2,
  subset: 'both',
  seed: 1,
});
const first: FileBatches<Floats<[number, 3, 16, 16]>, Floats<[number, 2]>, readonly ['cat', 'dog']> = some;
const unlabelled: Batches<Texts<[number]>> = await textDatasetFromDirectory('b', { labels: null });
const rows: Batches<Floats<[number, 2]>, Floats<[number, 1]>> = await csvDataset('c', {
  featureColumns: ['a', 'b'],
  labelColumn: 'y',
});
const { mpg, name } = await parseCsv('', { columns: { mpg: 'number', name: 'text' } });
const numbers: Float64Array = mpg;
const names: readonly string[] = name;
const predictions: Tensor<[null, 3]> = await trainable.predict([[1, 2, 3, 4]]);
const animals: ('cat' | 'dog')[] = classOf(predictions, { classNames: ['cat', 'dog'] });
const matrix: number[][] = confusionMatrix([0], predictions);
const report = classificationReport([0], predictions, { classNames: ['cat', 'dog'] });
const recall: number = report.classes.dog.recall;
const likeliest: 'cat' | 'dog' = decodePredictions(predictions, { classNames: ['cat', 'dog'] })[0]![0]!.name;
await trainable.fit([[1, 2, 3, 4]], toCategorical([2], 3));
void [
  classes,
  pixels,
  tokens,
  words,
  left,
  texts,
  windows,
  images,
  rest,
  first,
  unlabelled,
  rows,
  numbers,
  names,
];
void [bytes, animals, matrix, recall, likeliest];

await trainable.fit([[1, 2, 3, 4]], toCategorical([2], 4)); // error
padSequences([[1]], { maxLen: 3 }); // error
padSequences([[1]], { padding: 'left' }); // error
splitDataset([1, 2, 3]); // error
imageDatasetFromDirectory('a', { labelMode: 'onehot' }); // error
imageDatasetFromDirectory('a', { imageSize: [32, 32, 3] }); // error
parseCsv('', { columns: { a: 'float' } }); // error
report.classes.cow; // error
