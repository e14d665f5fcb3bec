import type { AnyLayer } from '../../../graph/layer.js';
import type { AnyModel } from '../../../graph/model.js';
import { readyActivations } from '../activate.js';
import type { LayerPlan, LayerPlans } from '../layer-plan.js';
import { layersWithin, plansFrom } from '../plans-from.js';

/** The plans of layers, by Keras's class names, each loaded when a model has such a layer: what is not here has none. */
const catalogue: Readonly<Record<string, () => Promise<LayerPlan>>> = {
  Activation: async () => (await import('./activation.js')).planActivation,
  ActivityRegularization: async () => (await import('./reshape.js')).planActivityRegularization,
  Add: async () => (await import('./merging.js')).planAdd,
  AlphaDropout: async () => (await import('./dropout.js')).planNoise,
  Average: async () => (await import('./merging.js')).planAverage,
  AveragePooling1D: async () => (await import('./pooling.js')).planAveragePooling,
  AveragePooling2D: async () => (await import('./pooling.js')).planAveragePooling,
  BatchNormalization: async () => (await import('./batch-normalization.js')).planBatchNormalization,
  Bidirectional: async () => (await import('./bidirectional.js')).planBidirectional,
  Concatenate: async () => (await import('./merging.js')).planConcatenate,
  Conv1D: async () => (await import('./conv.js')).planConv,
  Conv1DTranspose: async () => (await import('./conv-transpose.js')).planConvTranspose,
  Conv2D: async () => (await import('./conv.js')).planConv,
  Conv2DTranspose: async () => (await import('./conv-transpose.js')).planConvTranspose,
  Cropping1D: async () => (await import('./moving.js')).planMoving,
  Cropping2D: async () => (await import('./moving.js')).planMoving,
  Cropping3D: async () => (await import('./moving.js')).planMoving,
  Dense: async () => (await import('./dense.js')).planDense,
  DepthwiseConv1D: async () => (await import('./depthwise-conv.js')).planDepthwiseConv,
  DepthwiseConv2D: async () => (await import('./depthwise-conv.js')).planDepthwiseConv,
  Dropout: async () => (await import('./dropout.js')).planDropout,
  ELU: async () => (await import('./activation.js')).planElu,
  Embedding: async () => (await import('./embedding.js')).planEmbedding,
  Flatten: async () => (await import('./reshape.js')).planFlatten,
  GaussianDropout: async () => (await import('./dropout.js')).planNoise,
  GaussianNoise: async () => (await import('./dropout.js')).planNoise,
  GlobalAveragePooling1D: async () => (await import('./global-average-pooling.js')).planGlobalAveragePooling,
  GlobalAveragePooling2D: async () => (await import('./global-average-pooling.js')).planGlobalAveragePooling,
  GlobalAveragePooling3D: async () => (await import('./global-average-pooling.js')).planGlobalAveragePooling,
  GlobalMaxPooling1D: async () => (await import('./global-max-pooling.js')).planGlobalMaxPooling,
  GlobalMaxPooling2D: async () => (await import('./global-max-pooling.js')).planGlobalMaxPooling,
  GlobalMaxPooling3D: async () => (await import('./global-max-pooling.js')).planGlobalMaxPooling,
  GRU: async () => (await import('./gru.js')).planGru,
  Identity: async () => (await import('./reshape.js')).planIdentity,
  LayerNormalization: async () => (await import('./layer-normalization.js')).planLayerNormalization,
  LeakyReLU: async () => (await import('./activation.js')).planLeakyRelu,
  LSTM: async () => (await import('./lstm.js')).planLstm,
  Masking: async () => (await import('./masking.js')).planMasking,
  Maximum: async () => (await import('./merging.js')).planMaximum,
  MaxPooling1D: async () => (await import('./pooling.js')).planMaxPooling,
  MaxPooling2D: async () => (await import('./pooling.js')).planMaxPooling,
  Minimum: async () => (await import('./merging.js')).planMinimum,
  MultiHeadAttention: async () => (await import('./multi-head-attention.js')).planMultiHeadAttention,
  Multiply: async () => (await import('./merging.js')).planMultiply,
  Permute: async () => (await import('./moving.js')).planMoving,
  PReLU: async () => (await import('./prelu.js')).planPReLU,
  RepeatVector: async () => (await import('./moving.js')).planMoving,
  ReLU: async () => (await import('./activation.js')).planRelu,
  Rescaling: async () => (await import('./rescaling.js')).planRescaling,
  Reshape: async () => (await import('./reshape.js')).planReshape,
  RMSNormalization: async () => (await import('./rms-normalization.js')).planRmsNormalization,
  SeparableConv1D: async () => (await import('./depthwise-conv.js')).planSeparableConv,
  SeparableConv2D: async () => (await import('./depthwise-conv.js')).planSeparableConv,
  SimpleRNN: async () => (await import('./simple-rnn.js')).planSimpleRNN,
  Softmax: async () => (await import('./activation.js')).planSoftmax,
  SpatialDropout1D: async () => (await import('./dropout.js')).planSpatialDropout,
  SpatialDropout2D: async () => (await import('./dropout.js')).planSpatialDropout,
  SpatialDropout3D: async () => (await import('./dropout.js')).planSpatialDropout,
  Subtract: async () => (await import('./merging.js')).planSubtract,
  TimeDistributed: async () => (await import('./time-distributed.js')).planTimeDistributed,
  UpSampling1D: async () => (await import('./moving.js')).planMoving,
  UpSampling2D: async () => (await import('./moving.js')).planUpSampling,
  UpSampling3D: async () => (await import('./moving.js')).planMoving,
  ZeroPadding1D: async () => (await import('./moving.js')).planMoving,
  ZeroPadding2D: async () => (await import('./zero-padding.js')).planZeroPadding2D,
  ZeroPadding3D: async () => (await import('./moving.js')).planMoving,
};

/** The activations that a layer has, or is. */
const activationsOf = ({ spec: { className, config } }: AnyLayer): readonly string[] => [
  (config['activation'] as string | undefined) ?? (className === 'SimpleRNN' ? 'tanh' : 'linear'),
  className === 'Softmax' ? 'softmax' : 'linear',
];

/** The plans that there are for a model's layers, with what their activations need. */
export const layerPlansOf = async (model: AnyModel): Promise<LayerPlans> => {
  await readyActivations(new Set(layersWithin(model).flatMap(activationsOf)));
  return plansFrom(catalogue, model);
};
