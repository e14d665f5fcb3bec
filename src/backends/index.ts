export { useBackend } from './use-backend.js';
export type { ActiveBackend } from './use-backend.js';
export type { BackendName, BackendOptions } from './backend-name.js';
export { backendReport, type BackendReport } from './backend-report.js';
export { BackendError } from './backend-error.js';
export type { BackendErrorCode } from './backend-error.js';
export type { WasmPaths } from './wasm/files.js';
