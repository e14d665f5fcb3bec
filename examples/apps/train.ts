// What each of the applications does: trains a small model on the backend of its address, `?backend=wasm`.
import { backendReport, layers, sequential, useBackend, type BackendName } from 'shapewright';

const { dense, flatten } = layers;

/** Trains in the page, and writes into it what computed and how the loss fell. */
export const trainInPage = async (): Promise<void> => {
  const backend = (new URLSearchParams(location.search).get('backend') ?? 'wasm') as BackendName;
  // a bundler takes WebGPU's package in only where an application names it
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  await useBackend(backend);
  const net = sequential([4, 4], [flatten(), dense(16, { activation: 'relu' }), dense(1)]);
  const trainable = net.compile({ optimizer: 'adam', loss: 'mse', seed: 1 });
  const values = Float32Array.from({ length: 200 * 16 }, (_, i) => Math.sin(i));
  const x = { values, shape: [200, 4, 4] } as const;
  const y = Array.from({ length: 200 }, (_, row) => [values[row * 16]! + values[row * 16 + 5]!]);
  const { history } = await trainable.fit(x, y, { epochs: 5, verbose: 0 });
  trainable.dispose();
  document.body.textContent = JSON.stringify({ backend: backendReport().name, losses: history.loss });
};
