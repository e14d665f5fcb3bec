import { declare } from '../options/declare.js';
import { anything, count, listOf, text } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { DataError } from '../training/data/data-error.js';
import { needsArray, type ArrayData } from './array-data.js';
import { readScores } from './report/classes.js';

/** Options of `decodePredictions`. */
export interface DecodePredictionsOptions<N extends string = string> {
  /** A name for each class, in order. Default: their numbers. */
  readonly classNames?: readonly N[];
  /** How many classes of each row are wanted; fewer where there are not so many. Default 5. */
  readonly top?: number;
}

/** The options of `decodePredictions`, declared. */
const decodePredictionsOptions = {
  classNames: optional(listOf('a list of names', text, (names) => names.length > 0)),
  top: optional(count, 5),
} satisfies Declares<DecodePredictionsOptions>;

/** A class, and how much a model gives for it. */
export interface DecodedClass<N extends string = string> {
  /** Its name. */
  readonly name: N;
  /** Its place among the classes. */
  readonly index: number;
  /** The model's value for it: a share, or a logit. */
  readonly score: number;
}

interface DecodePredictions {
  <const N extends string = string>(
    yPred: ArrayData,
    options?: DecodePredictionsOptions<N>,
  ): DecodedClass<N>[][];
}

/**
 * The likeliest classes of each row of what a model gave, with their names, the likeliest first.
 *
 * @param yPred Shares or logits `[samples, classes]`.
 * @throws DataError where there are not as many classes as `classNames`.
 * @example decodePredictions([[0.1, 0.6, 0.3]], { classNames: ['cat', 'dog', 'cow'], top: 2 })
 * // [[{ name: 'dog', index: 1, score: 0.6 }, { name: 'cow', index: 2, score: 0.3 }]]
 * @see https://keras.io/api/applications/
 */
export const decodePredictions: DecodePredictions = /* @__PURE__ */ declare(
  {
    name: 'decodePredictions',
    takes: { yPred: anything<ArrayData>(needsArray) },
    options: decodePredictionsOptions,
  },
  ({ yPred, classNames, top }) => {
    const { values, shape, width } = readScores('decodePredictions: yPred', yPred);
    if (classNames !== undefined && classNames.length !== width)
      throw new DataError(
        `decodePredictions: yPred has ${width} classes, but classNames ${classNames.length}`,
      );
    return Array.from({ length: shape[0]! }, (_, row) =>
      Array.from({ length: width }, (_, index) => ({
        name: classNames?.[index] ?? String(index),
        index,
        score: values[row * width + index]!,
      }))
        .sort((a, b) => b.score - a.score)
        .slice(0, top),
    );
  },
);
