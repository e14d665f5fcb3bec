import * as tf from '@tensorflow/tfjs-core';
import { type LayerArgs, type LayerClass } from '../define-class.js';
import { activationOf } from '../settings.js';
import { CellRecurrence } from './cell-recurrence.js';
import { recurrentClass } from './recurrent.js';
import { stateProduct, type Cell } from './step.js';

/** The step of long short-term memory: its states are the output and the carry. Hochreiter and Schmidhuber 1997. */
export const lstmCell = ({ units, activation, recurrentActivation }: LayerArgs): Cell => {
  const activate = activationOf(activation);
  const gate = activationOf(recurrentActivation);
  return {
    gates: 4,
    states: 2,
    bias: [4 * (units as number)],
    kernel: activation === 'tanh' && recurrentActivation === 'sigmoid' ? 'LSTMSequence' : undefined,
    stepOf: (parts) => {
      const product = stateProduct(parts);
      return (x, [h, carry]) => {
        const [taken, kept, fresh, given] = tf.split(tf.add(x, product(h!)), 4, 1);
        const next = tf.add(tf.mul(gate(kept!), carry!), tf.mul(gate(taken!), activate(fresh!)));
        return [tf.mul(gate(given!), activate(next)), next];
      };
    },
  };
};

/** Long short-term memory as Keras computes it: sigmoid gates, a forget gate that begins open. */
export const lstmClass = (): LayerClass =>
  recurrentClass('LSTM', (args) => new CellRecurrence(lstmCell(args), args));
