import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomLayer, RandomState } from '../../random-layers.js';
import type { LayerArgs, LayerClass } from '../define-class.js';
import { written } from '../settings.js';
import { Going, stepOf } from './going.js';
import type { OwnRecurrence, RecurrenceLayer } from './recurrence.js';
import type { RememberingLayer } from './stateful.js';

/** A layer that goes over the steps of a sequence, as Keras's RNN, with weights of its own. */
export const recurrentClass = (name: string, recurrenceOf: (args: LayerArgs) => OwnRecurrence): LayerClass =>
  class Recurrent extends tfl.layers.Layer implements RandomLayer, RememberingLayer, RecurrenceLayer {
    static readonly className = name;
    override readonly supportsMasking = true;
    readonly recurrence: OwnRecurrence;
    private readonly going: Going;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.recurrence = recurrenceOf(args);
      this.going = new Going(args, () => this.recurrence);
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      this.recurrence.build(this.addWeight.bind(this), stepOf(shapes));
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

    get randomState(): RandomState {
      return this.recurrence.dropout.randomState;
    }

    set randomState(state: RandomState) {
      this.recurrence.dropout.randomState = state;
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), ...written(this.args), name: this.name };
    }
  } as unknown as LayerClass;
