import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { biasSizes, einsum, spelledOut, type EinsumValue } from '../../../shapes/einsum.js';
import { orThrow } from '../../../shapes/shape.js';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { activationOf, settingOf, written } from '../settings.js';

type AddWeight = tfl.layers.Layer & { addWeight(...args: readonly unknown[]): tfl.LayerVariable };

/** A dense layer by an equation, which tfjs lacks. */
export const einsumDenseClass = (): LayerClass =>
  class EinsumDense extends tfl.layers.Layer {
    static readonly className = 'EinsumDense';
    private readonly equation: string;
    private readonly activation: (x: tf.Tensor) => tf.Tensor;
    private kernel!: tfl.LayerVariable;
    private bias: tfl.LayerVariable | undefined;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.equation = args['equation'] as string;
      this.activation = activationOf(args['activation']);
    }

    private get biasAxes(): readonly string[] {
      return [...((this.args['biasAxes'] as string | null | undefined) ?? '')];
    }

    private made(shape: tfl.Shape | tfl.Shape[]): EinsumValue {
      const said = [this.args['outputShape']].flat() as readonly (number | null)[];
      return orThrow(einsum('einsumDense', shape as tfl.Shape, this.equation, said));
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      const made = this.made(shape);
      const add = (name: string, sizes: readonly number[], begins: object) =>
        (this as unknown as AddWeight).addWeight(
          name,
          sizes,
          'float32',
          settingOf(this.args[`${name}Initializer`]) ?? begins,
          settingOf(this.args[`${name}Regularizer`]),
          true,
          settingOf(this.args[`${name}Constraint`]),
        );
      this.kernel = add('kernel', made.kernel, tfl.initializers.glorotUniform({}));
      if (this.biasAxes.length > 0)
        this.bias = add('bias', biasSizes(made, this.biasAxes), tfl.initializers.zeros());
      super.build(shape);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      return [...this.made(shape).out] as tfl.Shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const equation = spelledOut(this.equation, this.made(x.shape).further);
        const [input, rest] = [
          equation.slice(0, equation.indexOf(',')),
          equation.slice(equation.indexOf(',')),
        ];
        // what nothing else has is summed away first: not every backend's einsum can
        const alone = [...input].flatMap((axis, i) => (rest.includes(axis) ? [] : [i]));
        const summed = alone.length > 0 ? tf.sum(x, alone) : x;
        const kept = [...input].filter((axis) => rest.includes(axis)).join('');
        const product = tf.einsum(`${kept}${rest}`, summed, this.kernel.read());
        return this.activation(this.bias ? tf.add(product, this.bias.read()) : product);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...written(this.args), ...super.getConfig() };
    }
  };
