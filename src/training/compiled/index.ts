// The door of compiled steps: forward, loss, way back and optimizer as one plan over addresses in the heap of WebAssembly.
export { compiledMachine } from './machine.js';
export type { CompiledMachine } from './compiled-machine.js';
