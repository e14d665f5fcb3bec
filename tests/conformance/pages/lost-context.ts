// A page that loses the graphics card in the midst of training.
import * as tf from '@tensorflow/tfjs-core';
import { backendReport, ContextLostError, useBackend } from 'shapewright';
import { failureOf, same, smallModel, weightsOf, x, y } from './small-model.js';
import { leave } from './verdict.js';

await leave(
  () => useBackend('webgl'),
  async () => {
    const net = smallModel();
    await net.fit(x, y, { verbose: 0, epochs: 2, batchSize: 8, shuffle: false });
    const before = await weightsOf(net);
    const { gl } = (tf.backend() as unknown as { gpgpu: { gl: WebGLRenderingContext } }).gpgpu;
    const lose = gl.getExtension('WEBGL_lose_context')!;
    const failure = await failureOf(net, () => lose.loseContext());
    const whole = same(await weightsOf(net), before);
    const { name } = backendReport();
    const { history } = await net.fit(x, y, { verbose: 0 });
    const goesOn = Number.isFinite(history.loss[0]) && name === 'cpu' && net.optimizer.iterations === 18;
    await useBackend('webgl');
    const { gl: another } = (tf.backend() as unknown as { gpgpu: { gl: WebGLRenderingContext } }).gpgpu;
    another.getExtension('WEBGL_lose_context')!.loseContext();
    const refusal = await net.predict(x).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    const told = failure instanceof ContextLostError && refusal instanceof ContextLostError;
    return {
      right: told && whole && goesOn,
      message: `${failure?.name}: ${failure?.message}; weights ${whole ? 'whole' : 'lost'}, ${net.optimizer.iterations} steps. In prediction: ${refusal?.message}`,
    };
  },
);
