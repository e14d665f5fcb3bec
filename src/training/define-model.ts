import { defineModel as defined } from '../graph/own-model.js';
import { resolveByPart } from './optimizers/by-part.js';
import { takeByPart } from './optimizers/part-optimizers.js';

/**
 * A model of one's own, as Keras's subclassing makes them: it is made of models, and what it computes of them is a
 * function of tensors. It is compiled, fitted, evaluated and asked for predictions like any other; with a `trainStep` of
 * its own, that says what is minimised, and what stands in the logs.
 *
 * @example
 * const denoiser = defineModel({
 *   name: 'denoiser',
 *   inputs: input([784]),
 *   outputs: [784],
 *   parts: { encoder, decoder },
 *   call: (x: tf.Tensor, { encoder, decoder }) => decoder(encoder(x)),
 * });
 * @throws TypeError for a definition that lacks something, or a part that is no model.
 * @see https://keras.io/guides/custom_train_step_in_tensorflow/
 */
export const defineModel: typeof defined = (definition) => takeByPart(defined(definition), resolveByPart);
