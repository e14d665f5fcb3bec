import * as tf from '@tensorflow/tfjs-core';
import { type LayerArgs, type LayerClass } from '../define-class.js';
import { activationOf } from '../settings.js';
import { CellRecurrence } from './cell-recurrence.js';
import { recurrentClass } from './recurrent.js';
import { stateProduct, type Activate, type Cell, type Step, type StepParts } from './step.js';

/** The gates of a step: the update and the reset gate, and the input's part of the new state. */
type Gates = (x: tf.Tensor, product: tf.Tensor) => readonly [tf.Tensor, tf.Tensor];

/** The old state and a new one, mixed by the update gate. */
const mixed = (update: tf.Tensor, old: tf.Tensor, fresh: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(update, old), tf.mul(tf.sub(1, update), fresh));

/** The reset gate acts on the state's product: one product a step. */
const resetAfter = (parts: StepParts, gates: Gates, activate: Activate): Step => {
  const product = stateProduct(parts);
  const units = parts.kernel.shape[0]!;
  return (x, [h]) => {
    const [[xGates, xFresh], [hGates, hFresh]] = [x, product(h!)].map((all) =>
      tf.split(all, [2 * units, units], 1),
    ) as [[tf.Tensor, tf.Tensor], [tf.Tensor, tf.Tensor]];
    const [update, reset] = gates(xGates, hGates);
    return [mixed(update, h!, activate(tf.add(xFresh, tf.mul(reset, hFresh))))];
  };
};

/** The reset gate acts on the state before its product. */
const resetBefore = (parts: StepParts, gates: Gates, activate: Activate): Step => {
  const { kernel, dropped } = parts;
  const units = kernel.shape[0]!;
  const [gateKernel, freshKernel] = tf.split(kernel, [2 * units, units], 1) as [tf.Tensor, tf.Tensor];
  const product = stateProduct({ kernel: gateKernel, bias: undefined, dropped: dropped?.slice(0, 2) });
  return (x, [h]) => {
    const [xGates, xFresh] = tf.split(x, [2 * units, units], 1) as [tf.Tensor, tf.Tensor];
    const [update, reset] = gates(xGates, product(h!));
    const seen = dropped ? tf.mul(h!, dropped[2]!) : h!;
    const fresh = tf.add(xFresh, tf.matMul(tf.mul(reset, seen), freshKernel));
    return [mixed(update, h!, activate(fresh))];
  };
};

/** The step of a gated recurrent unit. Cho et al. 2014. */
export const gruCell = (args: LayerArgs): Cell => {
  const units = args['units'] as number;
  const activate = activationOf(args['activation']);
  const gate = activationOf(args['recurrentActivation']);
  const gates: Gates = (x, product) => {
    const [update, reset] = tf.split(gate(tf.add(x, product)), 2, 1);
    return [update!, reset!];
  };
  const after = args['resetAfter'] === true;
  return {
    gates: 3,
    states: 1,
    bias: after ? [2, 3 * units] : [3 * units],
    kernel:
      after && args['activation'] === 'tanh' && args['recurrentActivation'] === 'sigmoid'
        ? 'GRUSequence'
        : undefined,
    stepOf: (parts) => (after ? resetAfter : resetBefore)(parts, gates, activate),
  };
};

/** Gated recurrent unit as Keras computes it; tfjs's has no `resetAfter`, which is Keras's default. */
export const gruClass = (): LayerClass =>
  recurrentClass('GRU', (args) => new CellRecurrence(gruCell(args), args));
