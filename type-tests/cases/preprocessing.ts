// Layers of preprocessing: what they make of images, numbers and categories.
import { input, layers, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { categoryEncoding, centerCrop, dense, discretization, flatten, normalization, resizing } = layers;

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
sequential([3, 2], [categoryEncoding(10, { outputMode: 'count' })]); // error
input([3]).discretization({ numBins: 4 }); // error
input([3, 2]).discretization({ binBoundaries: [0], outputMode: 'count' }); // error
sequential([3], [discretization({ numBins: 4 })]); // error
