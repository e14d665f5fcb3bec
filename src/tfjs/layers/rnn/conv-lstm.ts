import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Rank } from '../../../shapes/rank.js';
import { orThrow } from '../../../shapes/shape.js';
import { slideSpace } from '../../../shapes/slide.js';
import { convolve } from '../convolutional/conv.js';
import { toChannelsFirst, toChannelsLast, type LayerArgs, type LayerClass } from '../define-class.js';
import { settingsOf, type WindowSettings } from '../kernel-layer.js';
import { activationOf } from '../settings.js';
import { recurrentClass } from './recurrent.js';
import { wide, type OwnRecurrence, type Run } from './recurrence.js';
import { scan, type Scanned } from './scan.js';
import type { Step } from './step.js';
import { StepDropout } from './step-dropout.js';
import { addStepWeights, type AddWeight, type StepWeights } from './step-weights.js';

const gates = 4;

/** A convolution of all gates at once; or each gate's, where they see other parts of the data. */
const convolveGates = (
  x: tf.Tensor,
  kernel: tf.Tensor,
  settings: WindowSettings,
  see: ((x: tf.Tensor, gate: number) => tf.Tensor) | undefined,
): tf.Tensor => {
  if (!see) return convolve(x, kernel, settings);
  const kernels = tf.split(kernel, gates, kernel.rank - 1);
  return tf.concat(
    kernels.map((each, gate) => convolve(see(x, gate), each, settings)),
    -1,
  );
};

/** Long short-term memory whose products are convolutions: with the window of its options over each step, with a plain one over the state. */
class ConvRecurrence implements OwnRecurrence {
  readonly dropout: StepDropout;
  private readonly settings: WindowSettings;
  /** What keeps the size of the state. */
  private readonly plain: WindowSettings;
  private own: StepWeights | undefined;

  constructor(
    private readonly args: LayerArgs,
    rank: Rank,
  ) {
    this.dropout = new StepDropout(args, gates);
    this.settings = settingsOf(args, rank);
    const ones = this.settings.kernelSize.map(() => 1);
    this.plain = { ...this.settings, strides: ones, dilationRate: ones, padding: 'same' };
  }

  private get first(): boolean {
    return this.settings.dataFormat === 'channelsFirst';
  }

  build(add: AddWeight, step: tfl.Shape): void {
    const { kernelSize, filters } = this.settings;
    const channels = step[this.first ? 1 : step.length - 1]!;
    this.own = addStepWeights(add, this.args, {
      kernel: [...kernelSize, channels, gates * filters],
      recurrent: [...kernelSize, filters, gates * filters],
      bias: [gates * filters],
    });
  }

  gives(step: tfl.Shape): readonly [tfl.Shape, ...tfl.Shape[]] {
    const { kernelSize, strides, padding, dilationRate, dataFormat, filters } = this.settings;
    const window = {
      ...{ size: kernelSize, strides, dilation: dilationRate, format: dataFormat },
      padding: padding === 'valid' ? ('valid' as const) : ('same' as const),
    };
    const each = [...orThrow(slideSpace(this.args.name ?? 'ConvLSTM', step, window, filters))] as tfl.Shape;
    return [each, each, each];
  }

  over({ x, mask, start, all, zeroOutput, training }: Run): Scanned {
    const states = this.first ? start.map(toChannelsLast) : start;
    const sequence = {
      products: this.products(x, training),
      mask: mask && wide(mask, [x.shape[0]!, ...states[0]!.shape]),
      start: states,
    };
    const found = scan(this.step(states[0]!.shape, training), sequence, { all, zeroOutput });
    if (!this.first) return found;
    return {
      last: toChannelsFirst(found.last),
      states: found.states.map(toChannelsFirst),
      outputs: found.outputs && eachStep(found.outputs, toChannelsFirst),
    };
  }

  /** The convolutions of all steps at once, `[steps, batch, ..., gates * filters]`. */
  private products(x: tf.Tensor, training: boolean): tf.Tensor {
    const { kernel, bias } = this.own!;
    const [steps, batch, ...step] = x.shape as [number, number, ...number[]];
    const dropped = this.dropout.masks('dropout', [batch, ...step], gates, training);
    const rows = (each: tf.Tensor) => {
      const joined = tf.reshape(each, [steps * batch, ...step]);
      return this.first ? toChannelsLast(joined) : joined;
    };
    const made = dropped
      ? convolveGates(x, kernel.read(), this.settings, (all, gate) => rows(tf.mul(all, dropped[gate]!)))
      : convolve(rows(x), kernel.read(), this.settings);
    const biased = bias ? tf.add(made, bias.read()) : made;
    return tf.reshape(biased, [steps, batch, ...made.shape.slice(1)]);
  }

  private step(state: number[], training: boolean): Step {
    const activate = activationOf(this.args['activation']);
    const gate = activationOf(this.args['recurrentActivation']);
    const kernel = this.own!.recurrent.read();
    const dropped = this.dropout.masks('recurrentDropout', state, gates, training);
    const see = dropped && ((h: tf.Tensor, at: number) => tf.mul(h, dropped[at]!));
    return (x, [h, carry]) => {
      const sums = tf.add(x, convolveGates(h!, kernel, this.plain, see));
      const [taken, kept, fresh, given] = tf.split(sums, gates, sums.rank - 1);
      const next = tf.add(tf.mul(gate(kept!), carry!), tf.mul(gate(taken!), activate(fresh!)));
      return [tf.mul(gate(given!), activate(next)), next];
    };
  }
}

/** What `change` makes of each step of `[batch, steps, ...]`. */
const eachStep = (x: tf.Tensor, change: (x: tf.Tensor) => tf.Tensor): tf.Tensor => {
  const [batch, steps, ...rest] = x.shape as [number, number, ...number[]];
  const made = change(tf.reshape(x, [batch * steps, ...rest]));
  return tf.reshape(made, [batch, steps, ...made.shape.slice(1)]);
};

/** Convolutional long short-term memory as Keras computes it, masks and all. Shi et al. 2015. */
export const convLstmClass = (rank: Rank): LayerClass =>
  recurrentClass(`ConvLSTM${rank}D`, (args) => new ConvRecurrence(args, rank));
