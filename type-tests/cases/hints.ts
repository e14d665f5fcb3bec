// What a sentence says is to be done: it comes from the shape at hand.
import { input, layers } from 'shapewright';
import { expectMisfit, expectShape } from 'shapewright/testing';

const { averagePooling2d, conv2d, maxPooling2d } = layers;

input([784]).conv2d(8, 3); // error
input([3072]).conv2d(8, 3); // error
input([1000]).conv2d(8, 3); // error
input([28, 28]).conv2d(8, 3); // error
input([784]).conv2d(8, 3, { dataFormat: 'channelsFirst' }); // error
input([60000, 28, 28, 1]).conv2d(8, 3); // error
input([200, null]).maxPooling2d(2); // error
input([3, 224, 224]).conv2d(8, 5); // error
input([1, 28, 28]).maxPooling2d(2); // error
input([224, 224, 3]).conv2d(8, 5, { dataFormat: 'channelsFirst' }); // error
input([4, 4, 8]).conv2d(8, 5); // error
input([100]).reshape([10, 11]); // error
input([784]).reshape([7, 7, 15]); // error
input([785]).reshape([7, 7, 16]); // error
input([60000, 784]).reshape([28, 28, 1]); // error
input([26, 26, 32]).lstm(64); // error
input([10, 26, 26, 8]).gru(8); // error
input([14, 14, 4]).globalAveragePooling1d(); // error
input([14, 14, 4]).conv1d(8, 3); // error

// what they say compiles
expectShape<[null, 26, 26, 8]>(input([784]).reshape([28, 28, 1]).conv2d(8, 3));
expectShape<[null, 30, 30, 8]>(input([3072]).reshape([32, 32, 3]).conv2d(8, 3));
expectShape<[null, 8, 26, 26]>(
  input([784]).reshape([1, 28, 28]).conv2d(8, 3, { dataFormat: 'channelsFirst' }),
);
expectShape<[null, 8, 220, 220]>(input([3, 224, 224]).conv2d(8, 5, { dataFormat: 'channelsFirst' }));
expectShape<[null, 220, 220, 8]>(input([224, 224, 3]).conv2d(8, 5, { dataFormat: 'channelsLast' }));
expectShape<[null, 10, 10]>(input([100]).reshape([10, 10]));

// the value twins say the same
expectMisfit(
  conv2d(8, 5),
  [null, 3, 224, 224],
  "conv2d: the 5x5 window does not fit in [null, 3, 224, 224]; if [channels, height, width] is meant, say dataFormat: 'channelsFirst'",
);
expectMisfit(
  maxPooling2d(2),
  [null, 28, 28],
  'maxPooling2d needs [batch, height, width, channels], got [null, 28, 28]; reshape first, e.g. .reshape([28, 28, 1])',
);
expectMisfit(
  averagePooling2d(2),
  [null, 60000, 28, 28, 1],
  'averagePooling2d needs [batch, height, width, channels], got [null, 60000, 28, 28, 1]; if 60000 is the batch, leave it out: input([28, 28, 1])',
);
