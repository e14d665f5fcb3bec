// The entry `shapewright/testing`: assertions on shapes and sentences, for tests of models.
export { expectMisfit, type SentenceFor } from './expect-misfit.js';
export { expectShape, type OfShape } from './expect-shape.js';
