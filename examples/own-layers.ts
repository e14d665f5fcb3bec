// Layers of one's own: a patch embedding with a type rule and weights, and a gate that sums two tensors.
// Trained, saved, loaded. npx tsx examples/own-layers.ts
import * as tf from '@tensorflow/tfjs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineLayer,
  input,
  kinds,
  layers,
  loadModel,
  mergeRule,
  model,
  shapeRule,
  useBackend,
  type OwnRule,
  type ShapeError,
  type sizes,
} from 'shapewright';
import { expectShape } from 'shapewright/testing';

/** `[batch, height, width, channels]` gives `[batch, patches, units]`. */
interface PatchEmbeddingRule extends OwnRule {
  readonly out: this['in'] extends readonly [
    infer Batch,
    infer H extends number,
    infer W extends number,
    number,
  ]
    ? this['config'] extends {
        readonly patchSize: infer P extends number;
        readonly units: infer U extends number;
      }
      ? [Batch, sizes.Multiply<sizes.FloorDivide<H, P>, sizes.FloorDivide<W, P>>, U]
      : [Batch, number, number]
    : ShapeError<'patchEmbedding needs [batch, height, width, channels] of known sizes'>;
}

/** Cuts an image into square patches, and makes a row of numbers of each: Dosovitskiy et al. 2020. */
const patchEmbedding = defineLayer({
  name: 'patchEmbedding',
  options: {
    patchSize: kinds.count,
    units: kinds.count,
    activation: kinds.optional(kinds.activation, 'linear'),
  },
  rule: shapeRule<PatchEmbeddingRule>(),
  outputShape: ([batch, height, width], { patchSize, units }) =>
    typeof height === 'number' && typeof width === 'number'
      ? [batch ?? null, Math.floor(height / patchSize) * Math.floor(width / patchSize), units]
      : 'patchEmbedding needs [batch, height, width, channels] of known sizes',
  weights: (shape, { patchSize, units }) => ({
    kernel: { shape: [patchSize, patchSize, Number(shape.at(-1)), units] },
    bias: { shape: [units], initializer: 'zeros' },
  }),
  call: (images: tf.Tensor, weights: { kernel: tf.Tensor; bias: tf.Tensor }, { config }) => {
    const patches = tf.conv2d(
      images as tf.Tensor4D,
      weights.kernel as tf.Tensor4D,
      config.patchSize,
      'valid',
    );
    const [, rows = 1, columns = 1] = patches.shape;
    return tf.add(tf.reshape(patches, [-1, rows * columns, config.units]), weights.bias);
  },
});

/** Two tensors of one shape give one of that shape. */
interface GateRule extends OwnRule {
  readonly out: this['in'] extends readonly [infer A, infer B]
    ? A extends B
      ? A
      : ShapeError<'gate needs two tensors of one shape'>
    : ShapeError<'gate needs two tensors of one shape'>;
}

/** `a * sigmoid(gain) + b * (1 - sigmoid(gain))`. */
const gate = defineLayer({
  name: 'gate',
  rule: mergeRule<GateRule>(),
  outputShape: ([a, b]) => (a && b && a.join() === b.join() ? a : 'gate needs two tensors of one shape'),
  weights: () => ({ gain: { shape: [], initializer: 'zeros' } }),
  call: ([a, b]: readonly tf.Tensor[], { gain }: { gain: tf.Tensor }) => {
    const open = tf.sigmoid(gain);
    return tf.add(tf.mul(a!, open), tf.mul(b!, tf.sub(1, open)));
  },
});

await useBackend('auto');
const images = input([8, 8, 1]);
const patches = images.apply(patchEmbedding({ patchSize: 4, units: 16 }));
expectShape<[null, 4, 16]>(patches);
const mixed = gate()([patches.dense(16, { activation: 'relu' }), patches]);
const net = model({ inputs: images, outputs: mixed.flatten().apply(layers.dense(1)) });
net.summary();

const x = {
  values: Float32Array.from({ length: 64 * 64 }, (_, i) => Math.sin(i * 0.7)),
  shape: [64, 8, 8, 1],
};
const y = { values: Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * 64 * 0.7)), shape: [64, 1] };
const trained = net.compile({ optimizer: 'adam', loss: 'mse', seed: 1 });
const { history } = await trained.fit(x, y, { epochs: 10, batchSize: 16, verbose: 0 });
console.log(`loss: ${history.loss[0]!.toFixed(4)} at first, ${history.loss.at(-1)!.toFixed(4)} at last`);

const folder = await mkdtemp(join(tmpdir(), 'own-layers-'));
await trained.save(folder);
const loaded = await loadModel(folder, {
  input: [8, 8, 1],
  output: [1],
  customLayers: [patchEmbedding, gate],
});
const [before, after] = [await trained.predict(x), await loaded.predict(x)];
console.log(
  `loaded: ${(await before.data()).join() === (await after.data()).join() ? 'the same predictions' : 'other predictions'}`,
);
for (const each of [before, after, trained, loaded]) each.dispose();
await rm(folder, { recursive: true });
