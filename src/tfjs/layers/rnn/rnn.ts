import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { type LayerArgs, type LayerClass } from '../define-class.js';
import { holdingLayer } from '../holding.js';
import { Going, stepOf } from './going.js';
import { recurrenceOf, type Recurrence, type RecurrenceLayer } from './recurrence.js';
import type { RememberingLayer } from './stateful.js';

/** What of the arguments says how it goes over the steps. */
const options = ['returnSequences', 'returnState', 'goBackwards', 'stateful', 'unroll', 'zeroOutputForMask'];

/** A cell that is held, over the steps of a sequence. */
export const rnnClass = (): LayerClass =>
  class RNN extends holdingLayer() implements RememberingLayer, RecurrenceLayer {
    static readonly className = 'RNN';
    override readonly supportsMasking = true;
    private readonly going: Going;

    constructor(private readonly args: LayerArgs) {
      super(args);
      this.going = new Going(args, () => this.recurrence);
    }

    private get cell(): tfl.layers.Layer {
      return this.held['cell']![0]!;
    }

    get recurrence(): Recurrence {
      return recurrenceOf(this.cell);
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      this.buildHeld(this.cell, stepOf(shapes));
      super.build(shapes);
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      return this.going.outputShape(shapes);
    }

    override computeMask(
      inputs: tf.Tensor | tf.Tensor[],
      mask?: tf.Tensor | tf.Tensor[],
    ): tf.Tensor | tf.Tensor[] {
      return this.going.outputMask(inputs, mask);
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      return this.going.call(this.name, inputs, kwargs);
    }

    get memory(): readonly tf.Tensor[] | undefined {
      return this.going.states;
    }

    set memory(states: readonly tf.Tensor[] | undefined) {
      this.going.states = states;
    }

    freeStates(): void {
      this.going.forget();
    }

    override resetStates(): void {
      this.freeStates();
    }

    protected override disposeWeights(): number {
      this.freeStates();
      return super.disposeWeights();
    }

    override getConfig(): tf.serialization.ConfigDict {
      const own = Object.fromEntries(options.map((key) => [key, this.args[key] ?? false]));
      return { ...super.getConfig(), ...own };
    }
  } as unknown as LayerClass;
