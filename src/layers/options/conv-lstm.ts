// What the layers share that go over steps with a window and a state.
import { onlyInput, type LayerOptions } from '../../graph/layer.js';
import type { CallShapes } from '../../graph/roles.js';
import { flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { overFilm, type StepOf } from '../../shapes/films.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import type { Along, DataFormat, Rank } from '../../shapes/rank.js';
import type { Shape } from '../../shapes/shape.js';
import type { SlideSpace } from '../../shapes/slide.js';
import { spaceParts, type SpaceParts } from '../../shapes/space.js';
import type { NotThese } from '../../shapes/steps.js';
import type { Padding } from '../../shapes/window.js';
import { lstmBias } from './lstm-bias.js';
import { checkDilation } from './dilation.js';
import type { KernelSize } from './kernel.js';
import {
  cellOptions,
  gateOptions,
  ofSteps,
  outputOptions,
  stepsOptions,
  type CellOptions,
  type GateOptions,
  type OutputOptions,
  type StepSettings,
  type StepsOptions,
} from './recurrent.js';
import { windowOf } from './window.js';

/** Options of such a layer, but for those of its window. */
export interface ConvLSTMOptions<
  B extends boolean = boolean,
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
>
  extends LayerOptions, CellOptions<B>, GateOptions, OutputOptions, StepsOptions<Seq, Unroll, State> {
  /** Whether the forget gate's bias begins at one. Jozefowicz et al. 2015. Default true. */
  unitForgetBias?: boolean;
}

/** `ConvLSTMOptions`, declared. */
export const convLstmOptions = {
  ...stepsOptions,
  ...gateOptions,
  ...cellOptions,
  ...outputOptions,
  unitForgetBias: optional(flag, true),
} satisfies Declares<ConvLSTMOptions, keyof LayerOptions>;

/** The numbers in the weights of such a layer: of the kernel, of that of the state, of the bias. */
export type FilmNumbers<R extends Rank, In, K, C extends number, F extends DataFormat, B extends boolean> =
  SpaceParts<StepOf<R, In>, F> extends readonly [unknown, Along<R, unknown>, infer Z extends number]
    ? NumbersIn<
        [[...KernelSize<R, K>, Z, 4, C], [...KernelSize<R, K>, C, 4, C], ...(B extends true ? [[4, C]] : [])]
      >
    : unknown;

/** States to begin with that are not as those that the layer gives, refused: see `RoleRule`. */
export type FilmRefused<
  R extends Rank,
  L extends string,
  In,
  Given,
  K,
  St,
  P extends Padding,
  D,
  C extends number,
  F extends DataFormat,
> = Given extends { readonly initialState: infer States }
  ? StepOf<R, In> extends readonly [unknown, ...infer Step]
    ? SlideSpace<R, L, [null, ...Step], K, St, P, D, C, F> extends infer Out extends Shape
      ? { initialState: NotThese<`${L}: initialState`, States, [Out, Out]> }
      : unknown
    : unknown
  : unknown;

interface ConvLSTMSettings extends Omit<StepSettings, 'units'> {
  readonly filters: number;
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
  readonly dilationRate: readonly number[];
  readonly dataFormat: DataFormat;
  readonly unitForgetBias: boolean;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly unroll: boolean;
  readonly dropout: number;
  readonly recurrentDropout: number;
}

/** The shapes and weights of such a layer. */
export const convLstmSpec = (name: string) => (config: ConvLSTMSettings) => {
  const { filters, kernelSize, useBias } = config;
  const window = windowOf(kernelSize, config);
  checkDilation(name, window.strides, window.dilation);
  return {
    outputShape: (inputs: readonly Shape[], { roles }: CallShapes) =>
      overFilm(name, onlyInput(name, inputs), window, filters, config, roles['initialState']),
    weights: ([shape]: readonly Shape[]) => {
      const [batch, , ...rest] = shape!;
      const channels = spaceParts([batch!, ...rest], window.format).channels as number;
      return [
        {
          name: 'kernel',
          shape: [...kernelSize, channels, 4 * filters],
          trainable: true,
          initializer: config.kernelInitializer,
        },
        {
          name: 'recurrent_kernel',
          shape: [...kernelSize, filters, 4 * filters],
          trainable: true,
          initializer: config.recurrentInitializer,
        },
        ...(useBias ? [{ name: 'bias', trainable: true, ...lstmBias(filters, config) }] : []),
      ];
    },
    ...ofSteps(config),
  };
};
