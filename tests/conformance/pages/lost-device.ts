// A page whose WebGPU device refuses something in the midst of training, and then is lost.
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { backendReport, BackendError, ContextLostError, useBackend } from 'shapewright';
import { failureOf, same, smallModel, weightsOf, x, y } from './small-model.js';
import { leave } from './verdict.js';

/** The part of WebGPU's device that is used here. */
interface Device {
  createBuffer(descriptor: { size: number; usage: number }): unknown;
  destroy(): void;
}

/** MAP_READ with INDEX: a buffer that no device takes. */
const impossible = { size: 16, usage: 0x1 | 0x10 };

await leave(
  () => useBackend('webgpu'),
  async () => {
    const net = smallModel();
    await net.fit(x, y, { verbose: 0, epochs: 2, batchSize: 8, shuffle: false });
    const before = await weightsOf(net);
    const { device } = tf.backend() as unknown as { device: Device };
    const refused = await failureOf(net, () => void device.createBuffer(impossible));
    const wholeAfterRefusal = same(await weightsOf(net), before);
    const lost = await failureOf(net, () => device.destroy());
    const wholeAfterLoss = same(await weightsOf(net), before);
    const { name } = backendReport();
    const { history } = await net.fit(x, y, { verbose: 0 });
    const goesOn = Number.isFinite(history.loss[0]) && name === 'cpu' && net.optimizer.iterations === 18;
    const toldApart =
      refused instanceof BackendError && refused.code === 'refused' && lost instanceof ContextLostError;
    return {
      right: toldApart && wholeAfterRefusal && wholeAfterLoss && goesOn,
      message:
        `${refused?.message}; weights ${wholeAfterRefusal ? 'whole' : 'lost'}. ` +
        `${lost?.name}: ${lost?.message}; weights ${wholeAfterLoss ? 'whole' : 'lost'}, ${net.optimizer.iterations} steps`,
    };
  },
);
