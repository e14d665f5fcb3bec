import * as tf from '@tensorflow/tfjs-core';
import { BackendError } from './backend-error.js';
import { mendBackend, useBackend } from './use-backend.js';

const isRegistered = (name: string): boolean => tf.engine().registryFactory[name] !== undefined;

/** What computes asynchronously needs a backend that trains, and takes the best where none was chosen. */
export const readyBackend = async (): Promise<void> => {
  if ((tf.getBackend() as string | undefined) === undefined) {
    // an application that imports '@tensorflow/tfjs' has brought some along, and tfjs chooses among them
    if (isRegistered('cpu')) await tf.ready();
    else await useBackend('auto');
  }
  await mendBackend();
};

/**
 * What computes at once cannot wait for a backend to be loaded.
 *
 * @throws BackendError 'not-chosen' where there is none.
 */
export const checkBackend = (): void => {
  if (Object.keys(tf.engine().registryFactory).length > 0) return;
  throw new BackendError(
    'not-chosen',
    "There is no backend yet to hold weights: await useBackend('auto') first, or name one, e.g. useBackend('wasm')",
  );
};
