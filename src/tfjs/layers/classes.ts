import * as tf from '@tensorflow/tfjs-core';
import { activationClass } from './activations/activation.js';
import { additiveAttentionClass, attentionClass } from './attention/attention.js';
import { groupedQueryAttentionClass, multiHeadAttentionClass } from './attention/multi-head-attention.js';
import { einsumDenseClass } from './core/einsum-dense.js';
import { identityClass } from './core/identity.js';
import { concatenateClass } from './merging/concatenate.js';
import { convClass } from './convolutional/conv.js';
import { convTransposeClass } from './convolutional/conv-transpose.js';
import { depthwiseConvClass } from './convolutional/depthwise-conv.js';
import { separableConvClass } from './convolutional/separable-conv.js';
import { adaptivePoolingClass } from './pooling/adaptive-pooling.js';
import { denseClass } from './core/dense.js';
import { layerNormalizationClass } from './normalization/layer-normalization.js';
import { softmaxClass } from './activations/softmax.js';
import { autoContrast } from './preprocessing/auto-contrast.js';
import { contrastLimitedEqualization } from './preprocessing/contrast-limited-equalization.js';
import { equalization } from './preprocessing/equalization.js';
import { imageMixClasses } from './preprocessing/image-mix-classes.js';
import { imageFilterClass } from './preprocessing/image-filter.js';
import { categoryEncodingClass } from './preprocessing/category-encoding.js';
import { discretizationClass } from './preprocessing/discretization.js';
import { hashedCrossingClass } from './preprocessing/hashed-crossing.js';
import { maxNumBoundingBoxesClass } from './preprocessing/max-num-bounding-boxes.js';
import { melSpectrogramClass } from './preprocessing/mel-spectrogram.js';
import { stftSpectrogramClass } from './preprocessing/stft-spectrogram.js';
import { hashingClass } from './preprocessing/hashing.js';
import { integerLookupClass, stringLookupClass } from './preprocessing/lookup.js';
import { textVectorizationClass } from './preprocessing/text-vectorization.js';
import { normalizationClass } from './preprocessing/normalization.js';
import { imageChangeClasses } from './preprocessing/image-change-classes.js';
import { centerCropClass, resizingClass } from './preprocessing/resizing.js';
import { bidirectionalClass } from './rnn/bidirectional.js';
import { convLstmClass } from './rnn/conv-lstm.js';
import { gruCell, gruClass } from './rnn/gru.js';
import { cellClass } from './rnn/cell-class.js';
import { lstmCell, lstmClass } from './rnn/lstm.js';
import { rnnClass } from './rnn/rnn.js';
import { simpleRNNCell, simpleRNNClass } from './rnn/simple-rnn.js';
import { stackedCellsClass } from './rnn/stacked-cells.js';
import { timeDistributedClass } from './rnn/time-distributed.js';
import { upSampling2DClass } from './reshaping/up-sampling2d.js';
import { batchNormalizationClass } from './normalization/batch-normalization.js';
import type { LayerClass } from './define-class.js';
import { madeClasses } from './made-classes.js';
import { cropping1DClass, cropping2DClass, cropping3DClass } from './reshaping/cropping.js';
import { flattenClass } from './reshaping/flatten.js';
import {
  globalAveragePooling1DClass,
  globalPoolingClass,
  largestOfAll,
  meanOfAll,
} from './pooling/global-pooling.js';
import { largest, mean, windowPoolingClass } from './pooling/window-pooling.js';
import { reluClass } from './activations/relu.js';
import { reshapeClass } from './reshaping/reshape.js';
import { upSampling1DClass, upSampling3DClass } from './reshaping/up-sampling.js';
import { zeroPadding1DClass, zeroPadding3DClass } from './reshaping/zero-padding.js';
import {
  addClass,
  averageClass,
  maximumClass,
  minimumClass,
  multiplyClass,
  subtractClass,
} from './merging/elementwise.js';
import { dotClass } from './merging/dot.js';
import { eluClass, leakyReluClass, preluClass } from './activations/slopes.js';
import {
  alphaDropoutClass,
  dropoutClass,
  gaussianDropoutClass,
  gaussianNoiseClass,
  spatialDropout1DClass,
  spatialDropout2DClass,
  spatialDropout3DClass,
} from './regularization/noise.js';
import { activityRegularizationClass } from './regularization/activity-regularization.js';
import { groupNormalizationClass } from './normalization/group-normalization.js';
import { rmsNormalizationClass, unitNormalizationClass } from './normalization/plain-normalizations.js';
import { spectralNormalizationClass } from './normalization/spectral-normalization.js';
import { maskingClass } from './core/masking.js';
import { reversibleEmbeddingClass } from './core/reversible-embedding.js';

/** Layer classes of ours, by Keras's names: what tfjs lacks or gets wrong. */
const ownClasses: Readonly<Record<string, () => LayerClass>> = {
  ...imageChangeClasses,
  ...imageMixClasses,
  Activation: activationClass,
  AdditiveAttention: additiveAttentionClass,
  Attention: attentionClass,
  MaxNumBoundingBoxes: maxNumBoundingBoxesClass,
  MelSpectrogram: melSpectrogramClass,
  MultiHeadAttention: multiHeadAttentionClass,
  ActivityRegularization: activityRegularizationClass,
  AdaptiveAveragePooling1D: () => adaptivePoolingClass('AdaptiveAveragePooling1D', 1, mean),
  AdaptiveAveragePooling2D: () => adaptivePoolingClass('AdaptiveAveragePooling2D', 2, mean),
  AdaptiveAveragePooling3D: () => adaptivePoolingClass('AdaptiveAveragePooling3D', 3, mean),
  AdaptiveMaxPooling1D: () => adaptivePoolingClass('AdaptiveMaxPooling1D', 1, largest),
  AdaptiveMaxPooling2D: () => adaptivePoolingClass('AdaptiveMaxPooling2D', 2, largest),
  AdaptiveMaxPooling3D: () => adaptivePoolingClass('AdaptiveMaxPooling3D', 3, largest),
  Add: addClass,
  AlphaDropout: alphaDropoutClass,
  AutoContrast: () => imageFilterClass('AutoContrast', 'always', autoContrast),
  Average: averageClass,
  AveragePooling1D: () => windowPoolingClass('AveragePooling1D', 1, mean),
  AveragePooling2D: () => windowPoolingClass('AveragePooling2D', 2, mean),
  AveragePooling3D: () => windowPoolingClass('AveragePooling3D', 3, mean),
  BatchNormalization: batchNormalizationClass,
  CategoryEncoding: categoryEncodingClass,
  CenterCrop: centerCropClass,
  ContrastLimitedAdaptiveHistogramEqualization: () =>
    imageFilterClass('ContrastLimitedAdaptiveHistogramEqualization', 'always', contrastLimitedEqualization),
  Equalization: () => imageFilterClass('Equalization', 'training', equalization),
  Concatenate: concatenateClass,
  Conv1D: () => convClass(1),
  Conv1DTranspose: () => convTransposeClass(1),
  Conv2D: () => convClass(2),
  Conv2DTranspose: () => convTransposeClass(2),
  Conv3D: () => convClass(3),
  Conv3DTranspose: () => convTransposeClass(3),
  ConvLSTM1D: () => convLstmClass(1),
  ConvLSTM2D: () => convLstmClass(2),
  ConvLSTM3D: () => convLstmClass(3),
  Cropping1D: cropping1DClass,
  Cropping2D: cropping2DClass,
  Cropping3D: cropping3DClass,
  Dense: denseClass,
  Discretization: discretizationClass,
  Dot: dotClass,
  DepthwiseConv1D: () => depthwiseConvClass(1),
  DepthwiseConv2D: () => depthwiseConvClass(2),
  Dropout: dropoutClass,
  EinsumDense: einsumDenseClass,
  ELU: eluClass,
  Flatten: flattenClass,
  GaussianDropout: gaussianDropoutClass,
  GaussianNoise: gaussianNoiseClass,
  GlobalAveragePooling1D: globalAveragePooling1DClass,
  GlobalAveragePooling2D: () => globalPoolingClass('GlobalAveragePooling2D', 2, meanOfAll),
  GlobalAveragePooling3D: () => globalPoolingClass('GlobalAveragePooling3D', 3, meanOfAll),
  GlobalMaxPooling1D: () => globalPoolingClass('GlobalMaxPooling1D', 1, largestOfAll),
  GlobalMaxPooling2D: () => globalPoolingClass('GlobalMaxPooling2D', 2, largestOfAll),
  GlobalMaxPooling3D: () => globalPoolingClass('GlobalMaxPooling3D', 3, largestOfAll),
  GroupedQueryAttention: groupedQueryAttentionClass,
  GroupNormalization: groupNormalizationClass,
  GRU: gruClass,
  GRUCell: () => cellClass('GRUCell', gruCell),
  HashedCrossing: hashedCrossingClass,
  Hashing: hashingClass,
  Identity: identityClass,
  IntegerLookup: integerLookupClass,
  LayerNormalization: layerNormalizationClass,
  LeakyReLU: leakyReluClass,
  Bidirectional: bidirectionalClass,
  LSTM: lstmClass,
  LSTMCell: () => cellClass('LSTMCell', lstmCell),
  Masking: maskingClass,
  Maximum: maximumClass,
  Minimum: minimumClass,
  Multiply: multiplyClass,
  Normalization: normalizationClass,
  PReLU: preluClass,
  MaxPooling1D: () => windowPoolingClass('MaxPooling1D', 1, largest),
  MaxPooling3D: () => windowPoolingClass('MaxPooling3D', 3, largest),
  ReLU: reluClass,
  Reshape: reshapeClass,
  Resizing: resizingClass,
  RNN: rnnClass,
  ReversibleEmbedding: reversibleEmbeddingClass,
  RMSNormalization: rmsNormalizationClass,
  SimpleRNN: simpleRNNClass,
  SimpleRNNCell: () => cellClass('SimpleRNNCell', simpleRNNCell),
  StackedRNNCells: stackedCellsClass,
  SeparableConv1D: () => separableConvClass(1),
  SeparableConv2D: () => separableConvClass(2),
  Softmax: softmaxClass,
  SpatialDropout1D: spatialDropout1DClass,
  SpatialDropout2D: spatialDropout2DClass,
  SpatialDropout3D: spatialDropout3DClass,
  SpectralNormalization: spectralNormalizationClass,
  STFTSpectrogram: stftSpectrogramClass,
  StringLookup: stringLookupClass,
  Subtract: subtractClass,
  TextVectorization: textVectorizationClass,
  UnitNormalization: unitNormalizationClass,
  TimeDistributed: timeDistributedClass,
  UpSampling1D: upSampling1DClass,
  UpSampling2D: upSampling2DClass,
  UpSampling3D: upSampling3DClass,
  ZeroPadding1D: zeroPadding1DClass,
  ZeroPadding3D: zeroPadding3DClass,
};

type Config = Readonly<Record<string, unknown>>;

const zeroes = ({ zeroOutputForMask }: Config) => zeroOutputForMask === true;

const hasGaps = ({ dilationRate }: Config): boolean => [dilationRate].flat().some((gap) => Number(gap) > 1);
/** What tfjs's transposed convolutions know nothing of. */
const enlarges = (config: Config): boolean =>
  hasGaps(config) || (config['outputPadding'] ?? undefined) !== undefined;

/**
 * Settings for which tfjs's own class of the same name computes something else without a word. A layer that has them
 * is written under a name of ours, so that plain tfjs that has not been taught refuses it rather than guesses.
 */
const unlikeTfjs: Readonly<Record<string, (config: Config) => boolean>> = {
  AveragePooling1D: ({ dataFormat }) => dataFormat === 'channelsFirst',
  Bidirectional: () => true,
  // there, crops are resampled
  CenterCrop: () => true,
  Concatenate: ({ axis }) => Number(axis) < -1,
  Conv1D: ({ groups }) => Number(groups) > 1,
  Conv2D: ({ groups }) => Number(groups) > 1,
  Conv2DTranspose: (config) => enlarges(config),
  Conv3D: ({ groups }) => Number(groups) > 1,
  Conv3DTranspose: (config) => enlarges(config),
  // there, masks are nothing
  ConvLSTM2D: () => true,
  DepthwiseConv2D: (config) => hasGaps(config),
  GlobalAveragePooling1D: ({ keepdims, dataFormat }) => keepdims === true || dataFormat === 'channelsFirst',
  GlobalAveragePooling2D: ({ keepdims }) => keepdims === true,
  GlobalMaxPooling1D: ({ keepdims, dataFormat }) => keepdims === true || dataFormat === 'channelsFirst',
  GlobalMaxPooling2D: ({ keepdims }) => keepdims === true,
  GRU: zeroes,
  GRUCell: () => true,
  LayerNormalization: ({ rmsScaling }) => rmsScaling === true,
  LSTM: zeroes,
  LSTMCell: () => true,
  MaxPooling1D: ({ dataFormat }) => dataFormat === 'channelsFirst',
  // there, the corners are aligned
  Resizing: () => true,
  ReLU: ({ negativeSlope, threshold }) => negativeSlope !== 0 || threshold !== 0,
  // there, a cell is none of ours
  RNN: () => true,
  SimpleRNN: zeroes,
  SimpleRNNCell: () => true,
  StackedRNNCells: () => true,
  UpSampling2D: ({ interpolation }) => interpolation !== 'nearest',
  Dot: ({ axes }) => Array.isArray(axes) && axes.some((axis) => Number(axis) < 0),
  ELU: ({ alpha }) => alpha !== 1,
};

/** Lets a class tell its name by its settings, and registers it under the one of ours, which nobody else reads. */
const nameBySettings = (className: string, own: LayerClass): void => {
  const unlike = unlikeTfjs[className];
  if (!unlike) return;
  const ownName = `Shapewright>${className}`;
  type Layer = { getClassName(): string; getConfig(): Config };
  const prototype = own.prototype as unknown as Layer;
  prototype.getClassName = function (this: Layer) {
    return unlike(this.getConfig()) ? ownName : className;
  };
  const Base = own as unknown as new (args: object) => object;
  class Named extends Base {
    static readonly className = ownName;
  }
  tf.serialization.registerClass(Named as never);
};

/** The class that emits a Keras layer: ours, or else tfjs's own. */
export const layerClass = (className: string): LayerClass => {
  const before = madeClasses.get(className);
  if (before) return before;
  const known = tf.serialization.SerializationMap.getMap().classNameMap[className];
  const own = ownClasses[className]?.();
  if (own) {
    nameBySettings(className, own);
    // what tfjs lacks it may read from here on; what it has stays its own, also for programs that use both
    if (!known) tf.serialization.registerClass(own as never);
  }
  const found = own ?? (known?.[0] as unknown as LayerClass | undefined);
  if (!found) throw new Error(`there is no tfjs layer for ${className}`);
  madeClasses.set(className, found);
  return found;
};

/** Registers every class of ours under Keras's name, in place of tfjs's own. */
export const registerClasses = (): void =>
  Object.keys(ownClasses).forEach((className) =>
    tf.serialization.registerClass(layerClass(className) as never),
  );
