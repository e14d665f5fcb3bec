// A variational autoencoder of handwritten digits (Kingma & Welling 2013): a model of one's own, whose step of training
// is a reconstruction and the distance of the codes from a normal distribution. npx tsx examples/vae.ts
import * as tf from '@tensorflow/tfjs';
import { defineModel, input, layers, model, sequential, useBackend } from 'shapewright';
import { draw, readDigits } from './data/digits.js';
import { goal } from './data/folder.js';

await useBackend('auto');
const { real, train, test } = readDigits('mnist-small');
const sizes = 8;

const image = input([28, 28, 1], { name: 'image' });
const features = image.flatten().dense(256, { activation: 'relu' });
const encoder = model({
  inputs: image,
  outputs: { mean: features.dense(sizes), logVar: features.dense(sizes) },
  name: 'encoder',
});
const decoder = sequential(
  [sizes],
  [layers.dense(256, { activation: 'relu' }), layers.dense(784), layers.reshape([28, 28, 1])],
  { name: 'decoder' },
);

const vae = defineModel({
  name: 'vae',
  inputs: input([28, 28, 1]),
  outputs: [28, 28, 1],
  parts: { encoder, decoder },
  call: (x: tf.Tensor, { encoder, decoder }) => tf.sigmoid(decoder(encoder(x).mean)),
  trainStep: ({ x }: { x: tf.Tensor }, { encoder, decoder }, { minimize, seed }) =>
    minimize(() => {
      const { mean, logVar } = encoder(x);
      const noise: tf.Tensor = tf.randomNormal(mean.shape, 0, 1, 'float32', seed);
      const logits = decoder(tf.add(mean, tf.mul(noise, tf.exp(tf.div(logVar, 2)))));
      // each image's: cross-entropies of its pixels, of logits
      const ofPixels = tf.add(
        tf.sub(tf.relu(logits), tf.mul(logits, x)),
        tf.softplus(tf.neg(tf.abs(logits))),
      );
      const reconstruction = tf.mean(tf.sum(ofPixels, [1, 2, 3]));
      // from a normal distribution: Kingma & Welling 2013, appendix B
      const ofCodes = tf.sub(tf.add(tf.square(mean), tf.exp(logVar)), tf.add(logVar, 1));
      const kl = tf.mean(tf.div(tf.sum(ofCodes, 1), 2));
      return { loss: tf.add(reconstruction, kl), reconstruction, kl };
    }),
});
vae.summary();

const images = { values: train.images, shape: [train.count, 28, 28, 1] } as const;
const unseen = { values: test.images, shape: [test.count, 28, 28, 1] } as const;
const trained = vae.compile({ optimizer: 'adam', seed: 3 });
const { history } = await trained.fit(images, {
  epochs: 12,
  batchSize: 64,
  verbose: 2,
  validationData: [unseen],
});
const { loss, kl, reconstruction } = await trained.evaluate(unseen, { verbose: 0 });
console.log(`of test digits: ${reconstruction.toFixed(1)} to rebuild, ${kl.toFixed(1)} for the codes`);

const code = {
  values: Float32Array.from({ length: sizes }, (_, i) => Math.sin(i + 4)),
  shape: [1, sizes],
} as const;
const drawn = await decoder.predict(code);
console.log(
  draw(
    Float32Array.from(await drawn.data(), (logit) => 1 / (1 + Math.exp(-logit))),
    0,
  ),
);
goal(
  real,
  loss < 130,
  `${loss.toFixed(1)} nats an image (130 wanted), ${history.val_loss[0]!.toFixed(1)} after one epoch`,
);
for (const each of [drawn, trained]) each.dispose();
