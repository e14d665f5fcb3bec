import type { LayerPlan } from '../layer-plan.js';
import { planActivation, planElu, planLeakyRelu, planRelu, planSoftmax } from './activation.js';
import { planDense } from './dense.js';
import { planDropout, planSpatialDropout } from './dropout.js';
import { planFlatten, planIdentity, planReshape } from './reshape.js';

/** The plans of layers, by Keras's class names: what is not here has none. */
export const layerPlans: Readonly<Record<string, LayerPlan>> = {
  Activation: planActivation,
  Dense: planDense,
  Dropout: planDropout,
  ELU: planElu,
  Flatten: planFlatten,
  Identity: planIdentity,
  LeakyReLU: planLeakyRelu,
  ReLU: planRelu,
  Reshape: planReshape,
  Softmax: planSoftmax,
  SpatialDropout1D: planSpatialDropout,
  SpatialDropout2D: planSpatialDropout,
  SpatialDropout3D: planSpatialDropout,
};
