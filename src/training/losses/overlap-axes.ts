import * as tf from '@tensorflow/tfjs-core';
import { either, integer, listOf } from '../../options/kinds.js';

/** The axes along which overlaps are summed. */
export const overlapAxes = either(
  integer,
  listOf('a list of axes', integer, (axes) => axes.length > 0),
  'an axis or a list of axes',
);

/** A sum along some axes, or of everything where none are said. */
export const sumOver = (x: tf.Tensor, axis: number | readonly number[] | undefined): tf.Tensor =>
  axis === undefined ? tf.sum(x) : tf.sum(x, typeof axis === 'number' ? axis : [...axis]);
