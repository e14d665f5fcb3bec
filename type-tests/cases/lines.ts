// Where the red line stands in a chain over several lines: on the line of the layer that is wrong.
import { input } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const image = input([28, 28, 1]);
const row = input([784]);

// what is given to a layer keeps its literals, whether it carries the verdict or not
expectShape<[null, 9, 14, 1]>(image.maxPooling2d([3, 2]));
expectShape<[null, 26, 14, 1]>(image.maxPooling2d([3, 2], { strides: [1, 2] }));
expectShape<[null, 14, 14, 1]>(image.averagePooling2d(2, { padding: 'same', name: 'half' }));
expectShape<[null, 28, 56, 56]>(input([28, 28, 28]).upSampling2d([2, 2], { dataFormat: 'channelsFirst' }));
expectShape<[null, 1, 28, 1]>(
  input([28, 7, 7]).globalMaxPooling2d({ keepdims: true, dataFormat: 'channelsFirst' }).reshape([1, 28, 1]),
);
expectShape<[null, 28]>(input([28, 7, 7]).globalAveragePooling2d({ dataFormat: 'channelsFirst' }));

image
  .flatten()
  .maxPooling2d(2) // error
  .dense(10);
image
  .flatten()
  .maxPooling2d([2, 2], { padding: 'same' }) // error
  .conv2d(8, 3)
  .dense(10);
image
  .conv2d(8, 3)
  .averagePooling2d(27) // error
  .flatten();
image
  .conv2d(8, 3)
  .averagePooling2d([1, 27], { name: 'wide' }) // error
  .flatten();
image
  .flatten()
  .averagePooling2d(undefined, { strides: 1 }) // error
  .flatten();
row
  .dense(10)
  .upSampling2d(2) // error
  .conv2d(8, 3)
  .flatten();
row
  .dense(10)
  .zeroPadding2d([1, 2]) // error
  .conv2d(8, 3);
row
  .dense(10)
  .zeroPadding2d(undefined, { name: 'around' }) // error
  .conv2d(8, 3);
image
  .flatten()
  .globalAveragePooling2d({ keepdims: true }) // error
  .conv2d(8, 1);
image
  .flatten()
  .globalMaxPooling2d({ name: 'top' }) // error
  .dense(8);
image
  .dense(8)
  .globalAveragePooling1d({ dataFormat: 'channelsFirst' }) // error
  .dense(8);
image
  .conv2d(8, 3)
  .batchNormalization({ axis: 4 }) // error
  .reLU()
  .dense(8);
input([null, 8])
  .dense(4)
  .layerNormalization({ axis: [1, 2] }) // error
  .dense(8);
image
  .flatten()
  .softmax({ axis: 2 }) // error
  .dense(8);
image
  .conv2d(8, 3)
  .globalAveragePooling2d({ keepdim: true }) // error
  .dense(8);
image
  .conv2d(8, 3)
  .maxPooling2d(2, { pading: 'same' }) // error
  .dense(8);
image
  .conv2d(8, 3)
  .maxPooling2d(2, { strides: [2, 0] }) // error
  .dense(8);
// without an argument the verdict stands at `this`, which begins where the chain does
image // error
  .flatten()
  .globalAveragePooling2d()
  .dense(8);
