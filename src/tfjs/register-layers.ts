import * as tf from '@tensorflow/tfjs-core';
import { registerActivations } from './layers/activations.js';
import { registerClasses } from './layers/classes.js';
import { functionalClass } from './layers/functional.js';
import { changesInTraining } from './layers/preprocessing/image-change-classes.js';
import { imageChanges } from './layers/preprocessing/image-changes.js';
import { mixesInTraining } from './layers/preprocessing/image-mix-classes.js';
import { imageMixes } from './layers/preprocessing/image-mixes.js';

/** What `registerLayers` needs of tfjs: the namespace `tf`, or that of `@tensorflow/tfjs-core`. */
export interface TensorFlow {
  readonly serialization: { readonly SerializationMap: unknown };
}

/**
 * Teaches plain tfjs the layers and activations that it lacks, or computes otherwise than Keras, under Keras's names:
 * `tf.loadLayersModel` then reads every model that was saved, with the same predictions. From then on ours stand in place of
 * tfjs's layers of the same names wherever the program makes layers from a configuration; without this call tfjs keeps its
 * own. Calling again does nothing.
 *
 * @param given The `tf` that is to read them.
 * @throws TypeError where it is another copy of tfjs than the one that shapewright uses.
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * registerLayers(tf);
 * const plain = await tf.loadLayersModel('indexeddb://digits');
 */
export const registerLayers = (given: TensorFlow): void => {
  if (given?.serialization?.SerializationMap !== tf.serialization.SerializationMap)
    throw new TypeError(
      'registerLayers needs the tf that is to read models, and it must be the copy that shapewright uses: ' +
        'import it from @tensorflow/tfjs or @tensorflow/tfjs-core, installed once (npm ls @tensorflow/tfjs-core)',
    );
  // plain tfjs does not wait for them
  changesInTraining.put(imageChanges);
  mixesInTraining.put(imageMixes);
  registerClasses();
  registerActivations();
  functionalClass();
};
