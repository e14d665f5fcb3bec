// A batch that needs a larger texture than the graphics card has.
import '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { BackendError, useBackend } from 'shapewright';
import { same, smallModel, weightsOf } from './small-model.js';
import { leave } from './verdict.js';

await leave(
  async () => {
    await useBackend('webgl');
    tf.env().set('WEBGL_MAX_TEXTURE_SIZE', 16);
  },
  async () => {
    const net = smallModel();
    const before = await weightsOf(net);
    const tensors = tf.memory().numTensors;
    const rows = { values: new Float32Array(4 * 100_000), shape: [100_000, 4] } as const;
    const labels = new Float32Array(100_000);
    const failure = await net.fit(rows, labels, { batchSize: 100_000, verbose: 0 }).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    const left = tf.memory().numTensors - tensors;
    const whole = same(await weightsOf(net), before);
    const { history } = await net.fit([[1, 2, 3, 4]], [[1]], { verbose: 0 });
    return {
      right:
        failure instanceof BackendError &&
        failure.code === 'tensor-too-large' &&
        whole &&
        left === 0 &&
        Number.isFinite(history.loss[0]),
      message: `${failure?.message}; weights ${whole ? 'whole' : 'lost'}, ${left} tensors left over`,
    };
  },
);
