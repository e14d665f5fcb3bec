// What stands by itself given in an object, as tfjs has it, or as a string: our sentence, at that argument.
import { input, layers } from 'shapewright';
import { expectShape } from 'shapewright/testing';

declare const wide: number;
const image = input([28, 28, 1]);
const row = input([784]);

row.dense({ units: 3 }); // error
row.dense('3'); // error
layers.dense({ units: 3, activation: 'relu' }); // error
image.conv2d(32, { kernelSize: 3 }); // error
image.conv2d(32, '3'); // error
layers.conv1d({ filters: 8 }, 3); // error
layers.conv2dTranspose({ filters: 8 }, 3); // error
layers.separableConv2d('8', 3); // error
layers.depthwiseConv2d({ kernelSize: 3 }); // error
image.maxPooling2d({ poolSize: 2 }); // error
layers.maxPooling2d({ poolSize: 2, strides: 2 }); // error
layers.averagePooling1d('2'); // error
layers.adaptiveMaxPooling2d({ outputSize: 2 }); // error
layers.lstm({ units: 3 }); // error
layers.gruCell({ units: 3 }); // error
layers.convLstm2d({ filters: 3 }, 2); // error
layers.embedding({ inputDim: 9 }, 3); // error
layers.embedding(9, { outputDim: 3 }); // error
layers.multiHeadAttention({ numHeads: 2 }, 8); // error
row.dropout({ rate: 0.5 }); // error
layers.dropout('0.5'); // error
layers.gaussianNoise({ stddev: 1 }); // error
layers.spatialDropout2d({ rate: 0.5 }); // error
row.repeatVector({ n: 3 }); // error
layers.rescaling({ scale: 2 }); // error
layers.resizing({ height: 8 }, 8); // error
layers.centerCrop(8, { width: 8 }); // error
layers.upSampling1d({ size: 2 }); // error
layers.upSampling2d({ size: 2 }); // error
layers.randomRotation({ factor: 0.1 }); // error
layers.categoryEncoding({ numTokens: 3 }); // error
row.reshape('28'); // error
image.permute('1'); // error
input([28, 28, 16]).groupNormalization(8); // error
image.cropping2d({ cropping: 2 }); // error
layers.cropping1d({ cropping: [1, 2] }); // error
input([4, 4, 4, 1]).cropping3d({ cropping: 1 }); // error
image.zeroPadding2d({ padding: 2 }); // error
layers.zeroPadding1d('1'); // error
row.reshape({ targetShape: [28, 28, 1] }); // error
layers.reshape({ targetShape: [28, 28] }); // error
layers.reshape(28); // error
image.permute({ dims: [2, 1, 3] }); // error

// a wide number passes, and so does one of two
expectShape<[null, number]>(row.dense(wide));
expectShape<[null, number, 784]>(row.repeatVector(wide));
row.dropout(wide).rescaling(wide);
