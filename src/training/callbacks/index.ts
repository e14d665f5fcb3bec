export type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';
export type { CallbackState, StateValue } from './state.js';
export { earlyStopping, type EarlyStopping, type EarlyStoppingOptions } from './early-stopping.js';
export type { LearningRateCallback } from './learning-rate-log.js';
export {
  learningRateScheduler,
  type EpochSchedule,
  type LearningRateSchedulerOptions,
} from './learning-rate-scheduler.js';
export { lambdaCallback, type LambdaCallbackOptions } from './lambda-callback.js';
export { modelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.js';
export { reduceLROnPlateau, type ReduceLROnPlateauOptions } from './reduce-lr-on-plateau.js';
export { remoteMonitor, type RemoteMonitorOptions } from './remote-monitor.js';
export { swapEMAWeights, type SwapEMAWeightsOptions } from './swap-ema-weights.js';
export { terminateOnNaN, type TerminateOnNaNOptions } from './terminate-on-nan.js';
