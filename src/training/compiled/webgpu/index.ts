// The door of compiled steps on a graphics card: all calls of a step in one submission, bound to buffers once.
export { cardMachine } from './machine.js';
