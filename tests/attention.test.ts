// What of attention no fixture of Keras holds: how its weights begin, and what it refuses.
import { afterAll, expect, test } from 'vitest';
import { input, layers, model, type AnyModel } from '../src/index.js';
import { emitModel } from '../src/tfjs/emitter.js';
import { modelVariables } from '../src/tfjs/variables.js';
import './on-cpu.js';

const { multiHeadAttention } = layers;
const made: { dispose(): void }[] = [];
afterAll(() => made.forEach((each) => each.dispose()));

test('kernels begin as far from zero as in Keras, by what they sum over and what comes of it', () => {
  const net = input([10, 512]).multiHeadAttention(8, 64).toModel();
  made.push(net);
  emitModel(net as unknown as AnyModel);
  const limit = Math.sqrt(6 / (512 + 512));
  const kernels = modelVariables(net as unknown as AnyModel).filter(({ path }) => path.endsWith('/kernel'));
  expect(kernels.length).toBe(4);
  for (const { variable } of kernels) {
    let most = 0;
    for (const value of variable.read().dataSync()) most = Math.max(most, Math.abs(value));
    expect(most).toBeLessThanOrEqual(limit);
    expect(most).toBeGreaterThan(0.99 * limit);
  }
});

test('one call may be causal', async () => {
  const x = input([3, 2]);
  const layer = multiHeadAttention(1, 2);
  const net = model({ inputs: x, outputs: { all: layer(x), causal: layer(x, { useCausalMask: true }) } });
  made.push(net);
  const given = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  const [all, causal] = Object.values(await net.predict([given])).map((y) => [...y.dataSync()]);
  expect(causal!.slice(4)).toEqual(all!.slice(4));
  expect(causal!.slice(0, 4)).not.toEqual(all!.slice(0, 4));
});

test('a causal mask and a window are along one axis of steps', () => {
  const images = input([3, 2, 4]);
  expect(() => images.multiHeadAttention(1, 2, { useCausalMask: true })).toThrow(
    'multiHeadAttention: useCausalMask needs [batch, steps, features], got [null, 3, 2, 4]',
  );
  expect(() => images.multiHeadAttention(1, 2, { slidingWindow: 2, attentionAxes: 1 })).toThrow(
    'multiHeadAttention: slidingWindow needs [batch, steps, features], got [null, 3, 2, 4]',
  );
  expect(() => multiHeadAttention(1, 2)(images, { useCausalMask: true })).toThrow('useCausalMask needs');
});

test('a mask over several axes has the steps of the query, and then those of the values', async () => {
  const images = input([3, 2, 4]);
  const layer = multiHeadAttention(1, 2);
  expect(() => layer(images, { attentionMask: input([6, 6]) })).toThrow(
    'multiHeadAttention: attentionMask must be [null, 3, 2, 3, 2], got [null, 6, 6]',
  );
  const mask = input([3, 2, 3, 2]);
  const net = model({ inputs: { images, mask }, outputs: layer(images, { attentionMask: mask }) });
  made.push(net);
  const sizes = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
  const of = (...shape: number[]) => ({ values: new Float32Array(sizes(shape)).fill(1), shape });
  const y = await net.predict({ images: of(1, 3, 2, 4), mask: of(1, 3, 2, 3, 2) });
  expect(y.shape).toEqual([1, 3, 2, 4]);
  y.dispose();
});
