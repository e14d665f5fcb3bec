import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { wantKernels } from '../../../backends/late-kernels.js';
import type { LayerArgs } from '../define-class.js';
import { scanAtOnce } from './at-once.js';
import { wide, type OwnRecurrence, type Run } from './recurrence.js';
import { scan, type Scanned } from './scan.js';
import type { Cell } from './step.js';
import { StepDropout } from './step-dropout.js';
import { addStepWeights, type AddWeight, type StepWeights } from './step-weights.js';

/** A cell over steps: what it computes at each, with the weights that it adds to its layer, and what it drops in training. */
export class CellRecurrence implements OwnRecurrence {
  readonly dropout: StepDropout;
  private own: StepWeights | undefined;

  constructor(
    private readonly cell: Cell,
    private readonly args: LayerArgs,
  ) {
    this.dropout = new StepDropout(args, cell.gates);
    if (cell.kernel) wantKernels([cell.kernel, `${cell.kernel}Grad`]);
  }

  /** The weights of its steps, once it is built. */
  get weights(): StepWeights {
    return this.own!;
  }

  private get units(): number {
    return this.args['units'] as number;
  }

  build(add: AddWeight, step: tfl.Shape): void {
    const { units, args, cell } = this;
    const width = cell.gates * units;
    this.own = addStepWeights(add, args, {
      kernel: [step.at(-1)!, width],
      recurrent: [units, width],
      bias: cell.bias,
    });
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
    const isPlain = !mask || zeroOutput || fromZeros;
    return (
      (isPlain && scanAtOnce(this.cell, parts, sequence, { all, zeroOutput })) ||
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
    const dropped = this.dropout.masks('dropout', [batch, features], count, training);
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
      dropped: this.dropout.masks('recurrentDropout', [batch, this.units], this.cell.gates, training),
    };
  }
}
