import { declare } from '../options/declare.js';
import { anything, listOf, text } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { needsArray, type ArrayData } from './array-data.js';
import { classCount, classesFrom, threshold } from './report/classes.js';

/** Options of `classOf`. */
export interface ClassOfOptions<N extends string = string> {
  /** A name for each class, in order. Default: none, and classes are their numbers. */
  readonly classNames?: readonly N[];
  /** Of single outputs: above it they are class 1. Default 0.5; 0 for logits. */
  readonly threshold?: number;
}

/** The options of `classOf`, declared. */
const classOfOptions = {
  classNames: optional(listOf('a list of names', text, (names) => names.length > 0)),
  threshold,
} satisfies Declares<ClassOfOptions>;

interface ClassOf {
  <const N extends string | number = number>(yPred: ArrayData, options?: ClassOfOptions<N & string>): N[];
}

/**
 * The class of each row of what a model gave: where the greatest share is, or whether a single one is above the threshold.
 *
 * @param yPred Shares or logits `[samples, classes]`, or single shares, `[samples, 1]`.
 * @throws DataError for more classes than `classNames`.
 * @example classOf([[0.1, 0.9], [0.7, 0.3]], { classNames: ['cat', 'dog'] }) // ['dog', 'cat']
 */
export const classOf: ClassOf = /* @__PURE__ */ declare(
  { name: 'classOf', takes: { yPred: anything<ArrayData>(needsArray) }, options: classOfOptions },
  ({ yPred, classNames, threshold }) => {
    const classes = classesFrom('classOf: yPred', yPred, threshold);
    classCount('classOf: yPred', classNames?.length, classes);
    return Array.from(classes, (each) => classNames?.[each] ?? each);
  },
);
