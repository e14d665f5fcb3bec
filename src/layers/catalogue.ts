// The catalogue: a line for each layer. A layer listed here is a factory of `layers` and a method of every tensor.
export { conv2d } from './conv2d.js';
export { dense } from './dense.js';
export { flatten } from './flatten.js';
export { maxPooling2d } from './max-pooling2d.js';
export { reshape } from './reshape.js';
