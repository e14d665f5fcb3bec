import type { AnyModel } from '../../../../graph/model.js';
import type { LayerPlan, LayerPlans } from '../../layer-plan.js';
import { plansFrom } from '../../plans-from.js';
import type { CardPlanner } from '../planner.js';

/** The plans of layers on a graphics card, by Keras's class names: what is not here has none. */
const catalogue: Readonly<Record<string, () => Promise<LayerPlan<CardPlanner>>>> = {
  Activation: async () => (await import('./activation.js')).planActivation,
  Add: async () => (await import('./merging.js')).planAdd,
  Average: async () => (await import('./merging.js')).planAverage,
  AveragePooling1D: async () => (await import('./pooling.js')).planAveragePooling,
  AveragePooling2D: async () => (await import('./pooling.js')).planAveragePooling,
  Conv1D: async () => (await import('./conv.js')).planConv,
  Conv2D: async () => (await import('./conv.js')).planConv,
  Dense: async () => (await import('./dense.js')).planDense,
  Dropout: async () => (await import('./dropout.js')).planDropout,
  ELU: async () => (await import('./activation.js')).planElu,
  Flatten: async () => (await import('../../layers/reshape.js')).planFlatten,
  Identity: async () => (await import('../../layers/reshape.js')).planIdentity,
  LeakyReLU: async () => (await import('./activation.js')).planLeakyRelu,
  MaxPooling1D: async () => (await import('./pooling.js')).planMaxPooling,
  MaxPooling2D: async () => (await import('./pooling.js')).planMaxPooling,
  Multiply: async () => (await import('./merging.js')).planMultiply,
  ReLU: async () => (await import('./activation.js')).planRelu,
  Reshape: async () => (await import('../../layers/reshape.js')).planReshape,
  Softmax: async () => (await import('./activation.js')).planSoftmax,
  Subtract: async () => (await import('./merging.js')).planSubtract,
};

/** The plans that there are for a model's layers. */
export const cardPlansOf = (model: AnyModel): Promise<LayerPlans<CardPlanner>> => plansFrom(catalogue, model);
