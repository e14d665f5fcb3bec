import { expect, test } from 'vitest';
import { createRecorder } from './history.js';

test('a history has a list for each name, in the order of the logs, and the epochs that were run', () => {
  const params = { verbose: 0, epochs: 5, steps: 2 } as const;
  const { callback, history } = createRecorder();
  void callback.onEpochEnd?.(3, { accuracy: 0.5, constructor: 1, loss: 2 });
  void callback.onEpochEnd?.(4, { accuracy: 0.6, constructor: 0, loss: 1, val_accuracy: 0.4, val_loss: 3 });
  const found = history(params);
  expect(found).toEqual({
    history: {
      accuracy: [0.5, 0.6],
      constructor: [1, 0],
      loss: [2, 1],
      // validation ran in the second epoch only
      val_accuracy: [0.4],
      val_loss: [3],
    },
    epoch: [3, 4],
    params,
  });
  expect(Object.keys(found.history)).toEqual(['accuracy', 'constructor', 'loss', 'val_accuracy', 'val_loss']);
});

test('each recorder writes a history of its own', () => {
  const [one, two] = [createRecorder(), createRecorder()];
  void one.callback.onEpochEnd?.(0, { loss: 1 });
  expect(two.history({ verbose: 0, epochs: 1, steps: 1 }).history).toEqual({});
});
