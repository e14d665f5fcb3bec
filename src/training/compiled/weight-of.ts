import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Lifetimes } from './lifetimes.js';
import type { Value } from './value.js';

/** A layer's weight among a plan's variables. */
export const weightOf = (planner: Lifetimes, variable: tfl.LayerVariable): Value =>
  planner.weight(variable.read() as tf.Variable);
