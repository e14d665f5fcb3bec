// A page that loses the graphics card in the midst of training.
import * as tf from '@tensorflow/tfjs';
import { backendReport, ContextLostError, layers, sequential, useBackend } from 'shapewright';

declare global {
  interface Window {
    lost?: { readonly right: boolean; readonly message: string };
  }
}

await useBackend('webgl');
const net = sequential([4], [layers.dense(8), layers.dense(1)]).compile({
  loss: 'mse',
  optimizer: 'adam',
  seed: 1,
});
const x = Array.from({ length: 64 }, (_, i) => [i / 64, 1, (i % 3) / 3, (i % 5) / 5]);
const y = x.map(([a]) => [a!]);
const weights = () => net.getWeights().flatMap((weight) => [...weight.dataSync()]);
await net.fit(x, y, { verbose: 0, epochs: 2, batchSize: 8, shuffle: false });
const before = weights();
const { gl } = (tf.backend() as unknown as { gpgpu: { gl: WebGLRenderingContext } }).gpgpu;
const lose = gl.getExtension('WEBGL_lose_context')!;
const failure = await net
  .fit(x, y, {
    verbose: 0,
    epochs: 5,
    batchSize: 8,
    callbacks: [{ onTrainBatchEnd: (batch) => void (batch === 3 && lose.loseContext()) }],
  })
  .then(
    () => undefined,
    (error: unknown) => error as Error,
  );
const same = weights().every((value, i) => value === before[i]);
const { name } = backendReport();
const { history } = await net.fit(x, y, { verbose: 0 });
const goesOn = Number.isFinite(history.loss[0]) && name === 'cpu' && net.optimizer.iterations === 18;
window.lost = {
  right: failure instanceof ContextLostError && same && goesOn,
  message: `${failure?.name}: ${failure?.message}; weights ${same ? 'whole' : 'lost'}, on ${name}, ${net.optimizer.iterations} steps`,
};
