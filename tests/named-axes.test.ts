// Names of axes where a model is used: on tensors, on data, in tfjs and in files.
import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { block, input, layers, loadModel, model, sequential } from '../src/index.js';
import { toLayersModel } from '../src/tfjs/layers-model.js';
import './on-cpu.js';

const ones = (...shape: number[]) => ({
  values: new Float32Array(shape.reduce((n, size) => n * size, 1)).fill(1),
  shape,
});

const unet = () => {
  const image = input(['4*h', '4*w', 1]);
  const d1 = image.conv2d(2, 3, { padding: 'same' });
  const d2 = d1.maxPooling2d(2).conv2d(2, 3, { padding: 'same' });
  const bottom = d2.maxPooling2d(2);
  const up = bottom.upSampling2d(2).concatenate(d2).upSampling2d(2).concatenate(d1);
  return model({ inputs: image, outputs: up.conv2d(1, 1) });
};

describe('a model on named axes', () => {
  test('says its formulas, and is null to tfjs', () => {
    const net = unet();
    expect(net.inputShape).toEqual([null, '4*h', '4*w', 1]);
    expect(net.outputShape).toEqual([null, '4*h', '4*w', 1]);
    const emitted = toLayersModel(net as never) as unknown as tfl.LayersModel;
    expect(emitted.inputs[0]!.shape).toEqual([null, null, null, 1]);
  });

  test('is evaluated where it is a layer', () => {
    const net = unet();
    expect(net(input([8, 12, 1])).shape).toEqual([null, 8, 12, 1]);
    expect(net(input(['8*n', null, 1])).shape).toEqual([null, '8*n', null, 1]);
    expect(sequential([8, 12, 1], [net, layers.flatten()]).outputShape).toEqual([null, 96]);
    expect(() => net(input([10, 12, 1]) as never)).toThrow(
      'this model needs a size of the form 4*h; got 10 in [null, 10, 12, 1]',
    );
  });

  test('binds a name once, over all inputs', () => {
    const [a, b] = [input(['n', 2]), input(['n', 2])];
    const both = model({ inputs: { a, b }, outputs: a.add(b) });
    expect(both({ a: input([10, 2]), b: input([10, 2]) }).shape).toEqual([null, 10, 2]);
    expect(() => both({ b: input([20, 2]), a: input([10, 2]) } as never)).toThrow(
      'this model needs n to be 10, as elsewhere; got 20 in [null, 20, 2]',
    );
  });

  test('predicts at any size that fits, and says which does not', async () => {
    const trained = unet().compile({ loss: 'meanSquaredError' });
    for (const [h, w] of [
      [4, 8],
      [12, 4],
    ] as const) {
      const y = (await trained.predict(ones(1, h, w, 1))) as unknown as tf.Tensor;
      expect(y.shape).toEqual([1, h, w, 1]);
      y.dispose();
    }
    await expect(trained.predict(ones(1, 6, 8, 1))).rejects.toThrow(
      'x needs a size of the form 4*h; got 6 in [1, 6, 8, 1]',
    );
    await expect(trained.fit(ones(1, 4, 4, 1), ones(1, 4, 8, 1))).rejects.toThrow(
      'y needs 4*w to be 4, as in x; got 8 in [1, 4, 8, 1]',
    );
    trained.dispose();
  });

  test('binds names over the inputs of fit and evaluate', async () => {
    const [a, b] = [input(['n', 2]), input(['n', 2])];
    const both = model({ inputs: { a, b }, outputs: a.add(b).dense(1) });
    const trained = both.compile({ loss: 'meanSquaredError' });
    await trained.fit({ a: ones(2, 3, 2), b: ones(2, 3, 2) }, ones(2, 3, 1), { epochs: 1, verbose: 0 });
    const uneven = { a: ones(2, 3, 2), b: ones(2, 5, 2) };
    for (const run of [
      trained.fit(uneven, ones(2, 3, 1)),
      trained.evaluate(uneven, ones(2, 3, 1)),
      trained.predict(uneven),
    ])
      await expect(run).rejects.toThrow('x.b needs n to be 3, as in x.a; got 5 in [2, 5, 2]');
    trained.dispose();
  });

  test('is saved and loaded with its formulas, nested blocks too, and held to the shapes it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapewright-names-'));
    const place = `file://${folder}`;
    const net = input(['time', 3])
      .conv1d(4, 3)
      .apply(block([layers.conv1d(4, 2), layers.reLU()]))
      .toModel();
    await net.save(place);
    const loaded = await loadModel(place, { input: ['time', 3], output: ['time - 3', 4] });
    expect(loaded.inputShape).toEqual([null, 'time', 3]);
    expect(loaded.outputShape).toEqual([null, 'time - 3', 4]);
    const [before, after] = [await net.predict(ones(1, 7, 3)), await loaded.predict(ones(1, 7, 3))];
    expect(after.arraySync()).toEqual(before.arraySync());
    const other = loadModel(place, { input: ['time', 3], output: ['time - 2', 4] });
    await expect(other).rejects.toThrow('output [null, time - 3, 4], asked for [null, time - 2, 4]');
    const renamed = await loadModel(place, { input: ['8*n', 3], output: ['8*n - 3', 4] });
    const fixed = await loadModel(place, { input: [9, 3], output: [6, 4] });
    await expect(loadModel(place, { input: [9, 3], output: [5, 4] })).rejects.toThrow(
      'asked for [null, 5, 4]',
    );
    const text: string[] = [];
    loaded.summary({ printFn: (line) => void text.push(line) });
    expect(text.join('\n')).toContain('time - 3');
    for (const made of [before, after, net, loaded, renamed, fixed]) made.dispose();
    rmSync(folder, { recursive: true });
  });
});
