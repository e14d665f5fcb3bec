import * as tf from '@tensorflow/tfjs-core';
import { type LayerArgs, type LayerClass } from '../define-class.js';
import { activationOf } from '../settings.js';
import { CellRecurrence } from './cell-recurrence.js';
import { recurrentClass } from './recurrent.js';
import { stateProduct, type Cell } from './step.js';

/** The plain step: `activation(x + h · kernel)`. */
export const simpleRNNCell = ({ units, activation }: LayerArgs): Cell => {
  const activate = activationOf(activation);
  return {
    gates: 1,
    states: 1,
    bias: [units as number],
    stepOf: (parts) => {
      const product = stateProduct(parts);
      return (x, [h]) => [activate(tf.add(x, product(h!)))];
    },
  };
};

/** The plain recurrent layer as Keras computes it. */
export const simpleRNNClass = (): LayerClass =>
  recurrentClass('SimpleRNN', (args) => new CellRecurrence(simpleRNNCell(args), args));
