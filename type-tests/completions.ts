// What is offered where the cursor stands, in an editor's order: kept in `baseline/completions.txt`, as the sentences are.
import { openEditor } from './open-editor.js';

const head = `import * as s from 'shapewright';
import * as d from 'shapewright/data';
import * as p from 'shapewright/pictures';
import { callbacks, initializers, input, layers, losses, metrics, model, optimizers, schedules, sequential, useBackend } from 'shapewright';
const image = input([28, 28, 1]);
const mlp = sequential([28, 28], [layers.flatten(), layers.dense(10)]);
const two = model({ inputs: image, outputs: { digit: image.flatten().dense(10), even: image.flatten().dense(1) } });
const named = image.flatten().dense(16, { name: 'features' }).dense(10, { name: 'digits' }).toModel();
const list = sequential([784], [layers.dense(16, { name: 'features' }), layers.dense(10)]);
const trainable = mlp.compile({ loss: losses.sparseCategoricalCrossentropy(), metrics: ['accuracy'] });
const pixels = { values: new Float32Array(784), shape: [1, 28, 28] } as const;
`;

/** Lines with `|` where the cursor is. */
const places = [
  's.|',
  'd.|',
  "d.imageDatasetFromDirectory('flowers', { | });",
  "d.imageDatasetFromDirectory('flowers', { labelMode: '|' });",
  "d.imageDatasetFromDirectory('flowers', { colorMode: '|' });",
  "d.imageDatasetFromDirectory('flowers', { interpolation: '|' });",
  "d.padSequences([[1]], { padding: '|' });",
  'p.|',
  'p.plotModel(mlp, { | });',
  "p.plotModel(mlp, { rankdir: '|' });",
  'image.|',
  'mlp.|',
  'trainable.|',
  'layers.|',
  'losses.|',
  'metrics.|',
  'optimizers.|',
  'schedules.|',
  'optimizers.adam({ | });',
  'optimizers.adam({ excludeFromWeightDecay: { | } });',
  'schedules.cosineDecay({ | });',
  'callbacks.|',
  'initializers.|',
  "useBackend('|');",
  "input([28], { dtype: '|' });",
  'image.conv2d(8, 3, { | });',
  "image.conv2d(8, 3, { padding: '|' });",
  "image.conv2d(8, 3, { dataFormat: '|' });",
  "image.conv2d(8, 3, { kernelInitializer: '|' });",
  "image.maxPooling2d(2, { padding: '|' });",
  "image.conv2dTranspose(8, 3, { padding: '|' });",
  "layers.conv2d(8, 3, { padding: '|' });",
  "image.upSampling2d(2, { interpolation: '|' });",
  "image.globalAveragePooling2d({ dataFormat: '|' });",
  "image.activation('|');",
  'image.dense(8, { | });',
  "image.dense(8, { activation: '|' });",
  "image.dense(8, { kernelRegularizer: '|' });",
  "image.dense(8, { kernelConstraint: '|' });",
  "initializers.varianceScaling({ mode: '|' });",
  "mlp.compile({ loss: 'mse', | });",
  "mlp.compile({ loss: '|' });",
  "mlp.compile({ loss: 'mse', optimizer: '|' });",
  "mlp.compile({ loss: 'mse', metrics: ['|'] });",
  'two.compile({ loss: { | } });',
  "two.compile({ loss: 'mse', metrics: { | } });",
  'trainable.fit(pixels, [1], { | });',
  'trainable.evaluate(pixels, [1], { | });',
  "mlp.getLayer('|');",
  "named.getLayer('|');",
  "list.getLayer('|');",
  "callbacks.earlyStopping({ monitor: '|' });",
  "callbacks.earlyStopping({ mode: '|' });",
  "callbacks.reduceLROnPlateau({ monitor: '|' });",
  'callbacks.reduceLROnPlateau({ | });',
  "callbacks.modelCheckpoint('best', { monitor: '|' });",
  'callbacks.lambdaCallback({ | });',
];

/** What one compiler offers at each place: a line for the place, and one for the names. */
export const completionsOf = (compiler: string): string => {
  const { service, show, file } = openEditor(compiler);
  return places
    .map((line) => {
      show(head + line.replace('|', ''));
      const found = service.getCompletionsAtPosition(file, head.length + line.indexOf('|'), {
        // as editors ask, which offer names in brackets too
        includeCompletionsWithInsertText: true,
      });
      const names = (found?.entries ?? [])
        .map(({ sortText, name }) => [sortText, name] as const)
        .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
        .map(([, name]) => name);
      const known = names.includes('globalThis') ? '(whatever is in scope)' : names.join(' ');
      return `${line}\n  ${known || '(nothing)'}\n`;
    })
    .join('');
};
