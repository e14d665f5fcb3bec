export type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';
export { earlyStopping, type EarlyStopping, type EarlyStoppingOptions } from './early-stopping.js';
export { modelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.js';
