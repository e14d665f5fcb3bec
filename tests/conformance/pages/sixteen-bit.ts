// A graphics card whose floats have 16 bits, as some telephones' have: 'auto' leaves it, and asked for by name it trains.
import '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { backendReport, useBackend } from 'shapewright';
import { smallModel, x, y } from './small-model.js';
import { leave } from './verdict.js';

/** How far the losses of five epochs may lie from those of 32 bits; one float16 is right to 5e-4. */
const tolerance = 2e-2;

const lossesOn = async (backend: 'cpu' | 'webgl'): Promise<readonly number[]> => {
  await useBackend(backend);
  const net = smallModel();
  const { history } = await net.fit(x, y, { verbose: 0, epochs: 5, batchSize: 8, shuffle: false });
  net.dispose();
  return history.loss;
};

await leave(
  async () => {
    tf.env().set('WEBGL_FORCE_F16_TEXTURES', true);
    await useBackend('webgl');
  },
  async () => {
    const { floatPrecision } = backendReport();
    const { name, passedOver } = await useBackend('auto', { wasmPaths: '/wasm/' });
    const said = passedOver.find((other) => other.name === 'webgl')?.reason ?? '';
    const wanted = await lossesOn('cpu');
    const found = await lossesOn('webgl');
    const worst = Math.max(...found.map((loss, i) => Math.abs(loss - wanted[i]!) / wanted[i]!));
    return {
      right: floatPrecision === 16 && name === 'wasm' && said.includes('16 bits') && worst < tolerance,
      message: `${floatPrecision} bits; auto takes ${name}: ${said}; losses within ${worst.toExponential(1)} of 32 bits`,
    };
  },
);
