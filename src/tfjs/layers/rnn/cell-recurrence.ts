import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random-layers.js';
import { freshSeed, seedOf } from '../../random.js';
import type { LayerArgs } from '../define-class.js';
import { settingOf } from '../settings.js';
import { scanAtOnce } from './at-once.js';
import { wide, type Recurrence, type Run } from './recurrence.js';
import { scan, type Scanned } from './scan.js';
import type { Cell } from './step.js';

/** What adds a weight to a layer. */
export type AddWeight = tfl.layers.Layer['addWeight'];

type Initializer = Parameters<AddWeight>[3];
type Regularizer = Parameters<AddWeight>[4];
type Constraint = Parameters<AddWeight>[6];

/** The weights of a cell. */
interface Weights {
  readonly kernel: tfl.LayerVariable;
  readonly recurrent: tfl.LayerVariable;
  readonly bias: tfl.LayerVariable | undefined;
}

/** Adds a weight to a layer, with what its options say of such: `kernel`, `recurrent` or `bias`. */
export const addStepWeight = (
  add: AddWeight,
  args: LayerArgs,
  prefix: 'kernel' | 'recurrent' | 'bias',
  shape: readonly number[],
): tfl.LayerVariable =>
  add(
    prefix === 'recurrent' ? 'recurrent_kernel' : prefix,
    [...shape],
    'float32',
    settingOf<Initializer>(args[`${prefix}Initializer`]) ?? tfl.initializers.zeros(),
    settingOf<Regularizer>(args[`${prefix}Regularizer`]),
    true,
    settingOf<Constraint>(args[`${prefix}Constraint`]),
  );

/** A cell over steps: what it computes at each, with the weights that it adds to its layer, and what it drops in training. */
export class CellRecurrence implements Recurrence {
  private own: Weights | undefined;
  private seed: number;
  private calls = 0;

  constructor(
    private readonly cell: Cell,
    private readonly args: LayerArgs,
  ) {
    this.seed = (args['seed'] as number | undefined) ?? freshSeed();
  }

  private get units(): number {
    return this.args['units'] as number;
  }

  /** Adds the weights for inputs of so many features to a layer. */
  build(add: AddWeight, features: number): void {
    const { units, args, cell } = this;
    const width = cell.gates * units;
    const kernel = addStepWeight(add, args, 'kernel', [features, width]);
    const recurrent = addStepWeight(add, args, 'recurrent', [units, width]);
    const bias = args['useBias'] === false ? undefined : addStepWeight(add, args, 'bias', cell.bias);
    this.own = { kernel, recurrent, bias };
  }

  gives([batch]: tfl.Shape): readonly [tfl.Shape, ...tfl.Shape[]] {
    const each = [batch!, this.units];
    return [each, ...Array.from({ length: this.cell.states }, () => each)];
  }

  over({ x, mask, start, fromZeros, all, zeroOutput, training }: Run): Scanned {
    const parts = this.parts(x.shape[1]!, training);
    const sequence = {
      products: this.products(x, training),
      mask: mask && wide(mask, [...mask.shape, this.units]),
      start,
    };
    // before any step that is there the output is zero, which the states to begin with need not be
    const isPlain = !mask || (!zeroOutput && fromZeros);
    return (
      (isPlain && scanAtOnce(this.cell, parts, sequence, { all })) ||
      scan(this.cell.stepOf(parts), sequence, { all, zeroOutput })
    );
  }

  /** The products of all inputs with the kernel, at once: `[steps, batch, features]` gives `[steps, batch, width]`. */
  private products(x: tf.Tensor, training: boolean): tf.Tensor {
    const { kernel, bias } = this.own!;
    const [steps, batch, features] = x.shape as [number, number, number];
    const times = (rows: tf.Tensor, by: tf.Tensor) =>
      tf.matMul(tf.reshape(rows, [steps * batch, features]), by);
    // Keras drops otherwise for each gate where the state is dropped from, too
    const count = Number(this.args['recurrentDropout'] ?? 0) > 0 ? this.cell.gates : 1;
    const dropped = this.dropped('dropout', [batch, features], count, training);
    const rows = dropped?.map((seen) => tf.mul(x, seen)) ?? [x];
    const all = tf.concat(
      rows.length === 1
        ? [times(rows[0]!, kernel.read())]
        : tf.split(kernel.read(), rows.length, 1).map((part, i) => times(rows[i]!, part)),
      1,
    );
    const own = bias && (this.cell.bias.length > 1 ? tf.unstack(bias.read())[0]! : bias.read());
    return tf.reshape(own ? tf.add(all, own) : all, [steps, batch, -1]);
  }

  private parts(batch: number, training: boolean) {
    const { recurrent, bias } = this.own!;
    return {
      kernel: recurrent.read(),
      bias: bias && this.cell.bias.length > 1 ? tf.unstack(bias.read())[1]! : undefined,
      dropped: this.dropped('recurrentDropout', [batch, this.units], this.cell.gates, training),
    };
  }

  /** What is left of a share that is dropped, the same at every step; a rate of 1 drops nothing in Keras's gated layers. */
  private dropped(
    option: 'dropout' | 'recurrentDropout',
    shape: number[],
    count: number,
    training: boolean,
  ): readonly tf.Tensor[] | undefined {
    const rate = Number(this.args[option] ?? 0);
    if (!training || rate === 0 || (rate === 1 && this.cell.gates > 1)) return undefined;
    return Array.from({ length: count }, () => {
      const draws = tf.randomUniform(shape, 0, 1, 'float32', seedOf(this.seed, this.calls++));
      const left = tf.cast(tf.greaterEqual(draws, rate), 'float32');
      return rate === 1 ? tf.zerosLike(left) : tf.mul(left, 1 / (1 - rate));
    });
  }

  get randomState(): RandomState {
    return { seed: this.seed, calls: this.calls };
  }

  set randomState({ seed, calls }: RandomState) {
    this.seed = seed;
    this.calls = calls;
  }
}
