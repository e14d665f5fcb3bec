import type { Naming } from '../../graph/layer-names.js';
import {
  defineLayer,
  onlyInput,
  type LayerOptions,
  type OwnOptions,
  type WeightInitializer,
  type WeightSpec,
} from '../../graph/layer.js';
import { count, either, listOf, text } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { biasSizes, einsum, parseEquation, wrongEquation } from '../../shapes/einsum.js';
import type { Axes, Einsum, EinsumValue, ParseEquation, WrongEquation } from '../../shapes/einsum.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import { countOf } from '../../shapes/sizes.js';
import { fits, orThrow, whenFits } from '../../shapes/shape.js';
import { drawnByFans, kernelOptions, kernelWeightOptions, type KernelOptions } from '../options/kernel.js';

/** Sizes of the output's axes: one, or a list of them; `null` is as long as that axis of the input. */
type OutputSizes = number | readonly (number | null)[];

/** Options of `einsumDense`. */
export interface EinsumDenseOptions<G extends OutputSizes = OutputSizes, B extends string = string>
  extends LayerOptions, Omit<KernelOptions, 'useBias'> {
  /**
   * The sizes of the output's axes, without the batch and those of the ellipsis: 64, or `[null, 64]`; `null` is as long as
   * that axis of the input.
   */
  outputShape: G;
  /** The axes of the output along which a bias is added, by their letters. Default none: no bias. */
  biasAxes?: B;
}

/** What the equation makes of the shape: `'abc,cd->abd'` of `[null, 8, 3]` and `[null, 64]` gives `[null, 8, 64]`. */
export interface EinsumDenseRule<E extends string, G extends OutputSizes, B extends string> extends Rule {
  readonly of: ['einsumDense', E, G, B];
  readonly params: Made<this['in'], E, G, B> extends {
    readonly kernel: infer Kernel extends readonly number[];
    readonly bias: infer Bias extends readonly number[];
  }
    ? NumbersIn<B extends '' ? [Kernel] : [Kernel, Bias]>
    : unknown;
  readonly out: Made<this['in'], E, G, B> extends infer Verdict
    ? Verdict extends { readonly out: infer Out }
      ? Out
      : Verdict
    : never;
}

type Made<In, E extends string, G extends OutputSizes, B extends string> = Einsum<'einsumDense', In, E, G, B>;

/** The sentence for letters that are none of the output, or stand twice; `undefined` where all is well. */
type NotBias<E extends string, B extends string> = string extends E | B
  ? undefined
  : B extends ''
    ? undefined
    : ParseEquation<E> extends { readonly output: infer Z extends readonly string[] }
      ? [Axes<B>] extends [never]
        ? WrongBias<E, B>
        : [Exclude<Axes<B>[number], Z[number]>] extends [never]
          ? undefined
          : WrongBias<E, B>
      : undefined;

type WrongBias<
  E extends string,
  B extends string,
> = `einsumDense: biasAxes must be letters of the output of '${E}', each once, got '${B}'`;

/** A dense layer by an equation; its signature, wherever it stands. */
export interface EinsumDense<Where extends Place> {
  /**
   * A product of the input and a kernel along whatever axes, by an equation of Einstein's:
   * `activation(einsum(equation, input, kernel) + bias)`. `'abc,cd->abd'` is a dense layer on each step, `'abc,bcd->ad'` one
   * over all of them; `...` stands for further axes, on the left the batch among them: `'...x,xy->...y'`.
   *
   * Input and output as the equation says, the batch axis first. Weights: `kernel`, with the axes that the equation gives it;
   * `bias`, the output's axes from the first of `biasAxes` on, of size 1 where it is the same along one.
   *
   * @param equation The axes of input, kernel and output, a letter each: `'ab,bc->ac'`.
   * @throws ShapeMismatchError where the input does not fit the equation, or a size of the kernel is not known.
   * @example input([8, 32]).einsumDense('abc,cd->abd', { outputShape: [null, 64], biasAxes: 'd' }) // [null, 8, 64]
   * @see https://keras.io/api/layers/core_layers/einsum_dense/
   */
  <
    const E extends string,
    const G extends OutputSizes,
    const B extends string = '',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    equation: WrongEquation<'einsumDense', E> extends infer Why extends string
      ? Why
      : NotBias<E, B> extends string
        ? E
        : Arg<At, EinsumDenseRule<E, G, B>, E>,
    options: EinsumDenseOptions<G, NotBias<E, B> extends infer Why extends string ? Why : B> | Naming<Name>,
  ): Placed<At, EinsumDenseRule<E, G, B>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A dense layer along whatever axes, by an equation.
     *
     * @example input([8, 32]).einsumDense('abc,cd->abd', { outputShape: [null, 64], biasAxes: 'd' }) // [null, 8, 64]
     * @see https://keras.io/api/layers/core_layers/einsum_dense/
     */
    readonly einsumDense: EinsumDense<OnTensor>;
  }
}

const layer = 'einsumDense';

const size: Kind<number | null> = {
  needs: 'a whole number above zero, or null',
  // no list has `undefined` in it: null is read as what is no size
  read: (given) => (given === null ? null : count.read(given)),
};

/** An initializer that draws by the axes that are summed over and those that come out, as Keras has it. */
const drawnBy = (initializer: WeightInitializer, { equation, kernel }: EinsumValue): WeightInitializer => {
  const product = (isOut: boolean) =>
    countOf(kernel.filter((_, i) => equation.output.includes(equation.kernel[i]!) === isOut));
  return drawnByFans(initializer, [product(false), product(true)]);
};

/** Throws for an equation that is none, and for a bias along no axis of it. */
const checkAxes = (equation: string, biasAxes: string): void => {
  const why = wrongEquation(layer, equation);
  if (why !== undefined) throw new TypeError(why);
  const { output } = parseEquation(equation)!;
  const letters = [...biasAxes];
  if (new Set(letters).size < letters.length || letters.some((letter) => !output.includes(letter)))
    throw new TypeError(
      `${layer}: biasAxes must be letters of the output of '${equation}', each once, got '${biasAxes.slice(0, 60)}'`,
    );
};

/**
 * A dense layer along whatever axes, by an equation.
 *
 * @example sequential([8, 32], [einsumDense('abc,cd->abd', { outputShape: [null, 64], biasAxes: 'd' })])
 * @see https://keras.io/api/layers/core_layers/einsum_dense/
 */
export const einsumDense: EinsumDense<Free> = defineLayer({
  name: layer,
  className: 'EinsumDense',
  baseName: 'einsum_dense',
  takes: { equation: text },
  options: {
    outputShape: either(
      count,
      // there are so many letters
      listOf('a list of whole numbers above zero and null', size, (all) => all.length <= 52),
    ) as unknown as Kind<OutputSizes>,
    biasAxes: optional(text),
    activation: kernelOptions.activation,
    ...kernelWeightOptions,
    activityRegularizer: kernelOptions.activityRegularizer,
  } satisfies OwnOptions<EinsumDenseOptions>,
  spec: ({ equation, outputShape, biasAxes = '', kernelInitializer, biasInitializer }) => {
    checkAxes(equation, biasAxes);
    const made = (shapes: Parameters<typeof onlyInput>[1]) =>
      einsum(layer, onlyInput(layer, shapes), equation, [outputShape].flat(), [...biasAxes]);
    return {
      outputShape: (inputs) => whenFits(made(inputs), ({ out }) => fits(out)),
      weights: (inputs): readonly WeightSpec[] => {
        const value = orThrow(made(inputs));
        return [
          {
            name: 'kernel',
            shape: value.kernel,
            trainable: true,
            initializer: drawnBy(kernelInitializer, value),
          },
          ...(biasAxes === ''
            ? []
            : [
                {
                  name: 'bias',
                  shape: biasSizes(value, [...biasAxes]),
                  trainable: true,
                  initializer: biasInitializer,
                },
              ]),
        ];
      },
    };
  },
});
