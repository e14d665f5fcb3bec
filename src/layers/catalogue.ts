// The catalogue: a line for each layer. A layer listed here is a factory of `layers` and a method of every tensor;
// its options are a type: `layers.DenseOptions`.
export { activation, type ActivationOptions } from './activations/activation.js';
export {
  activityRegularization,
  type ActivityRegularizationOptions,
} from './regularization/activity-regularization.js';
export {
  adaptiveAveragePooling1d,
  type AdaptiveAveragePooling1DOptions,
} from './pooling/adaptive-average-pooling1d.js';
export {
  adaptiveAveragePooling2d,
  type AdaptiveAveragePooling2DOptions,
} from './pooling/adaptive-average-pooling2d.js';
export {
  adaptiveAveragePooling3d,
  type AdaptiveAveragePooling3DOptions,
} from './pooling/adaptive-average-pooling3d.js';
export { adaptiveMaxPooling1d, type AdaptiveMaxPooling1DOptions } from './pooling/adaptive-max-pooling1d.js';
export { adaptiveMaxPooling2d, type AdaptiveMaxPooling2DOptions } from './pooling/adaptive-max-pooling2d.js';
export { adaptiveMaxPooling3d, type AdaptiveMaxPooling3DOptions } from './pooling/adaptive-max-pooling3d.js';
export { add } from './merging/add.js';
export { additiveAttention, type AdditiveAttentionOptions } from './attention/additive-attention.js';
export { alphaDropout, type AlphaDropoutOptions } from './regularization/alpha-dropout.js';
export { attention, type AttentionOptions } from './attention/attention.js';
export { augMix, type AugMixOptions } from './preprocessing/aug-mix.js';
export { autoContrast, type AutoContrastOptions } from './preprocessing/auto-contrast.js';
export { average } from './merging/average.js';
export { averagePooling1d, type AveragePooling1DOptions } from './pooling/average-pooling1d.js';
export { averagePooling2d, type AveragePooling2DOptions } from './pooling/average-pooling2d.js';
export { averagePooling3d, type AveragePooling3DOptions } from './pooling/average-pooling3d.js';
export { batchNormalization, type BatchNormalizationOptions } from './normalization/batch-normalization.js';
export { bidirectional, type BidirectionalOptions } from './rnn/bidirectional.js';
export {
  categoryEncoding,
  type CategoryEncodingOptions,
  type CountRoles,
} from './preprocessing/category-encoding.js';
export { centerCrop, type CenterCropOptions } from './preprocessing/center-crop.js';
export { concatenate, type ConcatenateOptions } from './merging/concatenate.js';
export {
  contrastLimitedAdaptiveHistogramEqualization,
  type ContrastLimitedAdaptiveHistogramEqualizationOptions,
} from './preprocessing/contrast-limited-adaptive-histogram-equalization.js';
export { conv1d, type Conv1DOptions } from './convolutional/conv1d.js';
export { conv1dTranspose, type Conv1DTransposeOptions } from './convolutional/conv1d-transpose.js';
export { conv2d, type Conv2DOptions } from './convolutional/conv2d.js';
export { conv2dTranspose, type Conv2DTransposeOptions } from './convolutional/conv2d-transpose.js';
export { conv3d, type Conv3DOptions } from './convolutional/conv3d.js';
export { conv3dTranspose, type Conv3DTransposeOptions } from './convolutional/conv3d-transpose.js';
export { convLstm1d, type ConvLSTM1DOptions } from './rnn/conv-lstm1d.js';
export { convLstm2d, type ConvLSTM2DOptions } from './rnn/conv-lstm2d.js';
export { convLstm3d, type ConvLSTM3DOptions } from './rnn/conv-lstm3d.js';
export { cropping1d } from './reshaping/cropping1d.js';
export { cropping2d, type Cropping2DOptions } from './reshaping/cropping2d.js';
export { cropping3d, type Cropping3DOptions } from './reshaping/cropping3d.js';
export { cutMix, type CutMixOptions } from './preprocessing/cut-mix.js';
export { dense, type DenseOptions } from './core/dense.js';
export { depthwiseConv1d, type DepthwiseConv1DOptions } from './convolutional/depthwise-conv1d.js';
export { depthwiseConv2d, type DepthwiseConv2DOptions } from './convolutional/depthwise-conv2d.js';
export { discretization, type DiscretizationOptions } from './preprocessing/discretization.js';
export { dot, type DotOptions } from './merging/dot.js';
export { dropout, type DropoutOptions } from './regularization/dropout.js';
export { einsumDense, type EinsumDenseOptions } from './core/einsum-dense.js';
export { elu, type ELUOptions } from './activations/elu.js';
export { embedding, type EmbeddingOptions } from './core/embedding.js';
export { equalization, type EqualizationOptions } from './preprocessing/equalization.js';
export { flatten, type FlattenOptions } from './reshaping/flatten.js';
export { gaussianDropout, type GaussianDropoutOptions } from './regularization/gaussian-dropout.js';
export { gaussianNoise, type GaussianNoiseOptions } from './regularization/gaussian-noise.js';
export {
  globalAveragePooling1d,
  type GlobalAveragePooling1DOptions,
} from './pooling/global-average-pooling1d.js';
export {
  globalAveragePooling2d,
  type GlobalAveragePooling2DOptions,
} from './pooling/global-average-pooling2d.js';
export {
  globalAveragePooling3d,
  type GlobalAveragePooling3DOptions,
} from './pooling/global-average-pooling3d.js';
export { globalMaxPooling1d, type GlobalMaxPooling1DOptions } from './pooling/global-max-pooling1d.js';
export { globalMaxPooling2d, type GlobalMaxPooling2DOptions } from './pooling/global-max-pooling2d.js';
export {
  groupedQueryAttention,
  type GroupedQueryAttentionOptions,
} from './attention/grouped-query-attention.js';
export { groupNormalization, type GroupNormalizationOptions } from './normalization/group-normalization.js';
export { gru, type GRUOptions } from './rnn/gru.js';
export { gruCell, type GRUCellOptions } from './rnn/gru-cell.js';
export { hashedCrossing, type HashedCrossingOptions } from './preprocessing/hashed-crossing.js';
export { hashing, type HashingOptions } from './preprocessing/hashing.js';
export { hubLayer, type HubLayerOptions, type HubModel, type PlainModel } from './core/hub-layer.js';
export { identity } from './core/identity.js';
export { integerLookup, type IntegerLookupOptions } from './preprocessing/integer-lookup.js';
export { lambda, type LambdaOptions } from './core/lambda.js';
export { layerNormalization, type LayerNormalizationOptions } from './normalization/layer-normalization.js';
export { leakyReLU, type LeakyReLUOptions } from './activations/leaky-relu.js';
export {
  maxNumBoundingBoxes,
  type MaxNumBoundingBoxesOptions,
} from './preprocessing/max-num-bounding-boxes.js';
export { melSpectrogram, type MelSpectrogramOptions } from './preprocessing/mel-spectrogram.js';
export { mixUp, type MixUpOptions } from './preprocessing/mix-up.js';
export { multiHeadAttention, type MultiHeadAttentionOptions } from './attention/multi-head-attention.js';
export { randAugment, type RandAugmentOptions } from './preprocessing/rand-augment.js';
export {
  randomElasticTransform,
  type RandomElasticTransformOptions,
} from './preprocessing/random-elastic-transform.js';
export type { AttentionRoles } from './options/heads.js';
export { lstm, type LSTMOptions } from './rnn/lstm.js';
export { lstmCell, type LSTMCellOptions } from './rnn/lstm-cell.js';
export { masking, type MaskingOptions } from './core/masking.js';
export { maximum } from './merging/maximum.js';
export { maxPooling2d, type MaxPooling2DOptions } from './pooling/max-pooling2d.js';
export { minimum } from './merging/minimum.js';
export { multiply } from './merging/multiply.js';
export { globalMaxPooling3d, type GlobalMaxPooling3DOptions } from './pooling/global-max-pooling3d.js';
export { maxPooling1d, type MaxPooling1DOptions } from './pooling/max-pooling1d.js';
export { maxPooling3d, type MaxPooling3DOptions } from './pooling/max-pooling3d.js';
export { normalization, type NormalizationOptions } from './preprocessing/normalization.js';
export { permute } from './reshaping/permute.js';
export { randomBrightness, type RandomBrightnessOptions } from './preprocessing/random-brightness.js';
export {
  randomColorDegeneration,
  type RandomColorDegenerationOptions,
} from './preprocessing/random-color-degeneration.js';
export { randomColorJitter, type RandomColorJitterOptions } from './preprocessing/random-color-jitter.js';
export { randomContrast, type RandomContrastOptions } from './preprocessing/random-contrast.js';
export { randomCrop, type RandomCropOptions } from './preprocessing/random-crop.js';
export { randomErasing, type RandomErasingOptions } from './preprocessing/random-erasing.js';
export { randomFlip, type RandomFlipOptions } from './preprocessing/random-flip.js';
export { randomGaussianBlur, type RandomGaussianBlurOptions } from './preprocessing/random-gaussian-blur.js';
export { randomGrayscale, type RandomGrayscaleOptions } from './preprocessing/random-grayscale.js';
export { randomHue, type RandomHueOptions } from './preprocessing/random-hue.js';
export { randomInvert, type RandomInvertOptions } from './preprocessing/random-invert.js';
export { randomPerspective, type RandomPerspectiveOptions } from './preprocessing/random-perspective.js';
export {
  randomPosterization,
  type RandomPosterizationOptions,
} from './preprocessing/random-posterization.js';
export { randomRotation, type RandomRotationOptions } from './preprocessing/random-rotation.js';
export { randomSaturation, type RandomSaturationOptions } from './preprocessing/random-saturation.js';
export { randomSharpness, type RandomSharpnessOptions } from './preprocessing/random-sharpness.js';
export { randomShear, type RandomShearOptions } from './preprocessing/random-shear.js';
export { randomTranslation, type RandomTranslationOptions } from './preprocessing/random-translation.js';
export { randomZoom, type RandomZoomOptions } from './preprocessing/random-zoom.js';
export { preLU, type PReLUOptions } from './activations/prelu.js';
export { reLU, type ReLUOptions } from './activations/relu.js';
export { repeatVector } from './reshaping/repeat-vector.js';
export { rescaling, type RescalingOptions } from './preprocessing/rescaling.js';
export { reshape } from './reshaping/reshape.js';
export { resizing, type ResizingOptions } from './preprocessing/resizing.js';
export {
  reversibleEmbedding,
  type ReversibleEmbeddingOptions,
  type ReversibleEmbeddingRoles,
} from './core/reversible-embedding.js';
export { rmsNormalization, type RMSNormalizationOptions } from './normalization/rms-normalization.js';
export { rnn, type RNNOptions } from './rnn/rnn.js';
export { separableConv1d, type SeparableConv1DOptions } from './convolutional/separable-conv1d.js';
export { separableConv2d, type SeparableConv2DOptions } from './convolutional/separable-conv2d.js';
export { simpleRNN, type SimpleRNNOptions } from './rnn/simple-rnn.js';
export { simpleRNNCell, type SimpleRNNCellOptions } from './rnn/simple-rnn-cell.js';
export { stackedRNNCells } from './rnn/stacked-rnn-cells.js';
export { softmax, type SoftmaxOptions } from './activations/softmax.js';
export { solarization, type SolarizationOptions } from './preprocessing/solarization.js';
export { spatialDropout1d, type SpatialDropout1DOptions } from './regularization/spatial-dropout1d.js';
export { spatialDropout2d, type SpatialDropout2DOptions } from './regularization/spatial-dropout2d.js';
export { spatialDropout3d, type SpatialDropout3DOptions } from './regularization/spatial-dropout3d.js';
export {
  spectralNormalization,
  type SpectralNormalizationOptions,
} from './normalization/spectral-normalization.js';
export {
  stftSpectrogram,
  type STFTSpectrogramOptions,
  type SpectrogramMode,
} from './preprocessing/stft-spectrogram.js';
export { stringLookup, type StringLookupOptions } from './preprocessing/string-lookup.js';
export { subtract } from './merging/subtract.js';
export { textVectorization, type TextVectorizationOptions } from './preprocessing/text-vectorization.js';
export { unitNormalization, type UnitNormalizationOptions } from './normalization/unit-normalization.js';
export { upSampling1d } from './reshaping/up-sampling1d.js';
export { upSampling2d, type UpSampling2DOptions } from './reshaping/up-sampling2d.js';
export { upSampling3d, type UpSampling3DOptions } from './reshaping/up-sampling3d.js';
export { zeroPadding1d, type ZeroPadding1DOptions } from './reshaping/zero-padding1d.js';
export { zeroPadding2d, type ZeroPadding2DOptions } from './reshaping/zero-padding2d.js';
export { zeroPadding3d, type ZeroPadding3DOptions } from './reshaping/zero-padding3d.js';
export { timeDistributed } from './rnn/time-distributed.js';
