// Options given by place, as Keras takes many: one error at what was given, which says that they are an object.
import { input, layers, sequential } from 'shapewright';

const { conv2d, dense, dropout, lstm, maxPooling2d } = layers;
const same = { padding: 'same' } as const;
const image = input([28, 28, 1]);
const row = input([784]);
const steps = input([20, 8]);
const [a, b] = [input([4]), input([4])];
const mlp = sequential([784], [dense(10)]);

// each layer of the catalogue, but those over films, whose options are too long a type to stand before a sentence
layers.activation('relu', true); // error
layers.activityRegularization(true); // error
layers.adaptiveAveragePooling1d(4, true); // error
layers.adaptiveAveragePooling2d(4, true); // error
layers.adaptiveAveragePooling3d(4, true); // error
layers.adaptiveMaxPooling1d(4, true); // error
layers.adaptiveMaxPooling2d(4, true); // error
layers.adaptiveMaxPooling3d(4, true); // error
layers.add([a, b], 'sum'); // error
layers.additiveAttention(true); // error
layers.alphaDropout(0.5, true); // error
layers.attention(true); // error
layers.augMix(true); // error
layers.autoContrast(true); // error
layers.average([a, b], 'sum'); // error
layers.averagePooling1d(4, true); // error
layers.averagePooling2d(4, true); // error
layers.averagePooling3d(4, true); // error
layers.batchNormalization(true); // error
layers.bidirectional(layers.lstm(4), true); // error
layers.categoryEncoding(4, true); // error
layers.centerCrop(4, 4, true); // error
layers.concatenate([a, b], true); // error
layers.contrastLimitedAdaptiveHistogramEqualization(true); // error
layers.conv1d(4, 4, true); // error
layers.conv1dTranspose(4, 4, true); // error
layers.conv2d(4, 4, true); // error
layers.conv2dTranspose(4, 4, true); // error
layers.conv3d(4, 4, true); // error
layers.conv3dTranspose(4, 4, true); // error
layers.cropping1d(4, true); // error
layers.cropping2d(4, true); // error
layers.cropping3d(4, true); // error
layers.cutMix(true); // error
layers.dense(4, true); // error
layers.depthwiseConv1d(4, true); // error
layers.depthwiseConv2d(4, true); // error
layers.discretization(true); // error
layers.dot([a, b], true); // error
layers.dropout(0.5, true); // error
layers.elu(true); // error
layers.embedding(4, 4, true); // error
layers.equalization(true); // error
layers.flatten(true); // error
layers.gaussianDropout(0.5, true); // error
layers.gaussianNoise(0.5, true); // error
layers.globalAveragePooling1d(true); // error
layers.globalAveragePooling2d(true); // error
layers.globalAveragePooling3d(true); // error
layers.globalMaxPooling1d(true); // error
layers.globalMaxPooling2d(true); // error
layers.globalMaxPooling3d(true); // error
layers.groupedQueryAttention(4, 4, 4, true); // error
layers.gru(4, true); // error
layers.gruCell(4, true); // error
layers.hashedCrossing(4, true); // error
layers.hashing(4, true); // error
layers.hubLayer(mlp, true); // error
layers.identity('sum'); // error
layers.integerLookup(true); // error
layers.lambda((x) => x, true); // error
layers.layerNormalization(true); // error
layers.leakyReLU(true); // error
layers.lstm(4, true); // error
layers.lstmCell(4, true); // error
layers.masking(true); // error
layers.maxNumBoundingBoxes(4, true); // error
layers.maxPooling1d(4, true); // error
layers.maxPooling2d(4, true); // error
layers.maxPooling3d(4, true); // error
layers.maximum([a, b], 'sum'); // error
layers.melSpectrogram(true); // error
layers.minimum([a, b], 'sum'); // error
layers.mixUp(true); // error
layers.multiHeadAttention(4, 4, true); // error
layers.multiply([a, b], 'sum'); // error
layers.normalization(true); // error
layers.permute([1], true); // error
layers.preLU(true); // error
layers.randAugment(true); // error
layers.randomBrightness(0.5, true); // error
layers.randomColorDegeneration(0.5, true); // error
layers.randomColorJitter(true); // error
layers.randomContrast(0.5, true); // error
layers.randomCrop(4, 4, true); // error
layers.randomElasticTransform(true); // error
layers.randomErasing(true); // error
layers.randomFlip(true); // error
layers.randomGaussianBlur(true); // error
layers.randomGrayscale(true); // error
layers.randomHue(0.5, true); // error
layers.randomInvert(true); // error
layers.randomPerspective(true); // error
layers.randomPosterization(4, true); // error
layers.randomRotation(0.5, true); // error
layers.randomSaturation(0.5, true); // error
layers.randomSharpness(0.5, true); // error
layers.randomShear(true); // error
layers.randomTranslation(0.5, 0.5, true); // error
layers.randomZoom(0.5, true); // error
layers.reLU(true); // error
layers.repeatVector(4, true); // error
layers.rescaling(4, true); // error
layers.reshape([4], true); // error
layers.resizing(4, 4, true); // error
layers.reversibleEmbedding(4, 4, true); // error
layers.rmsNormalization(true); // error
layers.rnn(layers.lstmCell(4), true); // error
layers.separableConv1d(4, 4, true); // error
layers.separableConv2d(4, 4, true); // error
layers.simpleRNN(4, true); // error
layers.simpleRNNCell(4, true); // error
layers.softmax(true); // error
layers.solarization(true); // error
layers.spatialDropout1d(0.5, true); // error
layers.spatialDropout2d(0.5, true); // error
layers.spatialDropout3d(0.5, true); // error
layers.spectralNormalization(layers.dense(4), true); // error
layers.stackedRNNCells([layers.lstmCell(4)], true); // error
layers.stftSpectrogram(true); // error
layers.stringLookup(true); // error
layers.subtract([a, b], 'sum'); // error
layers.textVectorization(true); // error
layers.timeDistributed(layers.dense(4), true); // error
layers.unitNormalization(true); // error
layers.upSampling1d(4, true); // error
layers.upSampling2d(4, true); // error
layers.upSampling3d(4, true); // error
layers.zeroPadding1d(4, true); // error
layers.zeroPadding2d(4, true); // error
layers.zeroPadding3d(4, true); // error

// as they stand in Keras's examples: in a chain, in a list and by themselves
image
  .conv2d(32, 3, 2) // error
  .maxPooling2d(2, 2) // error
  .flatten()
  .dense(10, 'softmax'); // error
sequential(
  [28, 28, 1],
  [
    conv2d(32, [3, 3], [2, 2]), // error
    conv2d(64, 3, 'same'), // error
    maxPooling2d([2, 2], [2, 2]), // error
    dropout(0.5, [null, 1, 1, null]), // error
  ],
);
dense(128, 'relu')(row); // error
lstm(64, 'tanh')(steps); // error
image.batchNormalization(0.99); // error
row.leakyReLU(0.2); // error
row.reLU(6); // error
image.upSampling2d(2, 'nearest'); // error
image.globalAveragePooling2d('channelsFirst'); // error
steps.attention(steps); // error
steps.multiHeadAttention(2, 8, steps); // error
steps.lstm(8, [a, b]); // error
a.add(b, 'sum'); // error
a.concatenate(b, 1); // error

// misspelt options are told as before
image.conv2d(8, 3, { stride: 2 }); // error
image.conv2d(8, 3, { padding: 'SAME' }); // error
image.conv2d(8, 3, same).maxPooling2d(2, { strides: 2 });
