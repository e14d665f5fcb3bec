import * as tf from '@tensorflow/tfjs-core';
import { BackendError, reason } from './backend-error.js';
import { ourName } from './backend-name.js';

/** What engines and backends say where there is no more room; none has a code for it. */
const noRoom = [
  /array buffer allocation failed/i, // V8
  /invalid typed array length/i, // V8
  /out of memory/i, // WebGL, WebGPU, ours on WASM
  /OOM when allocating/, // TensorFlow
  /createBuffer failed, size/, // WebGPU
  /unable to create (webgl)?texture/i, // WebGL
];
const tooLarge =
  /Requested texture size \[?([^\]]*)\]? greater than WebGL maximum on this browser \/ GPU \[?([^\]]*)\]?/;

/**
 * Computes on a batch; where the backend has no room for it, its own word becomes an error that says what to do.
 *
 * @throws BackendError 'out-of-memory' or 'tensor-too-large'; any other error as it is.
 */
export const withRoom = <T>(samples: number, compute: () => T): T => {
  try {
    return compute();
  } catch (error) {
    throw memoryError(error, samples);
  }
};

/** An error of a backend's, told in our words where it is one for want of memory. */
export const memoryError = (error: unknown, samples: number): unknown => {
  const said = reason(error);
  const doing = `a batch of ${samples} sample${samples === 1 ? '' : 's'}`;
  const where = `The backend '${ourName(tf.getBackend())}'`;
  const [, wanted, most] = tooLarge.exec(said) ?? [];
  if (wanted !== undefined)
    return new BackendError(
      'tensor-too-large',
      `${where} needs a texture of ${wanted} for ${doing}, and this graphics card has ${most} at most: ` +
        "use a smaller batchSize, or useBackend('wasm'), which has no such limit",
      { cause: error },
    );
  if (!noRoom.some((pattern) => pattern.test(said))) return error;
  return new BackendError(
    'out-of-memory',
    `${where} has no memory left for ${doing}, beside ${tf.memory().numTensors} tensors of ${tf.memory().numBytes} bytes in all: ` +
      'use a smaller batchSize or a smaller model, and dispose tensors that are no longer needed',
    { cause: error },
  );
};
