import { expect, test } from 'vitest';
import { layers, losses, sequential } from '../index.js';
import '../../tests/on-cpu.js';

const x = { values: new Float32Array(240), shape: [60, 4] } as const;
const tenClasses = sequential([4], [layers.dense(10, { activation: 'softmax' })]);
const fit = (loss: unknown, y: unknown) =>
  (
    tenClasses as unknown as {
      compile(o: unknown): { fit(x: unknown, y: unknown, o: object): Promise<unknown> };
    }
  )
    .compile({ loss })
    .fit(x, y, { verbose: 0 });

test('labels that another loss takes are told which', async () => {
  const hot = { values: new Float32Array(600), shape: [60, 10] };
  await expect(fit('sparse_categorical_crossentropy', hot)).rejects.toThrow(
    'sparseCategoricalCrossentropy takes indices [batch], got [60, 10]; for one-hot labels use categoricalCrossentropy',
  );
  const indices = new Int32Array(60);
  await expect(fit(losses.categoricalCrossentropy(), indices)).rejects.toThrow(
    'categoricalCrossentropy takes one-hot labels [batch, 10], got [60]; for class indices use sparseCategoricalCrossentropy',
  );
  for (const [name, whole] of [
    ['mse', 'meanSquaredError'],
    ['mae', 'meanAbsoluteError'],
    ['binary_crossentropy', 'binaryCrossentropy'],
  ])
    await expect(fit(name, indices)).rejects.toThrow(
      `${whole} takes labels [batch, 10], got [60]; for class indices use sparseCategoricalCrossentropy`,
    );
  await expect(fit('mse', { values: new Float32Array(660), shape: [60, 11] })).rejects.toThrow(
    'meanSquaredError takes labels [batch, 10], got [60, 11]',
  );
});

test('a model that is not compiled says that compile returns what is trained', async () => {
  const untrained = tenClasses as unknown as Record<
    'fit' | 'evaluate',
    (x: unknown, y: unknown) => Promise<unknown>
  >;
  await expect(untrained.fit(x, [1])).rejects.toThrow(
    'fit is for what compile returns: const trainable = model.compile',
  );
  await expect(untrained.evaluate(x, [1])).rejects.toThrow('evaluate is for what compile returns');
});
