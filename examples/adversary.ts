// Two nets against each other (Goodfellow et al. 2014): one draws digits, the other tells them from real ones; each has an
// optimizer of its own. npx tsx examples/adversary.ts
import * as tf from '@tensorflow/tfjs';
import { defineModel, input, layers, optimizers, sequential, useBackend } from 'shapewright';
import { draw, readDigits } from './data/digits.js';
import { goal } from './data/folder.js';

await useBackend('auto');
const { real, train } = readDigits('mnist-small');
const sizes = 32;
const { dense, dropout, leakyReLU } = layers;

const generator = sequential(
  [sizes],
  [
    dense(128),
    leakyReLU({ negativeSlope: 0.2 }),
    dense(256),
    leakyReLU({ negativeSlope: 0.2 }),
    dense(784, { activation: 'tanh' }),
  ],
  { name: 'generator' },
);
const critic = sequential(
  [784],
  [
    dense(256),
    leakyReLU({ negativeSlope: 0.2 }),
    dropout(0.3),
    dense(128),
    leakyReLU({ negativeSlope: 0.2 }),
    dropout(0.3),
    dense(1),
  ],
  { name: 'critic' },
);

/** The cross-entropy of logits that should all say yes, and of those that should all say no. */
const ofYes = (logits: tf.Tensor) => tf.mean(tf.softplus(tf.neg(logits)));
const ofNo = (logits: tf.Tensor) => tf.mean(tf.softplus(logits));
/** The share of logits that are above zero. */
const yesIn = (logits: tf.Tensor) => tf.mean(tf.cast(tf.greater(logits, 0), 'float32'));

const adversaries = defineModel({
  name: 'adversaries',
  inputs: input([784]),
  outputs: [1],
  parts: { generator, critic },
  call: (x: tf.Tensor, { critic }) => critic(x),
  trainStep: ({ x }: { x: tf.Tensor }, { generator, critic }, { minimize, seed }) => {
    const noise: tf.Tensor = tf.randomNormal([x.shape[0]!, sizes], 0, 1, 'float32', seed);
    const made = generator(noise);
    const judged = minimize(() => {
      const [ofReal, ofMade] = [critic(x), critic(made)];
      return {
        loss: tf.add(ofYes(ofReal), ofNo(ofMade)),
        seenThrough: tf.div(tf.add(yesIn(ofReal), tf.sub(1, yesIn(ofMade))), 2),
      };
    }, ['critic']);
    const generatorLoss = minimize(() => ofYes(critic(generator(noise))), ['generator']);
    return { criticLoss: judged.loss, generatorLoss, seenThrough: judged.seenThrough };
  },
});
adversaries.summary();

const images = {
  values: train.images.map((value) => 2 * value - 1),
  shape: [train.count, 784],
} as const;
const trained = adversaries.compile({
  optimizer: {
    generator: optimizers.adam({ learningRate: 0.001, beta1: 0.5 }),
    critic: optimizers.adam({ learningRate: 0.0005, beta1: 0.5 }),
  },
  seed: 4,
});
await trained.fit(images, { epochs: 40, batchSize: 64, verbose: 2 });

// a net that knows real digits says what it sees in 500 drawn ones
const reader = sequential([784], [dense(128, { activation: 'relu' }), dense(10, { activation: 'softmax' })]);
const reads = reader.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', seed: 1 });
await reads.fit(images, train.labels, { epochs: 5, batchSize: 64, verbose: 0 });
const count = 500;
const noise = tf.randomNormal([count, sizes], 0, 1, 'float32', 9).dataSync<'float32'>();
const made = await generator.predict({ values: noise, shape: [count, sizes] });
const ink = (await made.data()).map((value) => (value + 1) / 2) as Float32Array;
console.log([0, 1, 2].map((i) => draw(ink, i)).join('\n\n'));
const seen = await (await reader.predict(made)).array();
const sure = seen.filter((shares) => Math.max(...shares) > 0.9).length / count;
const kinds = new Set(seen.map((shares) => shares.indexOf(Math.max(...shares)))).size;
goal(
  real,
  sure >= 0.4 && kinds === 10,
  `${(100 * sure).toFixed(1)} % of ${count} drawn digits are read with 90 % certainty (40 % wanted), and ${kinds} of the ten are among them`,
);
