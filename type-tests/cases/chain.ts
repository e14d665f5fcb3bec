// Layers as methods of a tensor: what fits has its shape, and each line marked as an error is one error, in one sentence.
import { input, product } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const image = input([28, 28, 1]);
const row = input([784]);
const words = input([200], { dtype: 'int32' });
declare const wide: number;

expectShape<[null, 10]>(row.dense(10));
expectShape<[null, 28, 28, 10]>(image.dense(10));
expectShape<[null, 784]>(image.flatten());
expectShape<[null, 28, 28, 1]>(row.reshape([28, 28, 1]));
expectShape<[null, 112, 7]>(row.reshape([-1, 7]));
expectShape<[null, 26, 26, 32]>(image.conv2d(32, 3));
expectShape<[null, 28, 28, 32]>(image.conv2d(32, 3, { padding: 'same' }));
expectShape<[null, 14, 14, 32]>(image.conv2d(32, 3, { padding: 'same', strides: 2 }));
expectShape<[null, 13, 26, 8]>(image.conv2d(8, [3, 3], { strides: [2, 1] }));
expectShape<[null, 24, 24, 8]>(image.conv2d(8, 3, { dilationRate: 2 }));
expectShape<[null, 6, 26, 26]>(input([3, 28, 28]).conv2d(6, 3, { dataFormat: 'channelsFirst' }));
expectShape<[null, 30, 30, 16]>(image.conv2dTranspose(16, 3));
expectShape<[null, 56, 56, 16]>(image.conv2dTranspose(16, 3, { padding: 'same', strides: 2 }));
expectShape<[null, 85, 85, 4]>(image.conv2dTranspose(4, 4, { strides: 3 }));
expectShape<[null, 14, 14, 1]>(image.maxPooling2d());
expectShape<[null, 9, 9, 1]>(image.maxPooling2d(3));
expectShape<[null, 10, 10, 1]>(image.averagePooling2d(3, { padding: 'same' }));
expectShape<[null, 1]>(image.globalMaxPooling2d());
expectShape<[null, 1, 1, 1]>(image.globalAveragePooling2d({ keepdims: true }));
expectShape<[null, 84, 56, 1]>(image.upSampling2d([3, 2]));
expectShape<[null, 30, 32, 1]>(image.zeroPadding2d([1, 2]));
expectShape<[null, 29, 28, 1]>(
  image.zeroPadding2d([
    [0, 1],
    [0, 0],
  ]),
);
expectShape<[null, 200, 16]>(words.embedding(1000, 16));
expectShape<[null, 16]>(words.embedding(1000, 16, { maskZero: true }).globalAveragePooling1d());
expectShape<[null, 784]>(
  row
    .dropout(0.5)
    .activation('relu')
    .reLU({ maxValue: 6 })
    .softmax()
    .rescaling(1 / 255),
);
expectShape<[null, 28, 28, 1]>(image.batchNormalization().layerNormalization({ axis: [1, 2] }));
expectShape<[null, 784]>(row.add(input([1])));
expectShape<[null, 788]>(row.concatenate([input([1]), input([3])]));
expectShape<[null, 56, 28, 1]>(image.concatenate(image, { axis: 1 }));
expectShape<[null, 12544]>(
  input([7, 7, 256])
    .flatten()
    .dense(product(7, 7, 256)),
);
expectShape<[null, 3]>(row.apply((x) => x.dense(5).dense(3)));

// sizes that the types cannot know pass quietly, and are checked when the graph is built
expectShape<[null, number]>(row.dense(wide));
expectShape<[null, number, 3]>(input([wide, 4]).dense(3));
expectShape<[null, number]>(input([wide, 4]).flatten());
expectShape<[null, 7, 7]>(input([wide]).reshape([7, 7]));
expectShape<[null, number, number, 8]>(input([wide, wide, 3]).conv2d(8, 3));
expectShape<[null, null, null, 8]>(input([null, null, 3]).conv2d(8, 3));
expectShape<[null, null]>(input([null, 3]).flatten());

row.dense(-5); // error
row.dense(2.5); // error
row.dense(0); // error
input([null]).dense(3); // error
row.conv2d(32, 3); // error
row.conv2d(32, 3).flatten().dense(10); // error
input([4, 4, 1]).conv2d(2, 5); // error
input([4, 4, 1]).conv2d(2, 3, { dilationRate: 2 }); // error
row.conv2dTranspose(2, 3); // error
row.maxPooling2d(); // error
input([2, 2, 1]).maxPooling2d(3); // error
words.averagePooling2d(); // error
row.globalMaxPooling2d(); // error
row.globalAveragePooling2d(); // error
row.globalAveragePooling1d(); // error
row.upSampling2d(); // error
row.zeroPadding2d(); // error
row.reshape([7, 7, 15]); // error
row.reshape([-1, 5]); // error
row.reshape([-1, -1]); // error
row.reshape([-2, 392]); // error
row.reshape([0, -1]); // error
row.reshape([78.4, 10]); // error
row.dropout(1.5); // error
row.softmax({ axis: 3 }); // error
row.batchNormalization({ axis: 2 }); // error
row.layerNormalization({ axis: [1, 2] }); // error
words.embedding(0, 3); // error
row.add(input([5])); // error
row.concatenate(image); // error
row.activation('relv'); // error
row.dense(10, { activaton: 'relu' }); // error
image.conv2d(8, 3, { pading: 'same' }); // error
image.conv2d(8, 3, { padding: 'sme' }); // error
row.dropout(0.5, { sed: 1 }); // error
input([28, -1]); // error
image.conv2d(0, 3); // error
image.conv2d(8, 2.5); // error
image.conv2d(8, [3, 0]); // error
image.conv2d(8, 3, { strides: 0 }); // error
image.conv2d(8, 3, { dilationRate: [1, -1] }); // error
input([28, 28, null]).conv2d(8, 3); // error
input([null, 28, 28]).conv2d(8, 3, { dataFormat: 'channelsFirst' }); // error
image.conv2dTranspose(-1, 3); // error
image.conv2dTranspose(8, 3, { strides: 1.5 }); // error
input([28, 28, null]).conv2dTranspose(8, 3); // error
image.maxPooling2d(0); // error
image.averagePooling2d(2, { strides: [0, 1] }); // error
image.upSampling2d([2, 0]); // error
image.zeroPadding2d(-1); // error
image.zeroPadding2d([1, 0.5]); // error
words.embedding(10, 0); // error
row.dropout(-0.1); // error
input([null, 4]).batchNormalization({ axis: 1 }); // error
input([null]).layerNormalization(); // error
row.apply((x) => x.maxPooling2d()); // error
const merged = row.add(image);
merged.toModel(); // error
