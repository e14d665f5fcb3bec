// What each of the applications does: trains a small model on the backend of its address, `?backend=wasm`, and with
// `&worker` in a worker.
import { backendReport, layers, sequential, useBackend, type BackendName } from 'shapewright';
import { trainingWorker } from 'shapewright/worker';

const { dense, flatten } = layers;

/** A worker that computes on a backend of its own; a bundler reads each of these very expressions. */
const inWorker = (backend: BackendName) => {
  const script =
    backend === 'webgpu'
      ? new Worker(new URL('./webgpu.worker.js', import.meta.url), { type: 'module' })
      : new Worker(new URL('./train.worker.js', import.meta.url), { type: 'module' });
  return trainingWorker(script, { backend });
};

/** Trains in the page, and writes into it what computed and how the loss fell. */
export const trainInPage = async (): Promise<void> => {
  const search = new URLSearchParams(location.search);
  const backend = (search.get('backend') ?? 'wasm') as BackendName;
  // a bundler takes WebGPU's package in only where an application names it
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  await useBackend(backend);
  const net = sequential([4, 4], [flatten(), dense(16, { activation: 'relu' }), dense(1)]);
  const trainable = net.compile({ optimizer: 'adam', loss: 'mse', seed: 1 });
  const values = Float32Array.from({ length: 200 * 16 }, (_, i) => Math.sin(i));
  const x = { values, shape: [200, 4, 4] } as const;
  const y = Array.from({ length: 200 }, (_, row) => [values[row * 16]! + values[row * 16 + 5]!]);
  const options = { epochs: 5, verbose: 0 } as const;
  const { history } = await (search.has('worker')
    ? trainable.fit(x, y, { ...options, worker: inWorker(backend) })
    : trainable.fit(x, y, options));
  trainable.dispose();
  document.body.textContent = JSON.stringify({ backend: backendReport().name, losses: history.loss });
};
