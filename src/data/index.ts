// The entry `shapewright/data`: what comes before training and after it, as Keras's utils have it.
export type { ArrayData, Floats, Ints, Texts } from './array-data.js';
export type { Batches, DataBatch } from './batches.js';
export { classOf, type ClassOfOptions } from './class-of.js';
export {
  classificationReport,
  type ClassificationReport,
  type ClassificationReportOptions,
  type ClassScores,
} from './classification-report.js';
export { confusionMatrix, type ConfusionMatrixOptions } from './confusion-matrix.js';
export { csvDataset, type CsvBatches, type CsvDatasetOptions, type CsvLabelMode } from './csv-dataset.js';
export type { CsvOptions } from './csv/table-options.js';
export { decodePredictions, type DecodedClass, type DecodePredictionsOptions } from './decode-predictions.js';
export {
  imageDatasetFromDirectory,
  type ColorMode,
  type ImageDatasetFromDirectoryOptions,
  type ImageSize,
} from './image-dataset-from-directory.js';
export type { DirectoryLabels, DirectoryOptions, LabelMode, Subset } from './directory/directory-options.js';
export type { FileBatches } from './directory/file-batches.js';
export type { ImageInterpolation } from './images/resize-image.js';
export { normalize, type NormalizeOptions } from './normalize.js';
export {
  padSequences,
  type PadSequencesOptions,
  type Sequences,
  type SequenceType,
} from './pad-sequences.js';
export {
  parseCsv,
  readCsv,
  type Columns,
  type ColumnType,
  type CsvColumns,
  type ReadCsvOptions,
} from './read-csv.js';
export { readVocabulary, type ReadVocabularyOptions } from './read-vocabulary.js';
export {
  splitDataset,
  type SplitArray,
  type SplitDatasetOptions,
  type SplitPart,
  type Splittable,
} from './split-dataset.js';
export {
  textDatasetFromDirectory,
  type TextDatasetFromDirectoryOptions,
} from './text-dataset-from-directory.js';
export { timeseriesDataset, type TimeseriesDatasetOptions } from './timeseries-dataset.js';
export { toCategorical } from './to-categorical.js';
