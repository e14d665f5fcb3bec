// Layers of preprocessing: what they make of images, numbers and categories.
import { input, layers, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { categoryEncoding, centerCrop, dense, discretization, embedding, flatten, hashing, integerLookup } =
  layers;
const { normalization, resizing } = layers;

expectShape<[null, 28, 28, 3]>(input([null, null, 3]).resizing(28, 28));
expectShape<[null, 3, 28, 14]>(input([3, 'h', 'w']).resizing(28, 14, { dataFormat: 'channelsFirst' }));
expectShape<[null, 2352]>(sequential([40, 30, 3], [resizing(28, 28), flatten()]).output);
expectShape<[null, 4, 5, 'c']>(input([40, 30, 'c']).centerCrop(4, 5));
expectShape<[null, 4, 5, 1]>(centerCrop(4, 5)(input([2, 2, 1])));

expectShape<[null, 4]>(input([4]).normalization());
expectShape<[null, 'time', 4]>(
  input(['time', 4]).normalization({ mean: [1, 2, 3, 4], variance: [1, 1, 1, 1] }),
);
expectShape<[null, 'time', null]>(input(['time', null]).normalization({ axis: null }));
expectShape<[null, 2]>(sequential([4], [normalization({ axis: -1, invert: true }), dense(2)]).output);
void normalization()
  .adapt([[1, 2]])
  .then((scaled) => expectShape<[null, 3]>(sequential([2], [scaled, dense(3)]).output));

expectShape<[null, 10]>(input([3], { dtype: 'int32' }).categoryEncoding(10));
expectShape<[null, 10]>(input([null]).categoryEncoding(10, { outputMode: 'count' }));
expectShape<[null, 3, 10]>(input([3]).categoryEncoding(10, { outputMode: 'oneHot' }));
expectShape<[null, 3, 10]>(input([3, 1]).categoryEncoding(10, { outputMode: 'oneHot' }));
expectShape<[null, 10]>(categoryEncoding(10, { outputMode: 'oneHot' })(input([1])));

const [words, weights] = [input([3], { dtype: 'int32' }), input([3])];
expectShape<[null, 10]>(categoryEncoding(10, { outputMode: 'count' })(words, { countWeights: weights }));
expectShape<[null, 10]>(words.categoryEncoding(10, { outputMode: 'count', countWeights: weights }));

expectShape<[null, 4]>(input([4]).discretization({ binBoundaries: [0, 1] }));
expectShape<[null, 'time', 4, 3]>(
  input(['time', 4]).discretization({ binBoundaries: [0, 1], outputMode: 'oneHot' }),
);
expectShape<[null, 3]>(discretization({ binBoundaries: [0, 1], outputMode: 'count' })(input([4])));
declare const edges: number[];
expectShape<[null, number]>(input([4]).discretization({ binBoundaries: edges, outputMode: 'count' }));
void discretization({ numBins: 4 })
  .adapt([1, 2, 3], { epsilon: 0.1 })
  .then((binned) => expectShape<[null, 4, 2]>(sequential([4, 1], [binned, dense(2)]).output));

const ids = input([4], { dtype: 'int32' });
expectShape<[null, 4]>(ids.hashing(16, { salt: [1, 2] }));
expectShape<[null, 16]>(hashing(16, { outputMode: 'count' })(ids));
expectShape<[null, 4]>(ids.integerLookup({ vocabulary: [12, 36], maskToken: 0 }));
expectShape<[null, 3]>(ids.integerLookup({ vocabulary: [12, 36], outputMode: 'count' }));
expectShape<[null, 2]>(ids.integerLookup({ vocabulary: [-1, 36], outputMode: 'count' }));
expectShape<[null, 4, 5]>(
  ids.integerLookup({ vocabulary: [12, 36], numOovIndices: 3, outputMode: 'oneHot' }),
);
expectShape<[null, 9]>(
  integerLookup({ vocabulary: [12, 36], maxTokens: 9, padToMaxTokens: true, outputMode: 'multiHot' })(ids),
);
declare const known: number[];
expectShape<[null, number]>(ids.integerLookup({ vocabulary: known, outputMode: 'count' }));
void integerLookup({ maxTokens: 100 })
  .adapt([[1, 2, 3]])
  .then((found) =>
    expectShape<[null, 4, 8]>(sequential([4], [found, embedding(100, 8)], { dtype: 'int32' }).output),
  );
void integerLookup({ maxTokens: 100, padToMaxTokens: true, outputMode: 'count' })
  .adapt([[1, 2, 3]])
  .then((found) => expectShape<[null, 100]>(found(ids)));

input([28]).resizing(4, 4); // error
input([28, 28, 1]).resizing(0, 4); // error
input([28, 28, 1]).resizing(4, 2.5); // error
input([28, 28, 1]).resizing(4, 4, { interpolation: 'area' }); // error
sequential([28, 28], [resizing(4, 4)]); // error
input([28, 28]).centerCrop(4, 4); // error
input(['features']).normalization(); // error
input([4]).normalization({ axis: 3 }); // error
sequential([null], [normalization()]); // error
normalization().adapt('data'); // error
input([3, 2]).categoryEncoding(10); // error
input([3]).categoryEncoding(0); // error
input([3]).categoryEncoding(10, { outputMode: 'one_hot' }); // error
words.categoryEncoding(10, { countWeights: weights }); // error
words.categoryEncoding(10, { outputMode: 'count', countWeights: input([4]) }); // error
categoryEncoding(10)(words, { countWeights: weights }); // error
categoryEncoding(10, { outputMode: 'count' })(words, { weights }); // error
sequential([3, 2], [categoryEncoding(10, { outputMode: 'count' })]); // error
input([3]).discretization({ numBins: 4 }); // error
input([3, 2]).discretization({ binBoundaries: [0], outputMode: 'count' }); // error
sequential([3], [discretization({ numBins: 4 })]); // error
ids.hashing(0); // error
input([3, 2]).hashing(4, { outputMode: 'multiHot' }); // error
ids.integerLookup(); // error
ids.integerLookup({ maxTokens: 4 }); // error
ids.integerLookup({ vocabulary: ['a'] }); // error
ids.integerLookup({ vocabulary: [1], outputMode: 'tf_idf' }); // error
input([3, 2]).integerLookup({ vocabulary: [1], outputMode: 'count' }); // error
sequential([3], [integerLookup(), dense(2)]); // error
input([3, 4]).normalization({ mean: [1, 2, 3], variance: [1, 1, 1] }); // error
input([3, 4]).normalization({ axis: null, mean: [1, 2], variance: [1, 1] }); // error
