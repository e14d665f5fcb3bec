// The entry `shapewright/pictures`: pictures as text, in Node and in pages.
export { modelToMermaid } from './model-to-mermaid.js';
export type { PlotModelOptions } from './model/model-options.js';
export { plotConfusionMatrix, type PlotConfusionMatrixOptions } from './plot-confusion-matrix.js';
export { plotHistory, type PlotOptions } from './plot-history.js';
export { plotImages, type PlotImagesOptions } from './plot-images.js';
export { plotModel } from './plot-model.js';
