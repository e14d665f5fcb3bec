// Sizes of height and width that are none: one sentence, at the part that is wrong.
import { input, layers } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { conv2d, maxPooling2d } = layers;
const image = input([28, 28, 1]);

expectShape<[null, 26, 27, 8]>(image.conv2d(8, [3, 2]));
expectShape<[null, 27, 26, 8]>(conv2d(8, [2, 3], { strides: [1, 1] })(image));
expectShape<[null, 14, 9, 1]>(maxPooling2d([2, 3])(image));

image.conv2d(32, [3, 3, 3]); // error
image.conv2d(32, [3]); // error
image.conv2d(32, 3, { strides: [1, 1, 1] }); // error
image.conv2d(32, 3, { strides: [2] }); // error
image.conv2d(32, 3, { dilationRate: [1, 2, 3, 4] }); // error
conv2d(32, [3, 3, 3]); // error
image.conv2dTranspose(32, [2, 2, 2]); // error
image.conv2dTranspose(32, 2, { strides: [2, 2, 2] }); // error
image.maxPooling2d([2, 2, 2]); // error
image.maxPooling2d([2]); // error
image.maxPooling2d(2, { strides: [1, 2, 3] }); // error
maxPooling2d([2, 2, 2]); // error
image.averagePooling2d([2, 2, 2]); // error
image.averagePooling2d(2, { strides: [1] }); // error
image.upSampling2d([2, 2, 2]); // error
image.zeroPadding2d([1, 2, 3]); // error
image.zeroPadding2d([[1, 2]]); // error
image.conv2d(32, '3'); // error
image.conv2d('32', 3); // error
