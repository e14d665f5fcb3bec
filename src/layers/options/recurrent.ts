// The options that every recurrent layer shares.
import { onlyInput, type WeightInitializer, type WeightSpec } from '../../graph/layer.js';
import type { CallShapes } from '../../graph/roles.js';
import { flag, seed, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import type { Shape } from '../../shapes/shape.js';
import { oneStep, stateShapes, withThese } from '../../shapes/steps.js';
import { activation, type Activation } from './activations.js';
import { constraintKind, type Constraint } from './constraints.js';
import { initializerKind, type Initializer, type InitializerSpec } from './initializers.js';
import { kernelOptions, type KernelOptions } from './kernel.js';
import { regularizerKind, type Regularizer } from './regularizers.js';

/** The option of a penalty on the output, which layers have and their cells have not. */
export type OutputOptions = Pick<KernelOptions, 'activityRegularizer'>;

/** Options of a step: of the weights, and of what is dropped. */
export interface CellOptions<B extends boolean = boolean> extends Omit<
  KernelOptions<B>,
  'activityRegularizer'
> {
  /** The function on the new state. Default `'tanh'`. */
  activation?: Activation;
  /** How the recurrent kernel begins. Default `'orthogonal'`. */
  recurrentInitializer?: Initializer;
  /** A penalty on the recurrent kernel, added to the loss. Default none. */
  recurrentRegularizer?: Regularizer;
  /** What the recurrent kernel is held to after each step of training. Default none. */
  recurrentConstraint?: Constraint;
  /** The share of the features that is dropped in training, the same ones at every step: 0 to 1. Default 0. */
  dropout?: number;
  /** The share of the state that is dropped in training, the same at every step: 0 to 1. Default 0. */
  recurrentDropout?: number;
  /** The same seed drops the same, another part each batch. Default: a fresh one. */
  seed?: number;
}

/** Options of going over the steps. */
export interface StepsOptions<
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
> {
  /** Whether every step's output is given, not the last alone. Default false. */
  returnSequences?: Seq;
  /** Whether the states after the last step are given too, as further outputs. Default false. */
  returnState?: State;
  /** Whether the steps are taken from the last to the first; the outputs are in that order too. Default false. */
  goBackwards?: boolean;
  /**
   * Whether each batch goes on from the state that the batch before it left, sample by sample; `resetStates` starts
   * anew. Batches must be of one size. Default false.
   */
  stateful?: boolean;
  /** Whether the steps are written out, which wants their number known. It computes the same. Default false. */
  unroll?: Unroll;
  /** Whether the output of a masked step is zero, not that of the step before it. Default false. */
  zeroOutputForMask?: boolean;
}

/** The option of layers that have gates. */
export interface GateOptions {
  /** The function on the gates. Default `'sigmoid'`. */
  recurrentActivation?: Activation;
}

/** What stands among the options of a call on a tensor. */
export interface InitialState<States> {
  /** The states to begin with, tensors of the graph. Default: zeros, or what the batch before left. */
  initialState?: States;
}

/** What stands among the options of a cell on a tensor. */
export interface States<Tensors> {
  /** The states before the step, tensors of the graph. Default: zeros. */
  states?: Tensors;
}

/** A tensor, or several, where states are wanted. */
export type StateTensors = SymbolicTensor | readonly SymbolicTensor[];

/** What the calls of recurrent layers take beside their tensor. */
export interface StateRoles {
  /** The states to begin with. */
  readonly initialState?: StateTensors;
}

/** What the calls of cells take beside their tensor. */
export interface CellRoles {
  /** The states before the step. */
  readonly states?: StateTensors;
}

/**
 * The numbers in the weights of a step whose products are `G` times as wide as its state:
 * `StepNumbers<[null, 3], 8, 4, [[4, 8]]>` is `'384'`.
 */
export type StepNumbers<
  In,
  U extends number,
  G extends number,
  Bias extends readonly Shape[],
> = In extends readonly [...unknown[], infer F extends number]
  ? NumbersIn<[[F, G, U], [U, G, U], ...Bias]>
  : unknown;

const { activityRegularizer, ...ofKernel } = kernelOptions;

/** `OutputOptions`, declared. */
export const outputOptions = { activityRegularizer } satisfies Declares<OutputOptions>;

/** `CellOptions`, declared. */
export const cellOptions = {
  ...ofKernel,
  activation: optional(activation, 'tanh'),
  recurrentInitializer: optional(initializerKind, 'orthogonal'),
  recurrentRegularizer: optional(regularizerKind),
  recurrentConstraint: optional(constraintKind),
  dropout: optional(share, 0),
  recurrentDropout: optional(share, 0),
  seed: optional(seed),
} satisfies Declares<CellOptions>;

/** `StepsOptions`, declared. */
export const stepsOptions = {
  returnSequences: optional(flag, false),
  returnState: optional(flag, false),
  goBackwards: optional(flag, false),
  stateful: optional(flag, false),
  unroll: optional(flag, false),
  zeroOutputForMask: optional(flag, false),
} satisfies Declares<StepsOptions>;

/** `GateOptions`, declared. */
export const gateOptions = {
  recurrentActivation: optional(activation, 'sigmoid'),
} satisfies Declares<GateOptions>;

/** The weights of a step whose products are `gates` times as wide as its state; `bias` is its shape, and how it begins. */
export const stepWeights = (
  shape: Shape,
  units: number,
  gates: number,
  { kernelInitializer, recurrentInitializer, bias }: StepStarts,
): readonly WeightSpec[] => [
  {
    name: 'kernel',
    shape: [shape.at(-1) as number, gates * units],
    trainable: true,
    initializer: kernelInitializer,
  },
  {
    name: 'recurrent_kernel',
    shape: [units, gates * units],
    trainable: true,
    initializer: recurrentInitializer,
  },
  ...(bias ? [{ name: 'bias', trainable: true, ...bias }] : []),
];

interface StepStarts {
  readonly kernelInitializer: WeightInitializer;
  readonly recurrentInitializer: WeightInitializer;
  readonly bias?: Pick<WeightSpec, 'shape' | 'initializer'> | false;
}

/** What the weights of a step hang on. */
export interface StepSettings {
  readonly units: number;
  readonly useBias: boolean;
  readonly kernelInitializer: InitializerSpec;
  readonly recurrentInitializer: InitializerSpec;
  readonly biasInitializer: InitializerSpec;
}

/** What of a cell hangs on the sizes of its output and its states. */
export const ofCell = (name: string, units: number, sizes: readonly number[]) => ({
  outputShape: (inputs: readonly Shape[], { roles }: CallShapes) =>
    withThese(
      `${name}: states`,
      roles['states'],
      stateShapes(null, sizes),
      oneStep(name, onlyInput(name, inputs), units, sizes),
    ),
});

interface Drops {
  readonly dropout: number;
  readonly recurrentDropout: number;
}

/** Whether something is dropped in training. */
export const drops = ({ dropout, recurrentDropout }: Drops): boolean => dropout > 0 || recurrentDropout > 0;

/** What of a recurrent layer hangs on its options: a mask is of steps, and there is dropout or not. */
export const ofSteps = (options: Drops & { readonly returnSequences: boolean }) => ({
  masks: options.returnSequences ? ('pass' as const) : ('drop' as const),
  random: drops(options),
});
