import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomLayer, RandomState } from '../../random-layers.js';
import type { LayerArgs, LayerClass } from '../define-class.js';
import { written } from '../settings.js';
import { CellRecurrence } from './cell-recurrence.js';
import { Going, stepOf } from './going.js';
import type { RecurrenceLayer } from './recurrence.js';
import type { StatefulLayer } from './stateful.js';
import type { Cell } from './step.js';

/** A layer that does what a cell does at each step of a sequence, as Keras's RNN, with the cell's weights as its own. */
export const recurrentClass = (name: string, cellOf: (args: LayerArgs) => Cell): LayerClass =>
  class Recurrent extends tfl.layers.Layer implements RandomLayer, StatefulLayer, RecurrenceLayer {
    static readonly className = name;
    override readonly supportsMasking = true;
    readonly recurrence: CellRecurrence;
    private readonly going: Going;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.recurrence = new CellRecurrence(cellOf(args), args);
      this.going = new Going(args, () => this.recurrence);
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      this.recurrence.build(this.addWeight.bind(this), stepOf(shapes).at(-1)!);
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

    get randomState(): RandomState {
      return this.recurrence.randomState;
    }

    set randomState(state: RandomState) {
      this.recurrence.randomState = state;
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), ...written(this.args), name: this.name };
    }
  } as unknown as LayerClass;
