import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { type LayerClass } from '../define-class.js';
import { holdingLayer } from '../holding.js';
import { shapesAlone, stepAlone } from './cell-class.js';
import { recurrenceOf, type Recurrence, type RecurrenceLayer, type Run } from './recurrence.js';
import type { Scanned } from './scan.js';

/**
 * Cells one upon the other. Each goes over all steps before the next one does, which comes to the same as all of them at
 * each step: what a cell gives of a masked step reaches nothing.
 */
const stacked = (cells: readonly Recurrence[]): Recurrence => ({
  gives: (step) => {
    const states: tfl.Shape[] = [];
    const output = cells.reduce((shape, cell) => {
      const [next, ...own] = cell.gives(shape);
      states.push(...own);
      return next;
    }, step);
    return [output, ...states];
  },
  over: (run) => {
    const states: tf.Tensor[] = [];
    let { x } = run;
    let scanned: Scanned | undefined;
    cells.forEach((cell, i) => {
      const isLast = i === cells.length - 1;
      const [, ...own] = cell.gives(x.shape.slice(1));
      const start = run.start.slice(states.length, states.length + own.length);
      const inner: Partial<Run> = isLast ? {} : { all: true, zeroOutput: false, fromZeros: true };
      scanned = cell.over({ ...run, ...inner, x, start });
      states.push(...scanned.states);
      if (!isLast) x = tf.transpose(scanned.outputs!, [1, 0, 2]);
    });
    return { ...scanned!, states };
  },
});

/** Cells one upon the other, as one. */
export const stackedCellsClass = (): LayerClass =>
  class StackedRNNCells extends holdingLayer() implements RecurrenceLayer {
    static readonly className = 'StackedRNNCells';

    get recurrence(): Recurrence {
      return stacked(this.held['cells']!.map(recurrenceOf));
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      let shape = (Array.isArray(shapes[0]) ? shapes[0] : shapes) as tfl.Shape;
      for (const cell of this.held['cells']!) {
        this.buildHeld(cell, shape);
        [shape] = recurrenceOf(cell).gives(shape);
      }
      super.build(shapes);
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape[] {
      return shapesAlone(this.recurrence, shapes);
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor[] {
      return stepAlone(this.recurrence, inputs, kwargs);
    }
  } as unknown as LayerClass;
