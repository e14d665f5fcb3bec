// A page in which a user picks a file of Keras's: it shows the summary and predicts, and hands the model out again as files.
import * as tf from '@tensorflow/tfjs-core';
import { loadModel, useBackend, type ModelSource } from 'shapewright';

/** What is asked of the page: the model's input, and what Keras predicts on it. */
interface Asked {
  readonly shape: number[];
  readonly values: number[];
  readonly outputs: number[];
}
declare global {
  interface Window {
    asked: Asked;
    /** What became of each file, in the order in which they were picked. */
    picked: readonly { readonly name: string; readonly right: boolean; readonly message: string }[];
  }
}

const { shape, values, outputs } = window.asked;
window.picked = [];
await useBackend('cpu');

/** What a model says of itself, and how far its predictions are from Keras's. */
const look = async (source: ModelSource) => {
  const model = await loadModel(source);
  const lines: string[] = [];
  model.summary({ printFn: (line) => lines.push(line) });
  const x = tf.tensor(values, shape);
  const y = (await model.predict(x)) as tf.Tensor;
  const found = await y.data();
  tf.dispose([x, y]);
  const far = Math.max(...outputs.map((value, i) => Math.abs(value - found[i]!)));
  return { model, summary: lines.join('\n'), far };
};

const pick = async (file: File) => {
  const { model, summary, far } = await look(file);
  const said = document.createElement('pre');
  said.textContent = summary;
  document.body.append(said);
  let message = `${summary.split('\n').length} lines of summary, ${far.toExponential(1)} from Keras`;
  let right = far < 1e-5 && /Total params/.test(summary);
  // the first one is handed out: as downloads, and to the browser's own storage
  if (window.picked.length === 0) {
    await model.save('downloads://again.keras');
    await model.save('downloads://again.h5');
    await model.save('indexeddb://again');
    const kept = await look('indexeddb://again');
    right &&= kept.far < 1e-5;
    message += `, ${kept.far.toExponential(1)} out of IndexedDB`;
    kept.model.dispose();
  }
  model.dispose();
  return { right, message };
};

const input = document.createElement('input');
input.type = 'file';
document.body.append(input);
input.addEventListener('change', () => {
  const [file] = input.files ?? [];
  if (!file) return;
  void pick(file)
    .catch((error: unknown) => ({ right: false, message: String(error) }))
    .then((became) => {
      window.picked = [...window.picked, { name: file.name, ...became }];
    });
});
