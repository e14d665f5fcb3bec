// Options by place where training takes an object: one error, which names the form.
import { callbacks, layers, optimizers, sequential } from 'shapewright';

const { dense } = layers;
const trainable = sequential([4], [dense(2)]).compile({ loss: 'mse' });
const x = [[1, 2, 3, 4]];
const y = [[1, 2]];
await trainable.fit(x, y, 32); // error
await trainable.fit(x, y, { epoch: 10 }); // error
await trainable.evaluate(x, y, 32); // error
await trainable.predict(x, 32); // error
const { history } = await trainable.fit(x, y, { epochs: 2, validationSplit: 0.5 });
void [history.val_loss];

// options in Keras's spelling beside those that are right, and in other capitals
await trainable.fit(x, y, { epochs: 1, validation_split: 0.2 }); // error
await trainable.fit(x, y, { batch_size: 32, epochs: 1 }); // error
await trainable.fit(x, y, { epochs: 1, batchsize: 3, onProgress: (p) => void p.epoch }); // error
await trainable.fit(x, y, { epochs: 1, early: true }); // error
await trainable.evaluate(x, y, { batchSize: 1, sample_weight: [1] }); // error
await trainable.trainOnBatch(x, y, { class_weight: { 0: 1 }, returnList: true }); // error

// a callback by itself, as tfjs takes it
await trainable.fit(x, y, { callbacks: { onEpochEnd: (epoch, logs) => void [epoch, logs['loss']] } });

// a learning rate by place, as tfjs's own optimizers have it
optimizers.adam(0.001); // error
optimizers.sgd(0.1); // error
callbacks.earlyStopping(5); // error
optimizers.adam({ lr: 0.001 }); // error
void [
  optimizers.adamW(),
  optimizers.rmsprop({ learningRate: 0.01 }),
  callbacks.earlyStopping({ patience: 5 }),
];
