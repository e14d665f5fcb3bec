import type { LayerPlan } from '../layer-plan.js';
import { planActivation, planElu, planLeakyRelu, planRelu, planSoftmax } from './activation.js';
import { planBidirectional } from './bidirectional.js';
import { planBatchNormalization } from './batch-normalization.js';
import { planConvTranspose } from './conv-transpose.js';
import { planConv } from './conv.js';
import { planDense } from './dense.js';
import { planDepthwiseConv, planSeparableConv } from './depthwise-conv.js';
import { planDropout, planSpatialDropout } from './dropout.js';
import { planEmbedding } from './embedding.js';
import { planGlobalAveragePooling } from './global-average-pooling.js';
import { planGlobalMaxPooling } from './global-max-pooling.js';
import { planGru } from './gru.js';
import { planLayerNormalization } from './layer-normalization.js';
import { planLstm } from './lstm.js';
import { planMasking } from './masking.js';
import { planAdd, planAverage, planConcatenate, planMultiply, planSubtract } from './merging.js';
import { planMoving, planUpSampling } from './moving.js';
import { planMultiHeadAttention } from './multi-head-attention.js';
import { planAveragePooling, planMaxPooling } from './pooling.js';
import { planFlatten, planIdentity, planReshape } from './reshape.js';
import { planSimpleRNN } from './simple-rnn.js';
import { planZeroPadding2D } from './zero-padding.js';

/** The plans of layers, by Keras's class names: what is not here has none. */
export const layerPlans: Readonly<Record<string, LayerPlan>> = {
  Activation: planActivation,
  Add: planAdd,
  Average: planAverage,
  AveragePooling1D: planAveragePooling,
  AveragePooling2D: planAveragePooling,
  BatchNormalization: planBatchNormalization,
  Bidirectional: planBidirectional,
  Concatenate: planConcatenate,
  Conv1D: planConv,
  Conv1DTranspose: planConvTranspose,
  Conv2D: planConv,
  Conv2DTranspose: planConvTranspose,
  Cropping1D: planMoving,
  Cropping2D: planMoving,
  Cropping3D: planMoving,
  Dense: planDense,
  DepthwiseConv1D: planDepthwiseConv,
  DepthwiseConv2D: planDepthwiseConv,
  Dropout: planDropout,
  ELU: planElu,
  Embedding: planEmbedding,
  Flatten: planFlatten,
  GlobalAveragePooling1D: planGlobalAveragePooling,
  GlobalAveragePooling2D: planGlobalAveragePooling,
  GlobalAveragePooling3D: planGlobalAveragePooling,
  GlobalMaxPooling1D: planGlobalMaxPooling,
  GlobalMaxPooling2D: planGlobalMaxPooling,
  GlobalMaxPooling3D: planGlobalMaxPooling,
  GRU: planGru,
  Identity: planIdentity,
  LayerNormalization: planLayerNormalization,
  LeakyReLU: planLeakyRelu,
  LSTM: planLstm,
  Masking: planMasking,
  MaxPooling1D: planMaxPooling,
  MaxPooling2D: planMaxPooling,
  MultiHeadAttention: planMultiHeadAttention,
  Multiply: planMultiply,
  Permute: planMoving,
  RepeatVector: planMoving,
  ReLU: planRelu,
  Reshape: planReshape,
  SeparableConv1D: planSeparableConv,
  SeparableConv2D: planSeparableConv,
  SimpleRNN: planSimpleRNN,
  Softmax: planSoftmax,
  SpatialDropout1D: planSpatialDropout,
  SpatialDropout2D: planSpatialDropout,
  SpatialDropout3D: planSpatialDropout,
  Subtract: planSubtract,
  UpSampling1D: planMoving,
  UpSampling2D: planUpSampling,
  UpSampling3D: planMoving,
  ZeroPadding1D: planMoving,
  ZeroPadding2D: planZeroPadding2D,
  ZeroPadding3D: planMoving,
};
