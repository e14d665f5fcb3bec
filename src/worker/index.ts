// The entry `shapewright/worker`: `fit` in a Web Worker, and the worker's own script.
export type { TrainingWorker } from '../training/training-worker.js';
export { serveTraining } from './serve-training.js';
export { trainingWorker, type TrainingWorkerOptions, type WorkerLike } from './training-worker.js';
