import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { OwnComputation } from '../../../graph/own-computation.js';
import type { AnyLayer, WeightSpec } from '../../../graph/layer.js';
import type { GraphLayer } from '../../../graph/layer-graph.js';
import { listOutputs } from '../../../graph/outputs.js';
import { orThrow, showShape, ShapeMismatchError, type Shape } from '../../../shapes/shape.js';
import { withoutNames } from '../../../shapes/sizes.js';
import type { RandomState } from '../../random-layers.js';
import { liveParts } from '../../live-parts.js';
import { freshSeed, seedOf } from '../../random.js';
import { tfjsValue } from '../../tfjs-config.js';
import { isTraining } from '../define-class.js';
import { holdingLayer } from '../holding.js';
import { stepAlone } from '../rnn/cell-class.js';
import type { Recurrence, RecurrenceLayer } from '../rnn/recurrence.js';
import { ownRecurrence } from './own-cell.js';

/** What a layer of the user's own is made from. */
export interface OwnLayerParts {
  /** Its options, as tfjs takes them. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly layer: AnyLayer;
  /** What it is called on first: its weights follow from that. */
  readonly on: GraphLayer['shapes'];
}

/** What such a layer is called with besides: where the penalties go on what its parts give. */
export interface OwnKwargs {
  readonly penalties?: tf.Scalar[];
}

type AddWeight = tfl.layers.Layer & {
  addWeight(...args: readonly unknown[]): tfl.LayerVariable;
};

/** One class for each definition: its name is the one that summaries and files of tfjs's show. */
const classes = new WeakMap<object, new (parts: OwnLayerParts) => tfl.layers.Layer>();

/** The tfjs layer of a layer of the user's own. */
export const ownLayer = (own: OwnComputation, parts: OwnLayerParts): tfl.layers.Layer => {
  const known = classes.get(own.definition) ?? ownClass(parts.layer.spec.className, own.anew !== undefined);
  classes.set(own.definition, known);
  return new known(parts);
};

const ownClass = (className: string, isCell: boolean): new (parts: OwnLayerParts) => tfl.layers.Layer => {
  class Own extends holdingLayer() {
    static readonly className = className;
    private readonly variables = new Map<string, tfl.LayerVariable>();
    private readonly specs: readonly WeightSpec[];
    private calls = 0;
    private seed: number;
    /** What this one computes: its options are no other's of the definition. */
    private readonly own: OwnComputation;

    constructor(private readonly parts: OwnLayerParts) {
      super({ name: parts.name, parts: parts.config['parts'] } as never);
      const own = parts.layer.spec.own!;
      this.own = own;
      // a model's are those of its parts, which are held
      this.specs = own.parts ? [] : parts.layer.spec.weights(...parts.on);
      this.seed = (parts.config['seed'] as number | undefined) ?? freshSeed();
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      for (const { name, shape: sizes, trainable, regularizer, constraint } of this.specs)
        this.variables.set(
          name,
          (this as unknown as AddWeight).addWeight(
            name,
            withoutNames(sizes),
            'float32',
            // zeros, until the emitter draws its first values
            tfl.initializers.zeros(),
            instanceOf(regularizer),
            trainable,
            instanceOf(constraint),
          ),
        );
      super.build(shape);
    }

    /** What `outputShape` says of some inputs: another call may be on other sizes than the first. */
    protected said(inputs: readonly Shape[]): readonly Shape[] {
      const batches = inputs.map(([, ...sizes]) => [null, ...sizes]);
      return listOutputs(orThrow(this.parts.layer.spec.outputShape(batches)));
    }

    override computeOutputShape(inputs: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      const given = Array.isArray(inputs[0]) ? (inputs as tfl.Shape[]) : [inputs as tfl.Shape];
      const shapes = this.said(given).map(withoutNames);
      return (shapes.length === 1 ? shapes[0]! : shapes) as tfl.Shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      const made = tf.tidy(() => {
        const weights = Object.fromEntries(
          [...this.variables].map(([name, weight]) => [name, weight.read()]),
        );
        const { mask } = (kwargs ?? {}) as { readonly mask?: tf.Tensor | (tf.Tensor | null)[] };
        const penalties: tf.Scalar[] = [];
        const tensors = [inputs].flat();
        const given = this.own.call(tensors, weights, {
          training: isTraining(kwargs),
          masks: [mask ?? null].flat().map((each) => each ?? undefined),
          seed: this.nextSeed(),
          assign: (name, value) => this.put(name, value as tf.Tensor),
          // what a frozen layer holds is in inference, as in Keras
          parts: liveParts(
            this.name,
            this.own.parts ?? {},
            isTraining(kwargs) && this.parts.layer.trainable,
            penalties,
          ),
        });
        const outputs = this.checked(
          given,
          tensors.map(({ shape }) => shape),
        );
        return { outputs, penalties };
      });
      const { penalties } = (kwargs ?? {}) as OwnKwargs;
      if (penalties) penalties.push(...made.penalties);
      else tf.dispose(made.penalties);
      return made.outputs;
    }

    protected nextSeed(): number {
      return seedOf(this.seed, this.calls++);
    }

    private put(name: string, value: tf.Tensor): void {
      const weight = this.variables.get(name);
      if (!weight)
        throw new TypeError(
          `${this.name}: there is no weight '${name}' to assign; it has ${[...this.variables.keys()].join(', ')}`,
        );
      weight.write(value);
    }

    /** What the user's function gave, held to the shapes that were said. */
    private checked(given: unknown, inputs: readonly Shape[]): tf.Tensor | tf.Tensor[] {
      const outputs = [given].flat();
      const said = this.said(inputs);
      const shapes = outputs.map((output) => (output as Partial<tf.Tensor> | null | undefined)?.shape);
      const fits =
        shapes.length === said.length &&
        shapes.every((shape, i) => shape !== undefined && isOf(shape, said[i]!));
      if (!fits)
        throw new ShapeMismatchError(
          `${this.name}: call must give ${said.map(showShape).join(', ')}, as outputShape says; ` +
            `it gave ${shapes.map((shape) => (shape ? showShape(shape) : 'no tensor')).join(', ')}`,
        );
      return (outputs.length === 1 ? outputs[0] : outputs) as tf.Tensor | tf.Tensor[];
    }

    get randomState(): RandomState {
      return { seed: this.seed, calls: this.calls };
    }

    set randomState({ seed, calls }: RandomState) {
      this.seed = seed;
      this.calls = calls;
    }

    override getConfig(): tf.serialization.ConfigDict {
      // of the parts the base class tells
      const own = Object.entries(this.parts.config).filter(([key]) => key !== 'parts');
      return { ...super.getConfig(), ...(Object.fromEntries(own) as tf.serialization.ConfigDict) };
    }
  }
  if (!isCell) return Own;
  return class Cell extends Own implements RecurrenceLayer {
    /** That of the sequence: it draws the same at each of its steps. */
    private drawn = 0;
    readonly recurrence: Recurrence;

    constructor(parts: OwnLayerParts) {
      super(parts);
      const recurrence = ownRecurrence(
        parts.layer,
        (x, states, training) => [super.call([x, ...states], { training })].flat() as [tf.Tensor],
      );
      this.recurrence = {
        ...recurrence,
        over: (run) => {
          this.drawn = super.nextSeed();
          return recurrence.over(run);
        },
      };
    }

    protected override nextSeed(): number {
      return this.drawn;
    }

    /** The states that stand behind a step's input are not of its shape. */
    protected override said(inputs: readonly Shape[]): readonly Shape[] {
      return super.said(inputs.slice(0, 1));
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor[] {
      return stepAlone(this.recurrence, inputs, kwargs);
    }
  };
};

/** Whether a live shape is one that was said: what has a name or none there has some size here. */
const isOf = (live: Shape, said: Shape): boolean =>
  live.length === said.length && said.every((dim, i) => typeof dim !== 'number' || dim === live[i]);

/** tfjs's regularizer or constraint of a specification. */
const instanceOf = (given: unknown): unknown => {
  if (given === undefined) return undefined;
  const { className, config } = tfjsValue(given) as {
    readonly className: string;
    readonly config: tf.serialization.ConfigDict;
  };
  const [Class, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  return fromConfig(Class, config);
};
