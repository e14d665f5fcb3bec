// Models that are used, combined, trained and filed in any order.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import * as tfd from '@tensorflow/tfjs-data';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DisposedError, input, layers, loadModel, model, sequential, type Tensor } from '../src/index.js';
import { readFolder } from '../src/files/node-folder.js';

const { dense, flatten } = layers;
const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
beforeAll(() => tf.setBackend('cpu').then(() => undefined));
afterAll(() => rm(folder, { recursive: true }));

const x = [
  [1, 2, 3],
  [4, 5, 6],
];
const y = [[1], [2]];
const quiet = { verbose: 0 } as const;
const numbers = (tensor: Tensor) => {
  const values = [...tensor.dataSync()];
  tensor.dispose();
  return values;
};
const plainLoad = async (path: string) => {
  const { topology, entries, data } = await readFolder(path);
  return tfl.loadLayersModel(
    tf.io.fromMemory({ modelTopology: topology as object, weightSpecs: entries as never, weightData: data }),
  );
};

describe('models that were used by themselves', () => {
  test('can be combined, and share their weights', async () => {
    const encoder = sequential([3], [dense(2)]);
    const head = sequential([2], [dense(1)]);
    const code = await encoder.predict(x);
    const expected = numbers(await head.predict(code));
    code.dispose();
    const start = input([3]);
    const whole = model({ inputs: start, outputs: head(encoder(start)) });
    expect(numbers(await whole.predict(x))).toEqual(expected);
    const names = (whole.toLayersModel() as unknown as tfl.LayersModel).weights.map(
      ({ originalName }) => originalName,
    );
    expect(new Set(names).size).toBe(names.length);
    const trained = whole.compile({ loss: 'mse', optimizer: 'sgd' });
    await trained.fit(x, y, quiet);
    const moved = await encoder.predict(x);
    expect(numbers(await head.predict(moved))).toEqual(numbers(await whole.predict(x)));
    moved.dispose();
    await whole.save(join(folder, 'whole'));
    const plain = await plainLoad(join(folder, 'whole'));
    const [ours, theirs] = [
      numbers(await whole.predict(x)),
      [...(plain.predict(tf.tensor2d(x)) as tf.Tensor).dataSync()],
    ];
    expect(theirs).toEqual(ours);
  });

  test('single layers of two models make a third', async () => {
    const [first, second] = [dense(3), dense(1)];
    numbers(await sequential([3], [first]).predict(x));
    numbers(await sequential([3], [second]).predict(x));
    expect(numbers(await sequential([3], [first, second]).predict(x))).toHaveLength(2);
  });

  test('a model that gives one tensor under two names is used as a layer', async () => {
    const start = input([3]);
    const same = start.dense(3);
    const twin = model({ inputs: start, outputs: { a: same, b: same } });
    const outer = input([3]);
    const { a, b } = twin(outer);
    const whole = model({ inputs: outer, outputs: a.reLU().dense(1).add(b.dense(1)) });
    expect(numbers(await whole.predict(x))).toHaveLength(2);
  });

  test('without weights can be disposed of and begin anew', async () => {
    const flat = sequential([3], [flatten()]);
    expect(numbers(await flat.predict(x))).toEqual([1, 2, 3, 4, 5, 6]);
    flat.dispose();
    await expect(flat.predict(x)).rejects.toThrow(DisposedError);
    flat.drawWeights();
    expect(numbers(await flat.predict(x))).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('training', () => {
  test('a seed holds whatever is done first', async () => {
    const begun = () => sequential([3], [dense(4), dense(1)]).compile({ loss: 'mse', seed: 7 });
    const [a, b, c] = [begun(), begun(), begun()];
    const byWeights = a.getWeights().map((weight) => numbers(weight));
    numbers(await b.predict(x));
    await c.evaluate(x, y, quiet);
    expect(b.getWeights().map(numbers)).toEqual(byWeights);
    expect(c.getWeights().map(numbers)).toEqual(byWeights);
  });

  test('begins anew where weights are drawn anew, the optimizer too', async () => {
    const net = sequential([3], [dense(1)]).compile({ loss: 'mse', optimizer: 'adam', seed: 3 });
    const first = (await net.fit(x, y, { ...quiet, epochs: 3 })).history.loss;
    net.drawWeights();
    expect(net.optimizer.iterations).toBe(0);
    expect((await net.fit(x, y, { ...quiet, epochs: 3 })).history.loss).toEqual(first);
  });

  test('the state of each weight is its own, whatever models are called', async () => {
    const net = (outer: string, inner: string, other: string, leaf: string) => {
      const part = (name: string, layer: string) => {
        const start = input([3]);
        return model({ inputs: start, outputs: start.dense(3, { name: layer }), name });
      };
      return sequential([3], [part(outer, inner), part(other, leaf), dense(1)]).compile({
        loss: 'mse',
        optimizer: 'adam',
        seed: 1,
      });
    };
    const clash = await net('a', 'b_c', 'a_b', 'c').fit(x, y, { ...quiet, epochs: 3, shuffle: false });
    const plain = await net('p', 'q', 'r', 's').fit(x, y, { ...quiet, epochs: 3, shuffle: false });
    expect(clash.history.loss).toEqual(plain.history.loss);
  });

  test('with stepsPerEpoch an epoch goes on where the last one ended', async () => {
    const seen: number[] = [];
    const net = sequential([1], [dense(1)]).compile({
      loss: (yTrue: Tensor, yPred: Tensor) => {
        seen.push(yTrue.dataSync()[0]!);
        return tf.losses.meanSquaredError(yTrue as never, yPred as never) as unknown as Tensor;
      },
    });
    const rows = [[0], [1], [2], [3], [4]];
    const steps = { ...quiet, epochs: 4, stepsPerEpoch: 2, batchSize: 1, shuffle: false } as const;
    await net.fit(rows, rows, steps);
    expect(seen).toEqual([0, 1, 2, 3, 4, 0, 1]);
    seen.length = 0;
    const stream = tfd
      .array([0, 1, 2, 3, 4])
      .map((i) => ({ xs: tf.tensor2d([[i as number]]), ys: tf.tensor2d([[i as number]]) }));
    await net.fit(stream, { ...quiet, epochs: 4, stepsPerEpoch: 2 });
    expect(seen).toEqual([0, 1, 2, 3, 4, 0, 1]);
  });

  test('data comes as rows of typed arrays, and yes and no as labels', async () => {
    const net = sequential([3], [dense(1, { activation: 'sigmoid' })]).compile({
      loss: 'binaryCrossentropy',
    });
    const untyped = net as unknown as { fit(x: unknown, y: unknown, options: object): Promise<unknown> };
    await untyped.fit([new Float32Array(3), new Float32Array(3)], [true, false], quiet);
    await untyped.fit({ values: [1, 2, 3], shape: [1, 3] }, [1], quiet);
  });

  test('weights of validation samples and of classes in a data set count', async () => {
    const net = sequential([1], [dense(1, { kernelInitializer: 'zeros' })]).compile({
      loss: 'mse',
      optimizer: 'sgd',
    });
    net.optimizer.learningRate = 0;
    const { history } = await net.fit([[1]], [[0]], {
      ...quiet,
      validationData: [
        [[1], [1]],
        [[2], [4]],
        [1, 0],
      ],
    });
    expect(history.val_loss).toEqual([2]);
    const stream = tfd.array([0]).map(() => ({ xs: tf.ones([2, 1]), ys: tf.tensor2d([[1], [2]]) }));
    const weighted = await net.fit(stream, { ...quiet, classWeight: { 1: 3, 2: 0 } });
    expect(weighted.history.loss[0]).toBeCloseTo(1.5, 6);
  });
});

describe('files', () => {
  const shape = { input: [3], output: [1] } as const;
  const trainedNet = async () => {
    const net = sequential([3], [dense(1)]).compile({ loss: 'mse', optimizer: 'adam' });
    await net.fit(x, y, quiet);
    return net;
  };

  test('saves that overlap wait for each other', async () => {
    const path = join(folder, 'overlap');
    const net = await trainedNet();
    for (let round = 0; round < 4; round++) {
      const saves = [net.save(path)];
      await net.fit(x, y, quiet);
      saves.push(net.save(path), net.save(path));
      await Promise.all(saves);
      expect((await readdir(path)).length).toBe(2);
      const loaded = await loadModel(path, shape);
      expect(numbers(await loaded.predict(x))).toEqual(numbers(await net.predict(x)));
    }
  });

  test('a damaged weights file is named, and mended by the next save', async () => {
    const path = join(folder, 'mended');
    const net = await trainedNet();
    await net.save(path);
    const [name] = (await readdir(path)).filter((each) => each.endsWith('.bin'));
    const bytes = await readFile(join(path, name!));
    bytes[0] = bytes[0]! ^ 255;
    await writeFile(join(path, name!), bytes);
    await expect(loadModel(path, shape)).rejects.toThrow(
      /weights-.*is damaged: its bytes are not those that were saved/,
    );
    await truncate(join(path, name!), 3);
    await expect(loadModel(path, shape)).rejects.toThrow(/should have \d+ bytes, but there are 3/);
    await net.save(path);
    expect(numbers(await (await loadModel(path, shape)).predict(x))).toEqual(numbers(await net.predict(x)));
  });

  test('weights alone do not replace a whole model, nor pass for one', async () => {
    const net = await trainedNet();
    await net.save(join(folder, 'kept'));
    await expect(net.saveWeights(join(folder, 'kept'))).rejects.toThrow(/holds a whole model/);
    await net.saveWeights(join(folder, 'alone'));
    await expect(loadModel(join(folder, 'alone'), shape)).rejects.toThrow(/holds weights alone.*loadWeights/);
  });

  test('a state of training that waits is saved again', async () => {
    const net = await trainedNet();
    await net.save(join(folder, 'first'));
    const waiting = await loadModel(join(folder, 'first'), shape);
    await waiting.save(join(folder, 'second'));
    const again = (await loadModel(join(folder, 'second'), shape)).compile({
      loss: 'mse',
      optimizer: 'adam',
    });
    expect(again.optimizer.iterations).toBe(1);
  });

  test('a frozen model is loaded frozen; model.json can be named', async () => {
    const net = sequential([3], [dense(1)]);
    net.trainable = false;
    await net.save(join(folder, 'frozen', 'model.json'));
    expect((await loadModel(join(folder, 'frozen', 'model.json'), shape)).trainable).toBe(false);
    expect((await loadModel(join(folder, 'frozen'), shape)).trainable).toBe(false);
  });

  test('what is damaged in model.json is said with its place, and nothing is left behind', async () => {
    const path = join(folder, 'parts');
    const net = await trainedNet();
    await net.save(path);
    const whole = JSON.parse(await readFile(join(path, 'model.json'), 'utf8'));
    const before = tf.memory().numTensors;
    const spoil = async (change: (json: typeof whole) => void) => {
      const json = structuredClone(whole);
      change(json);
      await writeFile(join(path, 'model.json'), JSON.stringify(json));
      await expect(loadModel(path, shape)).rejects.toThrow(/parts/);
      expect(tf.memory().numTensors).toBe(before);
    };
    await spoil((json) => (json.weightsManifest = [{}]));
    await spoil((json) => (json.weightsManifest = [null]));
    await spoil((json) => (json.userDefinedMetadata.shapewright.architecture = {}));
    await spoil((json) => (json.userDefinedMetadata.shapewright.architecture.layers = [{}]));
    await spoil((json) => (json.userDefinedMetadata.shapewright.architecture.outputs = [9]));
    await spoil((json) => (json.userDefinedMetadata.shapewright.architecture.layers[0].origin.args = [2]));
    await spoil((json) => (json.weightsManifest[0].weights[0].dtype = 'float16'));
  });
});

test('a layer is held to the shapes that are said of it', () => {
  const net = input(['time', 8]).conv1d(4, 1, { name: 'features' }).globalAveragePooling1d().toModel();
  const { output } = net.getLayer('features', { input: ['time', 8], output: [null, 4] });
  expect(output.shape).toEqual([null, 'time', 4]);
  expect(() => net.getLayer('features', { output: [6, 4] })).toThrow(
    "getLayer: the layer 'features' gives [null, time, 4], not [null, 6, 4]",
  );
  expect(() => net.getLayer(0, { input: [8] })).toThrow(
    "getLayer: the layer 'features' takes [null, time, 8], not [null, 8]",
  );
});

test('a model is cut at any of its tensors, and shares its weights with what it was cut from', async () => {
  const before = tf.memory().numTensors;
  const net = input([4]).dense(3, { activation: 'tanh', name: 'features' }).dense(2).toModel();
  const features = net.getLayer('features');
  expect(features.input.shape).toEqual([null, 4]);
  const cut = model({ inputs: net.input, outputs: features.output.dense(5) });
  for (const layer of cut.layers.slice(0, -1)) layer.trainable = false;
  const kernel = () => {
    const [weight, bias] = features.getWeights();
    const values = Array.from(weight!.dataSync());
    tf.dispose([weight!, bias!] as unknown as tf.Tensor[]);
    return values;
  };
  const drawn = kernel();
  await cut.compile({ loss: 'mse' }).fit([[1, 2, 3, 4]], [[1, 2, 3, 4, 5]], { verbose: 0 });
  expect(kernel()).toEqual(drawn);
  features.trainable = true;
  const whole = net.compile({ loss: 'mse', optimizer: 'sgd' });
  const given = async () => {
    const y = await cut.predict([[1, 2, 3, 4]]);
    const values = Array.from(y.dataSync());
    y.dispose();
    return values;
  };
  const first = await given();
  await whole.fit([[1, 2, 3, 4]], [[1, 2]], { verbose: 0 });
  expect(kernel()).not.toEqual(drawn);
  expect(await given()).not.toEqual(first);
  whole.dispose();
  cut.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
