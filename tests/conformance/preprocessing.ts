// Layers of preprocessing, on every backend.
import { input, model, type AnyModel, type SymbolicTensor } from 'shapewright';
import { onImages, onRows, shaped, throughTraining, type Case } from './case.js';

const tokens = [
  [1, 4, 1],
  [0, 2, 3],
  [4, 4, 4],
];

const encoded = (outputMode: 'multiHot' | 'oneHot' | 'count'): Case => ({
  name: `categoryEncoding, ${outputMode}`,
  run: () => {
    const ids = input([3], { dtype: 'int32' });
    const end = ids.categoryEncoding(5, { outputMode }).flatten().dense(1);
    return throughTraining(end.toModel() as unknown as AnyModel, tokens, 3);
  },
});

const weighed: Case = {
  name: 'categoryEncoding, by weights',
  run: () => {
    const [ids, countWeights] = [input([3], { dtype: 'int32' }), input([3])];
    const end = ids.categoryEncoding(5, { outputMode: 'count', countWeights }).dense(1);
    const net = model({ inputs: { ids, countWeights }, outputs: end }) as unknown as AnyModel;
    return throughTraining(net, { ids: tokens, countWeights: shaped([3, 3]) }, 3);
  },
};

const binned = (outputMode: 'int' | 'count'): Case => ({
  name: `discretization, ${outputMode}`,
  run: () => {
    const start = input([6]);
    const end = start.discretization({ binBoundaries: [-0.5, 0, 0.25], outputMode }).dense(1);
    return throughTraining(end.toModel() as unknown as AnyModel, shaped([5, 6]), 5);
  },
});

type Ids = SymbolicTensor<[null, 3], [null, 3]>;
const lookedUp = (name: string, layer: (ids: Ids) => SymbolicTensor<[null, number], [null, 3]>): Case => ({
  name,
  run: () => {
    const ids = input([3], { dtype: 'int32' });
    return throughTraining(layer(ids).dense(1).toModel() as unknown as AnyModel, tokens, 3);
  },
});

const texts = ['the cat sat', 'The DOG sat, the cat too!', 'a dog'];
const ofTexts = (name: string, end: () => { toModel(): unknown }): Case => ({
  name,
  run: () => throughTraining(end().toModel() as AnyModel, texts, 3),
});
const vocabulary = ['cat', 'the', 'sat'];

const ofSignals = (name: string, make: () => { toModel(): unknown }): Case => ({
  name,
  run: () => throughTraining(make().toModel() as unknown as AnyModel, shaped([3, 40]), 3),
});

export const preprocessing: readonly Case[] = [
  onRows('normalization'),
  onImages('normalization', { axis: null, mean: 0.5, variance: 2, invert: true }),
  onImages('normalization', { mean: [0.1, 0.2, 0.3], variance: [1, 4, 9] }),
  onImages('resizing', 4, 9),
  onImages('resizing', 3, 3, { interpolation: 'nearest', cropToAspectRatio: true }),
  onImages('resizing', 5, 3, { interpolation: 'bicubic', padToAspectRatio: true, fillValue: 0.5 }),
  onImages('resizing', 3, 4, { antialias: true, interpolation: 'lanczos3' }),
  onImages('centerCrop', 4, 4),
  onImages('centerCrop', 8, 3),
  encoded('multiHot'),
  encoded('oneHot'),
  encoded('count'),
  weighed,
  binned('int'),
  binned('count'),
  lookedUp('hashing', (ids) => ids.hashing(4)),
  lookedUp('hashing, count', (ids) => ids.hashing(4, { outputMode: 'count', salt: [1, 2] })),
  lookedUp('integerLookup', (ids) => ids.integerLookup({ vocabulary: [1, 2, 4], numOovIndices: 2 })),
  lookedUp('integerLookup, tfIdf', (ids) =>
    ids.integerLookup({ vocabulary: [1, 2, 4], outputMode: 'tfIdf', idfWeights: [0.5, 1, 2] }),
  ),
  ofTexts('textVectorization, before an embedding', () =>
    input([], { dtype: 'string' })
      .textVectorization({ vocabulary, outputSequenceLength: 4 })
      .embedding(5, 3, { maskZero: true })
      .globalAveragePooling1d()
      .dense(1),
  ),
  ofTexts('textVectorization, tfIdf', () =>
    input([1], { dtype: 'string' })
      .textVectorization({ vocabulary, outputMode: 'tfIdf', idfWeights: [1, 0.5, 2] })
      .dense(1),
  ),
  ofTexts('stringLookup', () =>
    input([1], { dtype: 'string' }).stringLookup({ vocabulary: texts, outputMode: 'multiHot' }).dense(1),
  ),
  ofTexts('hashing of strings', () =>
    input([1], { dtype: 'string' }).hashing(7, { outputMode: 'multiHot' }).dense(1),
  ),
  ofTexts('hashedCrossing of strings', () => {
    const word = input([1], { dtype: 'string' });
    return word.hashedCrossing(word.hashing(3), 7, { outputMode: 'oneHot' }).dense(1);
  }),
  ofSignals('stftSpectrogram', () =>
    input([40]).reshape([20, 2]).stftSpectrogram({ frameLength: 6 }).flatten().dense(1),
  ),
  ofSignals('stftSpectrogram, both parts of each', () =>
    input([40])
      .reshape([40, 1])
      .stftSpectrogram({ mode: 'stft', frameLength: 5, padding: 'same', expandDims: true })
      .flatten()
      .dense(1),
  ),
  ofSignals('melSpectrogram', () =>
    input([40])
      .dense(40)
      .melSpectrogram({ fftLength: 16, sequenceStride: 7, numMelBins: 4, powerToDb: false, magExp: 1 })
      .flatten()
      .dense(1),
  ),
  ofSignals('maxNumBoundingBoxes', () =>
    input([40]).dense(24).reshape([6, 4]).maxNumBoundingBoxes(8).maxNumBoundingBoxes(4).flatten().dense(1),
  ),
  lookedUp('integerLookup, before an embedding', (ids) =>
    ids
      .integerLookup({ vocabulary: [1, 2, 4] })
      .embedding(4, 3)
      .flatten(),
  ),
];
