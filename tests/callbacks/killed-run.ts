// A process that trains in a folder, to be killed: `killed-run.ts <folder> <saveFreq>`; at its end it prints what came of it.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { safeRun } from './safe-run.js';

const [folder = '', saveFreq = 'epoch'] = process.argv.slice(2);
await tf.setBackend('cpu');
const outcome = await safeRun(folder, saveFreq === 'epoch' ? saveFreq : Number(saveFreq), {
  onTrainBegin: () => void process.stdout.write('begun\n'),
  // long enough for kills to hit the midst of it
  onTrainBatchEnd: () => new Promise((resolve) => setTimeout(resolve, 5)),
});
process.stdout.write(`${JSON.stringify(outcome)}\n`);
