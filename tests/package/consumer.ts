// What a user's program may say; compiled by tests/package/check.mjs in an empty project.
import {
  callbacks,
  input,
  layers,
  loadModel,
  losses,
  model,
  optimizers,
  sequential,
  useBackend,
  type Model,
} from 'shapewright';
import { classOf, toCategorical, type Floats } from 'shapewright/data';
import { backend, run } from 'shapewright/fp';
import { input as drawn } from 'shapewright/graph';
import { plotHistory } from 'shapewright/page';
import { modelToMermaid } from 'shapewright/pictures';
import { expectMisfit, expectShape } from 'shapewright/testing';
import { serveTraining, trainingWorker, type TrainingWorker } from 'shapewright/worker';

const { dense, dropout, flatten } = layers;
await useBackend('wasm');
const mlp = sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dropout(0.2), dense(10)]);
const image = input([28, 28, 1]);
const encoder = model({ inputs: image, outputs: image.conv2d(16, 3).globalMaxPooling2d(), name: 'encoder' });
expectShape<[null, 10]>(mlp.output);
expectShape<[null, 16]>(encoder(image));
expectShape<[null, 2]>(drawn([4]).dense(2));
expectMisfit(dense(3), [null], 'dense needs [batch, ..., features], got [null]');
const trainable = mlp.compile({
  optimizer: optimizers.adam({ learningRate: 1e-3 }),
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ['accuracy'],
});
const x = { values: new Float32Array(784), shape: [1, 28, 28] } as const;
const { history } = await trainable.fit(x, [1], {
  epochs: 2,
  validationData: [x, [1]],
  callbacks: [callbacks.earlyStopping({ patience: 2 })],
});
const accuracies: number[] = history.val_accuracy;
const task = run(() => trainable.evaluate(x, [1]));
const chosen = backend(() => useBackend('cpu'));
const loaded: Model<[null, 28, 28], [null, 10]> = await loadModel('digits', {
  input: [28, 28],
  output: [10],
});
const oneHot: Floats<[number, 10]> = toCategorical([1], 10);
void [accuracies, task, chosen, loaded, classOf(oneHot)];

// on another thread: the same types, and one more option
const elsewhere: TrainingWorker = trainingWorker(new MessageChannel().port1, { backend: 'cpu' });
elsewhere.terminate();
console.log(typeof serveTraining, plotHistory(history).length, modelToMermaid(encoder).length);
