// What goes wrong with the .wasm files in a page, and what is said of it; the files are served so by whoever opened it.
import { BackendError, layers, sequential, useBackend } from 'shapewright';

interface Fault {
  /** The code of the error; 'none' where the backend works after all. */
  readonly code: string;
  readonly message: string;
  /** Whether a model that lived before has the weights it had, and goes on training. */
  readonly whole: boolean;
}

declare global {
  interface Window {
    fault?: Fault;
  }
}

await useBackend('cpu');
const net = sequential([2], [layers.dense(1)]).compile({ loss: 'mse', seed: 1 });
const x = [
  [1, 2],
  [3, 4],
];
const y = [[1], [2]];
await net.fit(x, y, { verbose: 0 });
const weights = () => net.getWeights().flatMap((weight) => [...weight.dataSync()]);
const before = weights();
const { code, message } = await useBackend('wasm', { wasmPaths: '/wasm/' }).then(
  () => ({ code: 'none', message: '' }),
  (error: unknown) => ({
    code: error instanceof BackendError ? error.code : String(error),
    message: (error as Error).message,
  }),
);
const kept = weights().every((value, i) => value === before[i]);
const { history } = await net.fit(x, y, { verbose: 0 });
window.fault = { code, message, whole: kept && Number.isFinite(history.loss[0]) };
