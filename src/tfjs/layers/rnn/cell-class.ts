import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomLayer, RandomState } from '../../random-layers.js';
import { isTraining, type LayerArgs, type LayerClass } from '../define-class.js';
import { written } from '../settings.js';
import { CellRecurrence } from './cell-recurrence.js';
import type { Recurrence, RecurrenceLayer } from './recurrence.js';
import type { Cell } from './step.js';

/** One step by itself: of the input and the states before it, which are zeros where none are given. */
export const stepAlone = (
  recurrence: Recurrence,
  inputs: tf.Tensor | tf.Tensor[],
  kwargs: unknown,
): tf.Tensor[] =>
  tf.tidy(() => {
    const [x, ...given] = [inputs].flat() as [tf.Tensor, ...tf.Tensor[]];
    const [, ...shapes] = recurrence.gives(x.shape);
    const { last, states } = recurrence.over({
      x: tf.expandDims(x, 0),
      mask: undefined,
      start: given.length > 0 ? given : shapes.map((shape) => tf.zeros(shape as number[])),
      fromZeros: given.length === 0,
      all: false,
      zeroOutput: false,
      training: isTraining(kwargs),
    });
    // tfjs wants each output to be a tensor of its own
    return [last, ...states.map((state) => tf.clone(state))];
  });

/** The shapes of what comes of one step. */
export const shapesAlone = (recurrence: Recurrence, shapes: tfl.Shape | tfl.Shape[]): tfl.Shape[] => [
  ...recurrence.gives((Array.isArray(shapes[0]) ? shapes[0] : shapes) as tfl.Shape),
];

/** A cell as a layer: it holds the weights, and by itself takes one step. */
export const cellClass = (name: string, cellOf: (args: LayerArgs) => Cell): LayerClass =>
  class CellLayer extends tfl.layers.Layer implements RandomLayer, RecurrenceLayer {
    static readonly className = name;
    readonly recurrence: CellRecurrence;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.recurrence = new CellRecurrence(cellOf(args), args);
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      const [step] = (Array.isArray(shapes[0]) ? shapes : [shapes]) as [tfl.Shape];
      this.recurrence.build(this.addWeight.bind(this), step);
      super.build(shapes);
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape[] {
      return shapesAlone(this.recurrence, shapes);
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor[] {
      return stepAlone(this.recurrence, inputs, kwargs);
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
