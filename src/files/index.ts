export { FileError, type FileErrorCode } from './file-error.js';
export {
  makeLoadModel,
  type Batched,
  type Expectation,
  type LoadedModelOfAnyShape,
  type LoadModel,
  type OwnShapes,
} from './load.js';
export { saveModel } from './save.js';
export type { IOHandler, ModelSource, StorePlace } from './place.js';
export { loadWeights, saveWeights } from './weights.js';
export { ioHandler, type PlainArtifacts, type PlainHandler } from './io-handler.js';
