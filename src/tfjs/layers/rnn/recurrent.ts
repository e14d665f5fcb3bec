import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { ShapeMismatchError } from '../../../shapes/shape.js';
import type { RandomLayer, RandomState } from '../../random-layers.js';
import { freshSeed, seedOf } from '../../random.js';
import { isTraining, keptSteps, maskOf, type LayerArgs, type LayerClass } from '../define-class.js';
import { settingOf, written } from '../settings.js';
import { scanAtOnce } from './at-once.js';
import { scan } from './scan.js';
import type { StatefulLayer } from './stateful.js';
import type { Cell } from './step.js';

type Initializer = Parameters<tfl.layers.Layer['addWeight']>[3];
type Regularizer = Parameters<tfl.layers.Layer['addWeight']>[4];
type Constraint = Parameters<tfl.layers.Layer['addWeight']>[6];

/** The weights of a layer. */
interface Weights {
  readonly kernel: tfl.LayerVariable;
  readonly recurrent: tfl.LayerVariable;
  readonly bias: tfl.LayerVariable | undefined;
}

/** A mask `[batch, steps]` for each value of a sequence; as floats: tfjs's wasm repeats no others. */
const alongSteps = (mask: tf.Tensor, shape: number[]): tf.Tensor =>
  tf.broadcastTo(tf.expandDims(tf.cast(mask, 'float32'), -1), shape);

/** A layer that does what a cell does at each step of a sequence, as Keras's RNN. */
export const recurrentClass = (name: string, cellOf: (args: LayerArgs) => Cell): LayerClass =>
  class Recurrent extends tfl.layers.Layer implements RandomLayer, StatefulLayer {
    static readonly className = name;
    override readonly supportsMasking = true;
    private readonly cell: Cell;
    private own: Weights | undefined;
    private memory: readonly tf.Variable[] | undefined;
    private seed: number;
    private calls = 0;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.cell = cellOf(args);
      this.seed = (args['seed'] as number | undefined) ?? freshSeed();
    }

    private get units(): number {
      return this.args['units'] as number;
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      const [shape] = (Array.isArray(shapes[0]) ? shapes : [shapes]) as [tfl.Shape];
      const { units, args, cell } = this;
      const weight = (weightName: string, prefix: string, size: readonly number[]) =>
        this.addWeight(
          weightName,
          [...size],
          'float32',
          settingOf<Initializer>(args[`${prefix}Initializer`]) ?? tfl.initializers.zeros(),
          settingOf<Regularizer>(args[`${prefix}Regularizer`]),
          true,
          settingOf<Constraint>(args[`${prefix}Constraint`]),
        );
      const width = cell.gates * units;
      const kernel = weight('kernel', 'kernel', [shape.at(-1)!, width]);
      const recurrent = weight('recurrent_kernel', 'recurrent', [units, width]);
      const bias = args['useBias'] === false ? undefined : weight('bias', 'bias', cell.bias);
      this.own = { kernel, recurrent, bias };
      super.build(shapes);
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      const [shape] = (Array.isArray(shapes[0]) ? shapes : [shapes]) as [tfl.Shape];
      const [batch, steps] = shape;
      const output = this.args['returnSequences'] ? [batch!, steps!, this.units] : [batch!, this.units];
      if (!this.args['returnState']) return output;
      return [output, ...Array.from({ length: this.cell.states }, () => [batch!, this.units])];
    }

    override computeMask(
      _: tf.Tensor | tf.Tensor[],
      mask?: tf.Tensor | tf.Tensor[],
    ): tf.Tensor | tf.Tensor[] {
      const steps = this.args['returnSequences'] ? [mask].flat()[0] : undefined;
      const output = (steps ?? null) as tf.Tensor;
      if (!this.args['returnState']) return output;
      return [output, ...Array.from({ length: this.cell.states }, () => null as unknown as tf.Tensor)];
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      return tf.tidy(() => {
        const [x, ...given] = [inputs].flat() as [tf.Tensor, ...tf.Tensor[]];
        const training = isTraining(kwargs);
        const mask = maskOf(kwargs);
        const batch = x.shape[0]!;
        // what stands in a masked step is chosen away before anything is computed of it: NaN times 0 is NaN
        const kept = mask ? keptSteps(x, alongSteps(mask, x.shape)) : x;
        const parts = this.parts(batch, training);
        const sequence = {
          products: this.products(this.inOrder(kept), training),
          mask: mask && this.inOrder(alongSteps(mask, [...mask.shape, this.units])),
          start: this.start(batch, given),
        };
        const zeroOutput = this.args['zeroOutputForMask'] === true;
        const options = { all: this.args['returnSequences'] === true, zeroOutput };
        // before any step that is there the output is zero, which the states to begin with need not be
        const isPlain = !mask || (!zeroOutput && given.length === 0 && !this.memory);
        const { last, outputs, states } =
          (isPlain && scanAtOnce(this.cell, parts, sequence, options)) ||
          scan(this.cell.stepOf(parts), sequence, options);
        if (this.args['stateful']) this.remember(states);
        const output = outputs ?? last;
        // tfjs wants each output to be a tensor of its own
        return this.args['returnState'] ? [output, ...states.map((state) => tf.clone(state))] : output;
      });
    }

    /** `[batch, steps, ...]` as `[steps, batch, ...]`, in the order in which the steps are taken. */
    private inOrder(x: tf.Tensor): tf.Tensor {
      const steps = tf.transpose(x, [1, 0, 2]);
      return this.args['goBackwards'] ? tf.reverse(steps, 0) : steps;
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

    /** The states to begin with: those given, or what the batch before left, or zeros. */
    private start(batch: number, given: readonly tf.Tensor[]): readonly tf.Tensor[] {
      const before = this.memory ? this.memory[0]!.shape[0]! : batch;
      if (before !== batch)
        throw new ShapeMismatchError(
          `${this.name} is stateful: it goes on from a batch of ${before} samples, got a batch of ${batch}; ` +
            'give batches of one size, or call resetStates() first',
        );
      if (given.length > 0) return given;
      return (
        this.memory?.map((state) => tf.clone(state)) ??
        Array.from({ length: this.cell.states }, () => tf.zeros([batch, this.units]))
      );
    }

    /** Keeps the states for the next batch: as variables, which no gradient goes through. */
    private remember(states: readonly tf.Tensor[]): void {
      if (this.memory) this.memory.forEach((state, i) => state.assign(states[i]!));
      else this.memory = states.map((state) => tf.variable(state, false));
    }

    freeStates(): void {
      this.memory?.forEach((state) => state.dispose());
      this.memory = undefined;
    }

    override resetStates(): void {
      this.freeStates();
    }

    protected override disposeWeights(): number {
      this.freeStates();
      return super.disposeWeights();
    }

    get randomState(): RandomState {
      return { seed: this.seed, calls: this.calls };
    }

    set randomState({ seed, calls }: RandomState) {
      this.seed = seed;
      this.calls = calls;
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), ...written(this.args), name: this.name };
    }
  } as unknown as LayerClass;
