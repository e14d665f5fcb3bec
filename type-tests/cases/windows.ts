// Windows over steps, images and volumes: what compiles, and what each layer says of what does not.
import { input, layers } from 'shapewright';
import { expectMisfit, expectShape } from 'shapewright/testing';

const { averagePooling1d, conv1d, conv2d, conv3d, maxPooling3d } = layers;
const steps = input([100, 8]);
const image = input([28, 28, 4]);
const volume = input([16, 28, 28, 2]);
declare const wide: number;

expectShape<[null, 98, 32]>(steps.conv1d(32, 3));
expectShape<[null, 98, 32]>(steps.conv1d(32, [3]));
expectShape<[null, 50, 32]>(steps.conv1d(32, 3, { strides: 2, padding: 'same' }));
expectShape<[null, 100, 32]>(conv1d(32, 3, { padding: 'causal', dilationRate: 64 })(steps));
expectShape<[null, 50, 32]>(steps.conv1d(32, 3, { padding: 'causal', strides: 2 }));
expectShape<[null, 32, 6]>(steps.conv1d(32, 3, { dataFormat: 'channelsFirst' }));
expectShape<[null, 98, 6]>(steps.conv1d(6, 3, { groups: 2 }));
expectShape<[null, 26, 26, 6]>(image.conv2d(6, 3, { groups: 2 }));
expectShape<[null, 14, 26, 26, 8]>(volume.conv3d(8, 3));
expectShape<[null, 16, 27, 26, 8]>(volume.conv3d(8, [1, 2, 3]));
expectShape<[null, 8, 14, 28, 8]>(volume.conv3d(8, 3, { strides: [2, 2, 1], padding: 'same' }));
expectShape<[null, 4, 26, 26, 26]>(input([1, 28, 28, 28]).conv3d(4, 3, { dataFormat: 'channelsFirst' }));
expectShape<[null, 50, 8]>(steps.maxPooling1d());
expectShape<[null, 33, 8]>(averagePooling1d(3)(steps));
expectShape<[null, 8, 14, 14, 2]>(volume.averagePooling3d());
expectShape<[null, 16, 14, 9, 2]>(maxPooling3d([1, 2, 3])(volume));
expectShape<[null, 8]>(steps.globalMaxPooling1d());
expectShape<[null, 1, 8]>(steps.globalMaxPooling1d({ keepdims: true }));
expectShape<[null, 100]>(steps.globalAveragePooling1d({ dataFormat: 'channelsFirst' }));
expectShape<[null, 1, 1, 1, 2]>(volume.globalAveragePooling3d({ keepdims: true }));
expectShape<[null, 2]>(volume.globalMaxPooling3d());

expectShape<[null, 102, 32]>(steps.conv1dTranspose(32, 3));
expectShape<[null, 201, 32]>(steps.conv1dTranspose(32, 3, { strides: 2 }));
expectShape<[null, 199, 32]>(steps.conv1dTranspose(32, 3, { strides: 2, padding: 'same', outputPadding: 0 }));
expectShape<[null, 202, 32]>(steps.conv1dTranspose(32, [3], { strides: [2], outputPadding: [1] }));
expectShape<[null, 30, 32, 16]>(image.conv2dTranspose(16, [2, 3], { dilationRate: 2 }).conv2d(16, [1, 1]));
expectShape<[null, 84, 83, 16]>(
  image.conv2dTranspose(16, 3, { strides: 3, padding: 'same', outputPadding: [2, 1] }),
);
expectShape<[null, 32, 56, 56, 4]>(volume.conv3dTranspose(4, 3, { strides: 2, padding: 'same' }));
expectShape<[null, 98, 16]>(steps.depthwiseConv1d(3, { depthMultiplier: 2 }));
expectShape<[null, 26, 26, 4]>(image.depthwiseConv2d(3));
expectShape<[null, 14, 28, 8]>(
  image.depthwiseConv2d([3, 1], { strides: [2, 1], padding: 'same', depthMultiplier: 2 }),
);
expectShape<[null, 56, 26, 2]>(image.depthwiseConv2d(3, { dataFormat: 'channelsFirst', depthMultiplier: 2 }));
expectShape<[null, 96, 32]>(steps.separableConv1d(32, 3, { dilationRate: 2 }));
expectShape<[null, 13, 13, 32]>(image.separableConv2d(32, 3, { strides: 2, depthMultiplier: 4 }));
expectShape<[null, 10, 8]>(steps.adaptiveAveragePooling1d(10));
expectShape<[null, 7, 5, 4]>(image.adaptiveMaxPooling2d([7, 5]));
expectShape<[null, 2, 2, 2, 2]>(layers.adaptiveAveragePooling3d(2)(volume));
expectShape<[null, 7, 7, 3]>(input([null, null, 3]).adaptiveAveragePooling2d(7));

// axes with names, and of unknown size
expectShape<[null, '2*time + 1', 32]>(input(['time', 8]).conv1dTranspose(32, 3, { strides: 2 }));
expectShape<[null, '2*time - 1', 32]>(
  input(['time', 8]).conv1dTranspose(32, 3, { strides: 2, padding: 'same', outputPadding: 0 }),
);
expectShape<[null, 'h - 2', 'w - 2', 6]>(input(['h', 'w', 3]).depthwiseConv2d(3, { depthMultiplier: 2 }));
expectShape<[null, 4, 'c']>(input(['time', 'c']).adaptiveMaxPooling1d(4));
expectShape<[null, 'time - 2', 32]>(input(['time', 8]).conv1d(32, 3));
expectShape<[null, 'time', 32]>(input(['time', 8]).conv1d(32, 3, { padding: 'causal', dilationRate: 8 }));
expectShape<[null, 'floor(time/2)', 8]>(input(['time', 8]).maxPooling1d());
expectShape<[null, 'd - 1', 'h - 1', 'w - 1', 4]>(input(['d', 'h', 'w', 1]).conv3d(4, 2));
expectShape<[null, null, 32]>(input([null, 8]).conv1d(32, 3));
expectShape<[null, number, 32]>(input([wide, 8]).conv1d(32, 3));
expectShape<[null, 98, number]>(steps.conv1d(wide, 3));
expectShape<[null, number, 32]>(steps.conv1d(32, wide));

steps.conv1d(0, 3); // error
steps.conv1d(32, 0); // error
steps.conv1d(32, [3, 3]); // error
steps.conv1d(32, 3, { strides: [0] }); // error
steps.conv1d(32, 3, { padding: 'casual' }); // error
steps.conv1d(32, 101); // error
input([100, null]).conv1d(32, 3); // error
input([2, null]).conv1d(32, 3); // error
input([100]).conv1d(32, 3); // error
input([60000, 100, 8]).conv1d(32, 3); // error
input([3, 500]).conv1d(32, 5); // error
input([500, 3]).conv1d(32, 5, { dataFormat: 'channelsFirst' }); // error
steps.conv1d(32, 3, { strides: 2, dilationRate: 2 }); // error
conv1d(32, 3, { strides: 2, dilationRate: 2 }); // error
image.conv2d(32, 3, { strides: 2, dilationRate: [1, 2] }); // error
volume.conv3d(32, 3, { strides: [1, 2, 1], dilationRate: 2 }); // error
image.conv2d(6, 3, { groups: 0 }); // error
image.conv2d(5, 3, { groups: 2 }); // error
layers.conv1d(5, 3, { groups: 2 }); // error
image.conv2d(6, 3, { groups: 3 }); // error
steps.conv1d(6, 3, { groups: 3 }); // error
steps.conv1d(5, 3, { groups: 3 }); // error
volume.conv3d(9, 3, { groups: 3 }); // error
volume.conv3d(8, [3, 3]); // error
volume.conv3d(8, 17); // error
image.conv3d(8, 3); // error
input([3, 28, 28, 28]).conv3d(8, 5); // error
steps.maxPooling1d(101); // error
steps.maxPooling1d([2, 2]); // error
image.maxPooling1d(); // error
input([100]).averagePooling1d(); // error
image.averagePooling3d(); // error
volume.maxPooling3d([2, 2]); // error
volume.maxPooling3d(20); // error
input([100]).globalMaxPooling1d(); // error
image.globalAveragePooling3d(); // error
steps.conv1dTranspose(32, [3, 3]); // error
image.conv1dTranspose(32, 3); // error
steps.conv1dTranspose(32, 3, { strides: 2, outputPadding: 2 }); // error
image.conv2dTranspose(32, 3, { outputPadding: 1 }); // error
image.conv2dTranspose(32, 3, { strides: [2, 3], outputPadding: [1, 3] }); // error
image.conv2dTranspose(32, 3, { strides: 2, outputPadding: 0.5 }); // error
image.conv2dTranspose(32, 3, { strides: 2, outputPadding: [1, 1, 1] }); // error
image.conv2dTranspose(32, 3, { strides: 2, dilationRate: 2 }); // error
image.conv3dTranspose(32, 3); // error
input([4, 4, 4, null]).conv3dTranspose(32, 3); // error
steps.depthwiseConv1d(101); // error
image.depthwiseConv2d([3, 3, 3]); // error
image.depthwiseConv2d(3, { depthMultiplier: 0 }); // error
input([28, 28, null]).depthwiseConv2d(3); // error
input([784]).depthwiseConv2d(3); // error
image.separableConv2d(0, 3); // error
image.separableConv2d(8, 29); // error
image.separableConv1d(8, 3); // error
image.separableConv2d(8, 3, { kernelInitializer: 'zeros' }); // error
image.adaptiveAveragePooling2d(0); // error
image.adaptiveAveragePooling2d([7, 7, 7]); // error
image.adaptiveMaxPooling1d(7); // error
input([100]).adaptiveAveragePooling1d(7); // error

// the value twins say the same
expectMisfit(
  conv1d(32, 5),
  [null, 3, 500],
  "conv1d: the window of 5 does not fit in [null, 3, 500]; if [channels, steps] is meant, say dataFormat: 'channelsFirst'",
);
expectMisfit(
  conv3d(8, 3),
  [null, 28, 28, 4],
  'conv3d needs [batch, depth, height, width, channels], got [null, 28, 28, 4]; reshape first, e.g. .reshape([28, 28, 4, 1])',
);
expectMisfit(
  conv2d(6, 3, { groups: 3 }),
  [null, 28, 28, 4],
  'conv2d: groups must divide the 4 channels of [null, 28, 28, 4], got 3',
);
expectMisfit(
  conv2d(6, 3),
  [null, 2, 2, null],
  'conv2d needs to know the number of channels, got [null, 2, 2, null]',
);

// one of two paddings: the window must fit either way
declare const either: boolean;
const padding = either ? 'same' : 'valid';
expectShape<[null, 26, 26, 3] | [null, 28, 28, 3]>(input([28, 28, 1]).conv2d(3, 3, { padding }));
input([2, 2, 1]).conv2d(3, 3, { padding }); // error

// one of two sizes: likewise; the sentence is about the one that does not fit
expectShape<[null, 24 | 26, 24 | 26, 3]>(input([28, 28, 1]).conv2d(3, either ? 3 : 5));
expectShape<[null, 23 | 25, 23 | 25, 3]>(
  input([28, 28, 1])
    .conv2d(3, 3, { dilationRate: either ? 2 : 1 })
    .conv2d(3, 2),
);
input([28, 28, 1]).maxPooling2d(either ? 2 : 30); // error
input([28, 28, 1]).conv2d(3, either ? 3 : 30); // error
input([28, 28, 1]).conv2d(3, 15, { dilationRate: either ? 1 : 2 }); // error
input([28, 1]).averagePooling1d(either ? 2 : 30); // error
input([28, 28, 28, 1]).conv3d(3, either ? 3 : 30); // error
