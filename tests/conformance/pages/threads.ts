// Compiled steps and predictions on two threads of an isolated page: they are those of one thread, and no thread is left.
import { backendReport, layers, losses, sequential, useBackend } from 'shapewright';
import { useAllThreads } from '../../../dist/backends/wasm/threads/wanted.js';
import { leave } from './verdict.js';

const rows = 256;
const x = {
  values: Float32Array.from({ length: rows * 100 }, (_, i) => Math.sin(i * 1.7)),
  shape: [rows, 10, 10, 1],
} as const;
const y = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
/** Threads of ours that run; tfjs has some of its own. */
let running = 0;
const PageWorker = Worker;
window.Worker = class extends PageWorker {
  private readonly isOurs: boolean;

  constructor(...given: ConstructorParameters<typeof Worker>) {
    super(...given);
    this.isOurs = given[1]?.name === 'shapewright';
    if (this.isOurs) running++;
  }

  override terminate(): void {
    if (this.isOurs) running--;
    super.terminate();
  }
};

/** The weights of a run on so many threads, and how its steps were taken. */
const trainedOn = async (threads: number) => {
  await useBackend('wasm', { wasmPaths: '/wasm/', threads });
  const { conv2d, dense, flatten, maxPooling2d } = layers;
  const net = sequential(
    [10, 10, 1],
    [conv2d(16, 3, { activation: 'relu' }), maxPooling2d(2), flatten(), dense(5)],
  ).compile({
    loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
    optimizer: 'adam',
    seed: 1,
  });
  let most = 0;
  await net.fit(x, y, {
    verbose: 0,
    epochs: 40,
    callbacks: [
      {
        onEpochEnd: () => {
          most = Math.max(most, running);
          // the threads' scripts come with the page's other events
          return new Promise((resolve) => setTimeout(resolve, 5));
        },
      },
    ],
  });
  const weights = net.getWeights().flatMap((weight) => [...(weight.dataSync() as Float32Array)]);
  const { step } = backendReport();
  let mostPredicting = 0;
  const predicted = await net.predict(x, {
    // a page of which tfjs's heap is shared has plans beside it alone
    ...{ batchSize: 8, compiledStep: true },
    callbacks: [
      {
        onPredictBatchEnd: () => {
          mostPredicting = Math.max(mostPredicting, running);
          return new Promise((resolve) => setTimeout(resolve, 5));
        },
      },
    ],
  });
  const predictions = [...(predicted.dataSync() as Float32Array)];
  predicted.dispose();
  net.dispose();
  return { weights, most, step, predictions, mostPredicting };
};

await leave(
  () => useBackend('wasm', { wasmPaths: '/wasm/', threads: 2 }),
  async () => {
    useAllThreads(true);
    const two = await trainedOn(2);
    const left = running;
    const again = await trainedOn(2);
    const off = two.weights.map((value, i) => Math.abs(value - again.weights[i]!));
    const largest = Math.max(...off);
    const wrong = [
      crossOriginIsolated || 'the page is not isolated',
      two.step?.compiled || `there was no plan: ${two.step?.because}`,
      two.step?.threads === 2 || `${two.step?.threads} threads took the last steps`,
      two.most === 1 || `${two.most} threads were started`,
      left === 0 || `${left} threads are left`,
      largest === 0 || `two runs are ${largest} apart`,
    ].filter((each) => each !== true);
    if (two.mostPredicting !== 1) wrong.push(`${two.mostPredicting} threads were started to predict`);
    const one = await trainedOn(1);
    if (one.mostPredicting > 0) wrong.push('one thread that predicts has another beside it');
    if (one.predictions.some((value, i) => value !== two.predictions[i]))
      wrong.push('predictions are not those of one thread');
    if (one.most > 0 || !one.step?.compiled) wrong.push('one thread has no plan, or has another beside it');
    const apart = Math.max(...one.weights.map((value, i) => Math.abs(value - two.weights[i]!)));
    if (apart !== 0) wrong.push(`one thread is ${apart} apart`);
    return {
      right: wrong.length === 0,
      message: wrong.join('; ') || `${two.weights.length} weights, ${apart} from those of one thread`,
    };
  },
);
