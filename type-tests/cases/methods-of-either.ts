// Methods of a tensor that is one of two: each layer's gives what it gives on each, or says why one does not fit.
import { input, layers, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

declare const either: boolean;
const { dense } = layers;
const mlp = sequential([784], [dense(10)]);
const x8OrX4x4 = either ? input([8]) : input([4, 4]);
const x4x4OrX6x8 = either ? input([4, 4]) : input([6, 8]);
const x4x4OrX8 = either ? input([4, 4]) : input([8]);
const x8x8x3OrX9x9x3 = either ? input([8, 8, 3]) : input([9, 9, 3]);
const x8x8x3OrX8 = either ? input([8, 8, 3]) : input([8]);
const x8x8x8x3OrX9x9x9x3 = either ? input([8, 8, 8, 3]) : input([9, 9, 9, 3]);
const x8x8x8x3OrX8 = either ? input([8, 8, 8, 3]) : input([8]);
const x8OrX6x8 = either ? input([8]) : input([6, 8]);
const x8OrScalars = either ? input([8]) : input([]);
const x8OrX4000 = either ? input([8]) : input([4000]);
const x5x9x9x9x3OrX5x8x8x8x3 = either ? input([5, 9, 9, 9, 3]) : input([5, 8, 8, 8, 3]);
const x5x9x9x9x3OrX8 = either ? input([5, 9, 9, 9, 3]) : input([8]);
const x4x4OrX7x4 = either ? input([4, 4]) : input([7, 4]);
const x4000OrX5000 = either ? input([4000]) : input([5000]);
const x4000OrX8 = either ? input([4000]) : input([8]);
const x8OrX9x9x3 = either ? input([8]) : input([9, 9, 3]);

// each layer of the catalogue where both fit
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.activation('relu'));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.activityRegularization());
expectShape<[null, 4, 4] | [null, 4, 8]>(x4x4OrX6x8.adaptiveAveragePooling1d(4));
expectShape<[null, 4, 4, 3]>(x8x8x3OrX9x9x3.adaptiveAveragePooling2d(4));
expectShape<[null, 4, 4, 4, 3]>(x8x8x8x3OrX9x9x9x3.adaptiveAveragePooling3d(4));
expectShape<[null, 4, 4] | [null, 4, 8]>(x4x4OrX6x8.adaptiveMaxPooling1d(4));
expectShape<[null, 4, 4, 3]>(x8x8x3OrX9x9x3.adaptiveMaxPooling2d(4));
expectShape<[null, 4, 4, 4, 3]>(x8x8x8x3OrX9x9x9x3.adaptiveMaxPooling3d(4));
expectShape<[null, 8] | [null, 6, 8]>(x8OrX6x8.add(input([8])));
expectShape<[null, 4, 4] | [null, 6, 8]>(x4x4OrX6x8.additiveAttention());
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.alphaDropout(0.5));
expectShape<[null, 4, 4] | [null, 6, 8]>(x4x4OrX6x8.attention());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.augMix());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.autoContrast());
expectShape<[null, 8] | [null, 6, 8]>(x8OrX6x8.average(input([8])));
expectShape<[null, 1, 4] | [null, 1, 8]>(x4x4OrX6x8.averagePooling1d(4));
expectShape<[null, 2, 2, 3]>(x8x8x3OrX9x9x3.averagePooling2d(4));
expectShape<[null, 2, 2, 2, 3]>(x8x8x8x3OrX9x9x9x3.averagePooling3d(4));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.batchNormalization());
expectShape<[null, 8]>(x4x4OrX6x8.bidirectional(layers.lstm(4)));
expectShape<[null, 4]>(x8OrX4000.categoryEncoding(4));
expectShape<[null, 4, 4, 3]>(x8x8x3OrX9x9x3.centerCrop(4, 4));
expectShape<[null, 16] | [null, 4008]>(x8OrX4000.concatenate(input([8])));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.contrastLimitedAdaptiveHistogramEqualization());
expectShape<[null, 1, 4] | [null, 3, 4]>(x4x4OrX6x8.conv1d(4, 4));
expectShape<[null, 7, 4] | [null, 9, 4]>(x4x4OrX6x8.conv1dTranspose(4, 4));
expectShape<[null, 5, 5, 4] | [null, 6, 6, 4]>(x8x8x3OrX9x9x3.conv2d(4, 4));
expectShape<[null, 11, 11, 4] | [null, 12, 12, 4]>(x8x8x3OrX9x9x3.conv2dTranspose(4, 4));
expectShape<[null, 5, 5, 5, 4] | [null, 6, 6, 6, 4]>(x8x8x8x3OrX9x9x9x3.conv3d(4, 4));
expectShape<[null, 11, 11, 11, 4] | [null, 12, 12, 12, 4]>(x8x8x8x3OrX9x9x9x3.conv3dTranspose(4, 4));
expectShape<[null, 6, 4] | [null, 7, 4]>(x8x8x3OrX9x9x3.convLstm1d(4, 3));
expectShape<[null, 6, 6, 4] | [null, 7, 7, 4]>(x8x8x8x3OrX9x9x9x3.convLstm2d(4, 3));
expectShape<[null, 7, 7, 7, 4] | [null, 6, 6, 6, 4]>(x5x9x9x9x3OrX5x8x8x8x3.convLstm3d(4, 3));
expectShape<[null, 2, 4] | [null, 4, 8]>(x4x4OrX6x8.cropping1d(1));
expectShape<[null, 6, 6, 3] | [null, 7, 7, 3]>(x8x8x3OrX9x9x3.cropping2d(1));
expectShape<[null, 6, 6, 6, 3] | [null, 7, 7, 7, 3]>(x8x8x8x3OrX9x9x9x3.cropping3d(1));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.cutMix());
expectShape<[null, 4] | [null, 4, 4]>(x8OrX4x4.dense(4));
expectShape<[null, 1, 4] | [null, 3, 8]>(x4x4OrX6x8.depthwiseConv1d(4));
expectShape<[null, 5, 5, 3] | [null, 6, 6, 3]>(x8x8x3OrX9x9x3.depthwiseConv2d(4));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.discretization({ binBoundaries: [0, 1] }));
expectShape<[null, 1] | [null, 6]>(x8OrX6x8.dot(input([8])));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.dropout(0.5));
expectShape<[null, 3] | [null, 4, 3]>(x8OrX4x4.einsumDense('...x,xy->...y', { outputShape: [3] }));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.elu());
expectShape<[null, 8, 4] | [null, 4, 4, 4]>(x8OrX4x4.embedding(4, 4));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.equalization());
expectShape<[null, 8] | [null, 16]>(x8OrX4x4.flatten());
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.gaussianDropout(0.5));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.gaussianNoise(0.5));
expectShape<[null, 4] | [null, 8]>(x4x4OrX6x8.globalAveragePooling1d());
expectShape<[null, 3]>(x8x8x3OrX9x9x3.globalAveragePooling2d());
expectShape<[null, 3]>(x8x8x8x3OrX9x9x9x3.globalAveragePooling3d());
expectShape<[null, 4] | [null, 8]>(x4x4OrX6x8.globalMaxPooling1d());
expectShape<[null, 3]>(x8x8x3OrX9x9x3.globalMaxPooling2d());
expectShape<[null, 3]>(x8x8x8x3OrX9x9x9x3.globalMaxPooling3d());
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.groupNormalization({ groups: 1 }));
expectShape<[null, 4, 4] | [null, 6, 8]>(x4x4OrX6x8.groupedQueryAttention(4, 4, 4));
expectShape<[null, 4]>(x4x4OrX6x8.gru(4));
expectShape<[null, 4]>(x8OrX4000.gruCell(4)[0]);
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.hashing(4));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.identity());
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.integerLookup({ vocabulary: [1, 2] }));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.lambda((x) => x));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.layerNormalization());
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.leakyReLU());
expectShape<[null, 4]>(x4x4OrX6x8.lstm(4));
expectShape<[null, 4]>(x8OrX4000.lstmCell(4)[0]);
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.masking());
expectShape<[null, 4, 4]>(x4x4OrX7x4.maxNumBoundingBoxes(4));
expectShape<[null, 1, 4] | [null, 1, 8]>(x4x4OrX6x8.maxPooling1d(4));
expectShape<[null, 2, 2, 3]>(x8x8x3OrX9x9x3.maxPooling2d(4));
expectShape<[null, 2, 2, 2, 3]>(x8x8x8x3OrX9x9x9x3.maxPooling3d(4));
expectShape<[null, 8] | [null, 6, 8]>(x8OrX6x8.maximum(input([8])));
expectShape<[null, 128, 8] | [null, 128, 10]>(x4000OrX5000.melSpectrogram());
expectShape<[null, 8] | [null, 6, 8]>(x8OrX6x8.minimum(input([8])));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.mixUp());
expectShape<[null, 4, 4] | [null, 6, 8]>(x4x4OrX6x8.multiHeadAttention(4, 4));
expectShape<[null, 8] | [null, 6, 8]>(x8OrX6x8.multiply(input([8])));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.normalization());
expectShape<[null, 4, 4] | [null, 8, 6]>(x4x4OrX6x8.permute([2, 1]));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.preLU());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randAugment());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomBrightness(0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomColorDegeneration(0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomColorJitter());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomContrast(0.5));
expectShape<[null, 4, 4, 3]>(x8x8x3OrX9x9x3.randomCrop(4, 4));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomElasticTransform());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomErasing());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomFlip());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomGaussianBlur());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomGrayscale());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomHue(0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomInvert());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomPerspective());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomPosterization(4));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomRotation(0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomSaturation(0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomSharpness(0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomShear());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomTranslation(0.5, 0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.randomZoom(0.5));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.reLU());
expectShape<[null, 4, 8] | [null, 4, 4000]>(x8OrX4000.repeatVector(4));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.rescaling(4));
expectShape<[null, 4, 2] | [null, 4, 4]>(x8OrX4x4.reshape([4, -1]));
expectShape<[null, 4, 4, 3]>(x8x8x3OrX9x9x3.resizing(4, 4));
expectShape<[null, 8, 4] | [null, 4, 4, 4]>(x8OrX4x4.reversibleEmbedding(4, 4));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.rmsNormalization());
expectShape<[null, 4]>(x4x4OrX6x8.rnn(layers.lstmCell(4)));
expectShape<[null, 1, 4] | [null, 3, 4]>(x4x4OrX6x8.separableConv1d(4, 4));
expectShape<[null, 5, 5, 4] | [null, 6, 6, 4]>(x8x8x3OrX9x9x3.separableConv2d(4, 4));
expectShape<[null, 4]>(x4x4OrX6x8.simpleRNN(4));
expectShape<[null, 4]>(x8OrX4000.simpleRNNCell(4)[0]);
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.softmax());
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.solarization());
expectShape<[null, 4, 4] | [null, 6, 8]>(x4x4OrX6x8.spatialDropout1d(0.5));
expectShape<[null, 8, 8, 3] | [null, 9, 9, 3]>(x8x8x3OrX9x9x3.spatialDropout2d(0.5));
expectShape<[null, 8, 8, 8, 3] | [null, 9, 9, 9, 3]>(x8x8x8x3OrX9x9x9x3.spatialDropout3d(0.5));
expectShape<[null, 4] | [null, 4, 4]>(x8OrX4x4.spectralNormalization(layers.dense(4)));
expectShape<[null, 4]>(x8OrX4000.stackedRNNCells([layers.lstmCell(4)])[0]);
expectShape<[null, 8] | [null, 6, 8]>(x8OrX6x8.subtract(input([8])));
expectShape<[null, 4, 4] | [null, 6, 4]>(x4x4OrX6x8.timeDistributed(layers.dense(4)));
expectShape<[null, 8] | [null, 4, 4]>(x8OrX4x4.unitNormalization());
expectShape<[null, 16, 4] | [null, 24, 8]>(x4x4OrX6x8.upSampling1d(4));
expectShape<[null, 32, 32, 3] | [null, 36, 36, 3]>(x8x8x3OrX9x9x3.upSampling2d(4));
expectShape<[null, 32, 32, 32, 3] | [null, 36, 36, 36, 3]>(x8x8x8x3OrX9x9x9x3.upSampling3d(4));
expectShape<[null, 12, 4] | [null, 14, 8]>(x4x4OrX6x8.zeroPadding1d(4));
expectShape<[null, 16, 16, 3] | [null, 17, 17, 3]>(x8x8x3OrX9x9x3.zeroPadding2d(4));
expectShape<[null, 16, 16, 16, 3] | [null, 17, 17, 17, 3]>(x8x8x8x3OrX9x9x9x3.zeroPadding3d(4));

// and where the second does not
x4x4OrX8.adaptiveAveragePooling1d(4); // error
x8x8x3OrX8.adaptiveAveragePooling2d(4); // error
x8x8x8x3OrX8.adaptiveAveragePooling3d(4); // error
x4x4OrX8.adaptiveMaxPooling1d(4); // error
x8x8x3OrX8.adaptiveMaxPooling2d(4); // error
x8x8x8x3OrX8.adaptiveMaxPooling3d(4); // error
x8OrX4x4.add(input([8])); // error
x4x4OrX8.additiveAttention(); // error
x4x4OrX8.attention(); // error
x8x8x3OrX8.augMix(); // error
x8x8x3OrX8.autoContrast(); // error
x8OrX4x4.average(input([8])); // error
x4x4OrX8.averagePooling1d(4); // error
x8x8x3OrX8.averagePooling2d(4); // error
x8x8x8x3OrX8.averagePooling3d(4); // error
x8OrScalars.batchNormalization(); // error
x4x4OrX8.bidirectional(layers.lstm(4)); // error
x8OrX4x4.categoryEncoding(4); // error
x8x8x3OrX8.centerCrop(4, 4); // error
x8OrX4x4.concatenate(input([8])); // error
x8x8x3OrX8.contrastLimitedAdaptiveHistogramEqualization(); // error
x4x4OrX8.conv1d(4, 4); // error
x4x4OrX8.conv1dTranspose(4, 4); // error
x8x8x3OrX8.conv2d(4, 4); // error
x8x8x3OrX8.conv2dTranspose(4, 4); // error
x8x8x8x3OrX8.conv3d(4, 4); // error
x8x8x8x3OrX8.conv3dTranspose(4, 4); // error
x8x8x3OrX8.convLstm1d(4, 3); // error
x8x8x8x3OrX8.convLstm2d(4, 3); // error
x5x9x9x9x3OrX8.convLstm3d(4, 3); // error
x4x4OrX8.cropping1d(1); // error
x8x8x3OrX8.cropping2d(1); // error
x8x8x8x3OrX8.cropping3d(1); // error
x8x8x3OrX8.cutMix(); // error
x8OrScalars.dense(4); // error
x4x4OrX8.depthwiseConv1d(4); // error
x8x8x3OrX8.depthwiseConv2d(4); // error
x8OrX4x4.dot(input([8])); // error
x8OrScalars.einsumDense('...x,xy->...y', { outputShape: [3] }); // error
x8x8x3OrX8.equalization(); // error
x4x4OrX8.globalAveragePooling1d(); // error
x8x8x3OrX8.globalAveragePooling2d(); // error
x8x8x8x3OrX8.globalAveragePooling3d(); // error
x4x4OrX8.globalMaxPooling1d(); // error
x8x8x3OrX8.globalMaxPooling2d(); // error
x8x8x8x3OrX8.globalMaxPooling3d(); // error
x8OrScalars.groupNormalization({ groups: 1 }); // error
x4x4OrX8.groupedQueryAttention(4, 4, 4); // error
x4x4OrX8.gru(4); // error
x8OrX4x4.gruCell(4); // error
x8OrScalars.layerNormalization(); // error
x4x4OrX8.lstm(4); // error
x8OrX4x4.lstmCell(4); // error
x8OrScalars.masking(); // error
x4x4OrX8.maxNumBoundingBoxes(4); // error
x4x4OrX8.maxPooling1d(4); // error
x8x8x3OrX8.maxPooling2d(4); // error
x8x8x8x3OrX8.maxPooling3d(4); // error
x8OrX4x4.maximum(input([8])); // error
x4000OrX8.melSpectrogram(); // error
x8OrX4x4.minimum(input([8])); // error
x8x8x3OrX8.mixUp(); // error
x4x4OrX8.multiHeadAttention(4, 4); // error
x8OrX4x4.multiply(input([8])); // error
x8OrScalars.normalization(); // error
x4x4OrX8.permute([2, 1]); // error
x8x8x3OrX8.randAugment(); // error
x8x8x3OrX8.randomBrightness(0.5); // error
x8x8x3OrX8.randomColorDegeneration(0.5); // error
x8x8x3OrX8.randomColorJitter(); // error
x8x8x3OrX8.randomContrast(0.5); // error
x8x8x3OrX8.randomCrop(4, 4); // error
x8x8x3OrX8.randomElasticTransform(); // error
x8x8x3OrX8.randomErasing(); // error
x8x8x3OrX8.randomFlip(); // error
x8x8x3OrX8.randomGaussianBlur(); // error
x8x8x3OrX8.randomGrayscale(); // error
x8x8x3OrX8.randomHue(0.5); // error
x8x8x3OrX8.randomInvert(); // error
x8x8x3OrX8.randomPerspective(); // error
x8x8x3OrX8.randomPosterization(4); // error
x8x8x3OrX8.randomRotation(0.5); // error
x8x8x3OrX8.randomSaturation(0.5); // error
x8x8x3OrX8.randomSharpness(0.5); // error
x8x8x3OrX8.randomShear(); // error
x8x8x3OrX8.randomTranslation(0.5, 0.5); // error
x8x8x3OrX8.randomZoom(0.5); // error
x8OrX4x4.repeatVector(4); // error
x8OrX9x9x3.reshape([4, -1]); // error
x8x8x3OrX8.resizing(4, 4); // error
x8OrScalars.rmsNormalization(); // error
x4x4OrX8.rnn(layers.lstmCell(4)); // error
x4x4OrX8.separableConv1d(4, 4); // error
x8x8x3OrX8.separableConv2d(4, 4); // error
x4x4OrX8.simpleRNN(4); // error
x8OrX4x4.simpleRNNCell(4); // error
x8x8x3OrX8.solarization(); // error
x4x4OrX8.spatialDropout1d(0.5); // error
x8x8x3OrX8.spatialDropout2d(0.5); // error
x8x8x8x3OrX8.spatialDropout3d(0.5); // error
x8OrScalars.spectralNormalization(layers.dense(4)); // error
x8OrX4x4.stackedRNNCells([layers.lstmCell(4)]); // error
x8OrX4x4.subtract(input([8])); // error
x4x4OrX8.timeDistributed(layers.dense(4)); // error
x4x4OrX8.upSampling1d(4); // error
x8x8x3OrX8.upSampling2d(4); // error
x8x8x8x3OrX8.upSampling3d(4); // error
x4x4OrX8.zeroPadding1d(4); // error
x8x8x3OrX8.zeroPadding2d(4); // error
x8x8x8x3OrX8.zeroPadding3d(4); // error

// layers of strings, of several features, and of options that the shape hangs on
const features = either ? input([]) : input([1]);
const texts = either ? input([], { dtype: 'string' }) : input([1], { dtype: 'string' });
const cities = either ? input([1], { dtype: 'string' }) : input([2], { dtype: 'string' });
const vocabulary = ['so', 'far'];
expectShape<[null] | [null, 1]>(texts.hashing(16));
expectShape<[null] | [null, 1]>(texts.stringLookup({ vocabulary }));
expectShape<[null, 8]>(texts.textVectorization({ vocabulary, outputSequenceLength: 8 }));
cities.textVectorization({ vocabulary: ['so', 'far'], outputSequenceLength: 8 }); // error
expectShape<[null, 1]>(texts.apply(layers.hashing(4)) && input([1]).hashedCrossing(input([1]), 4));
features.hashedCrossing(input([1]), 4); // error
expectShape<[null, 10]>((either ? input([784]) : input([784, 1]).flatten()).hubLayer(mlp));
(either ? input([784]) : input([783])).hubLayer(mlp); // error
(either ? input([4000, 1]) : input([8, 1])).stftSpectrogram(); // error

// a list of others, a state, and what is attended to
expectShape<[null, 14] | [null, 15]>(
  (either ? input([2]) : input([3])).concatenate([input([4]), input([8])]),
);
x8OrX4x4.add([input([8]), input([4])]); // error
expectShape<[null, 4]>(x4x4OrX6x8.lstm(4, { initialState: [input([4]), input([4])] }));
x4x4OrX6x8.lstm(4, { initialState: [input([4]), input([5])] }); // error
expectShape<[null, 4, 4] | [null, 6, 8]>(x4x4OrX6x8.multiHeadAttention(2, 4, { value: input([9, 4]) }));
x4x4OrX8.multiHeadAttention(2, 4, { value: input([9, 4]) }); // error

// layers and functions put on it
expectShape<[null, 3] | [null, 4, 3]>(x8OrX4x4.apply(dense(3)));
expectShape<[null, 3] | [null, 4, 3]>(x8OrX4x4.apply((x) => x.dense(3)));

// one that is known in part, or not at all; three; and what comes after a choice among options
declare const sizes: number[];
expectShape<[null, 3] | readonly (number | string | null)[]>((either ? input([8]) : input(sizes)).dense(3));
expectShape<[null, 3] | [null, 4, 3] | [null, 2, 2, 3]>((either ? x8OrX4x4 : input([2, 2, 4])).dense(3));

// a choice of padding gives one of two tensors, each as it is
const image = input([28, 28, 1]);
const padding = either ? 'same' : 'valid';
const wide = image.conv2d(8, 3, { padding });
expectShape<[null, 28, 28, 8] | [null, 26, 26, 8]>(wide);
expectShape<[null, 14, 14, 8] | [null, 13, 13, 8]>(wide.maxPooling2d());
expectShape<[null, 6272] | [null, 5408]>(wide.flatten());
wide.conv2d(8, 27); // error
wide.reshape([28, 28, -1]); // error
wide.add(input([28, 28, 8])); // error
expectShape<[null, 28, 28, 8] | [null, 26, 26, 8]>(wide.conv2d(8, 1, { groups: 4 }));
expectShape<[null, 28, 28, 4] | [null, 26, 26, 4]>(
  input([28, 28, 4]).conv2d(4, 3, { groups: 2, padding: either ? 'same' : 'valid' }),
);
expectShape<[null, 14, 14, 1] | [null, 13, 13, 1]>(image.maxPooling2d(3, { strides: 2, padding }));
expectShape<[null, 14, 14, 1] | [null, 13, 13, 1]>(image.averagePooling2d(3, { strides: 2, padding }));
expectShape<[null, 28, 28, 4] | [null, 26, 26, 4]>(image.separableConv2d(4, 3, { padding }));
expectShape<[null, 28, 28, 1] | [null, 26, 26, 1]>(image.depthwiseConv2d(3, { padding }));
expectShape<[null, 56, 56, 4] | [null, 57, 57, 4]>(image.conv2dTranspose(4, 3, { strides: 2, padding }));
expectShape<[null, 28, 4] | [null, 26, 4]>(input([28, 1]).conv1d(4, 3, { padding }));
expectShape<[null, 14, 1] | [null, 13, 1]>(input([28, 1]).maxPooling1d(3, { strides: 2, padding }));
expectShape<[null, 56, 4] | [null, 57, 4]>(input([28, 1]).conv1dTranspose(4, 3, { strides: 2, padding }));
expectShape<[null, 9, 9, 9, 4] | [null, 7, 7, 7, 4]>(input([9, 9, 9, 1]).conv3d(4, 3, { padding }));
expectShape<[null, 28, 4] | [null, 26, 4]>(input([5, 28, 1]).convLstm1d(4, 3, { padding }));
input([28, 1]).conv1d(4, 30, { padding }); // error
input([2, 1]).averagePooling1d(3, { padding }); // error
