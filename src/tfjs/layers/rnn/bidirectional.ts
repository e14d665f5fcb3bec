import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { isTraining, maskOf, type LayerArgs, type LayerClass } from '../define-class.js';
import { holdingLayer } from '../holding.js';
import { countingInside } from '../inside.js';
import { stepOf } from './going.js';
import { recurrenceOf } from './recurrence.js';
import { isStateful, type StatefulLayer } from './stateful.js';

type Merge = (forward: tf.Tensor, backward: tf.Tensor) => tf.Tensor;

const merges: Readonly<Record<string, Merge>> = {
  concat: (forward, backward) => tf.concat([forward, backward], -1),
  sum: tf.add,
  mul: tf.mul,
  ave: (forward, backward) => tf.div(tf.add(forward, backward), 2),
};

const firstOf = (shapes: tfl.Shape | tfl.Shape[]): tfl.Shape =>
  (Array.isArray(shapes[0]) ? shapes[0] : shapes) as tfl.Shape;

const shapesOf = (shapes: tfl.Shape | tfl.Shape[]): tfl.Shape[] =>
  (Array.isArray(shapes[0]) ? shapes : [shapes]) as tfl.Shape[];

/** Two recurrent layers, one of which goes backwards; what that one gives of each step is turned round before both are merged. */
export const bidirectionalClass = (): LayerClass =>
  class Bidirectional extends holdingLayer() implements StatefulLayer {
    static readonly className = 'Bidirectional';
    override readonly supportsMasking = true;
    private readonly mode: string | null;

    constructor(args: LayerArgs) {
      super(args);
      this.mode = (args['mergeMode'] as string | null | undefined) ?? null;
    }

    private get ways(): readonly [tfl.layers.Layer, tfl.layers.Layer] {
      return [this.held['forwardLayer']![0]!, this.held['backwardLayer']![0]!];
    }

    private get givesSteps(): boolean {
      return this.ways[0].getConfig()['returnSequences'] === true;
    }

    override build(shapes: tfl.Shape | tfl.Shape[]): void {
      for (const way of this.ways) this.buildHeld(way, firstOf(shapes));
      super.build(shapes);
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      const [one, other] = this.ways.map((way) => shapesOf(way.computeOutputShape(firstOf(shapes))));
      const [[out, ...states], [back, ...others]] = [one!, other!] as [
        [tfl.Shape, ...tfl.Shape[]],
        [tfl.Shape, ...tfl.Shape[]],
      ];
      const joined = [...out.slice(0, -1), out.at(-1)! + back.at(-1)!];
      const outputs = this.mode === null ? [out, back] : [this.mode === 'concat' ? joined : out];
      const all = [...outputs, ...states, ...others];
      return all.length === 1 ? all[0]! : all;
    }

    override computeMask(
      _: tf.Tensor | tf.Tensor[],
      mask?: tf.Tensor | tf.Tensor[],
    ): tf.Tensor | tf.Tensor[] {
      const steps = (this.givesSteps ? ([mask].flat()[0] ?? null) : null) as tf.Tensor;
      return this.mode === null ? [steps, steps] : steps;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      return countingInside(kwargs, (count) => {
        const [x, ...states] = [inputs].flat() as [tf.Tensor, ...tf.Tensor[]];
        const mask = maskOf(kwargs);
        const [forward, backward] = this.ways;
        const go = (way: tfl.layers.Layer, given: tf.Tensor[]) => {
          const made = way.call([x, ...given], { training: isTraining(kwargs), ...(mask && { mask }) });
          return [count(made, way === forward ? 'forwardLayer' : 'backwardLayer')].flat() as [
            tf.Tensor,
            ...tf.Tensor[],
          ];
        };
        const own = recurrenceOf(forward).gives(stepOf(x.shape)).length - 1;
        const [y, ...last] = go(forward, states.slice(0, own));
        const [reversed, ...first] = go(backward, states.slice(own));
        const back = this.givesSteps ? tf.reverse(reversed, 1) : reversed;
        const outputs = this.mode === null ? [y, back] : [merges[this.mode]!(y, back)];
        const all = [...outputs, ...last, ...first];
        return all.length === 1 ? all[0]! : all;
      });
    }

    freeStates(): void {
      for (const way of this.ways) if (isStateful(way)) way.freeStates();
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), mergeMode: this.mode };
    }
  } as unknown as LayerClass;
