export { useBackend } from './use-backend.js';
export type { ActiveBackend, BackendName, BackendOptions } from './use-backend.js';
export { BackendError } from './backend-error.js';
export type { BackendErrorCode } from './backend-error.js';
export type { WasmPaths } from './wasm-files.js';
