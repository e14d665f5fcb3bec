// A convolutional autoencoder as three nested models: the encoder and the decoder are layers of the whole.
import { input, model, useBackend } from 'shapewright';
import { readDigits } from './data/digits.js';
import { goal } from './data/folder.js';

await useBackend('auto');
const { real, train } = readDigits('mnist-small');
const relu = { activation: 'relu' } as const;

const image = input([28, 28, 1], { name: 'img' });
const code = image
  .conv2d(16, 3, relu)
  .conv2d(32, 3, relu)
  .maxPooling2d(3)
  .conv2d(32, 3, relu)
  .conv2d(16, 3, relu)
  .globalMaxPooling2d();
const encoder = model({ inputs: image, outputs: code, name: 'encoder' });

const encoded = input([16], { name: 'encoded_img' });
const rebuilt = encoded
  .reshape([4, 4, 1])
  .conv2dTranspose(16, 3, relu)
  .conv2dTranspose(32, 3, relu)
  .upSampling2d(3)
  .conv2dTranspose(16, 3, relu)
  .conv2dTranspose(1, 3, relu);
const decoder = model({ inputs: encoded, outputs: rebuilt, name: 'decoder' });

const autoencoder = model({ inputs: image, outputs: decoder(encoder(image)), name: 'autoencoder' });
autoencoder.summary({ expandNested: true });
goal(true, autoencoder.countParams() === 28_241, `${autoencoder.countParams()} parameters (28,241 wanted)`);

const count = Math.min(1024, train.count);
const x = { values: train.images.subarray(0, count * 784), shape: [count, 28, 28, 1] } as const;
const trainable = autoencoder.compile({ optimizer: 'adam', loss: 'mse', seed: 4 });
const before = (await trainable.evaluate(x, x, { verbose: 0 })).loss;
await trainable.fit(x, x, { epochs: 3, verbose: 2 });
const after = (await trainable.evaluate(x, x, { verbose: 0 })).loss;
const codes = await encoder.predict(x);
console.log(`the trained encoder gives codes of shape [${codes.shape.join(', ')}]`);
goal(real, after < 0.8 * before, `the loss fell from ${before.toFixed(4)} to ${after.toFixed(4)}`);
