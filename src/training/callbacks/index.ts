export type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';
export type { CallbackState, StateValue } from './state.js';
export { earlyStopping, type EarlyStopping, type EarlyStoppingOptions } from './early-stopping.js';
export { lambdaCallback, type LambdaCallbackOptions } from './lambda-callback.js';
export { modelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.js';
export { remoteMonitor, type RemoteMonitorOptions } from './remote-monitor.js';
export { terminateOnNaN, type TerminateOnNaNOptions } from './terminate-on-nan.js';
