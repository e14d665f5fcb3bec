import * as tf from '@tensorflow/tfjs-core';
import { addClass } from './add.js';
import { averagePooling2DClass } from './average-pooling2d.js';
import { concatenateClass } from './concatenate.js';
import { conv2DClass } from './conv2d.js';
import { denseClass } from './dense.js';
import { layerNormalizationClass } from './layer-normalization.js';
import { softmaxClass } from './softmax.js';
import { upSampling2DClass } from './up-sampling2d.js';
import { batchNormalizationClass } from './batch-normalization.js';
import type { LayerClass } from './define-class.js';
import { dropoutClass } from './dropout.js';
import { flattenClass } from './flatten.js';
import {
  globalAveragePooling1DClass,
  globalAveragePooling2DClass,
  globalMaxPooling2DClass,
} from './global-pooling.js';
import { reluClass } from './relu.js';
import { reshapeClass } from './reshape.js';

/** Layer classes of ours, by Keras's names: what tfjs lacks or gets wrong. */
const ownClasses: Readonly<Record<string, () => LayerClass>> = {
  Add: addClass,
  AveragePooling2D: averagePooling2DClass,
  BatchNormalization: batchNormalizationClass,
  Concatenate: concatenateClass,
  Conv2D: conv2DClass,
  Dense: denseClass,
  Dropout: dropoutClass,
  Flatten: flattenClass,
  GlobalAveragePooling1D: globalAveragePooling1DClass,
  GlobalAveragePooling2D: globalAveragePooling2DClass,
  GlobalMaxPooling2D: globalMaxPooling2DClass,
  LayerNormalization: layerNormalizationClass,
  ReLU: reluClass,
  Reshape: reshapeClass,
  Softmax: softmaxClass,
  UpSampling2D: upSampling2DClass,
};

/** Each class is made when it is first asked for, and once: making one touches tfjs. */
const made = new Map<string, LayerClass>();

/** The class that emits a Keras layer: ours, or else tfjs's own. */
export const layerClass = (className: string): LayerClass => {
  const before = made.get(className);
  if (before) return before;
  const known = tf.serialization.SerializationMap.getMap().classNameMap[className];
  const own = ownClasses[className]?.();
  // plain tfjs must read what we write: ours stand under Keras's names from here on
  if (own) tf.serialization.registerClass(own as never);
  const found = own ?? (known?.[0] as unknown as LayerClass | undefined);
  if (!found) throw new Error(`there is no tfjs layer for ${className}`);
  made.set(className, found);
  return found;
};
