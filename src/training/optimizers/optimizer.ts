import { count, flag, listOf, notNegative, positive, share, text } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import { isPlain } from '../../errors/show.js';
import { isWhole } from '../../shapes/arithmetic.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { learningRate as learningRateKind } from '../schedules/learning-rate.js';
import type { LearningRate, Schedule } from '../schedules/schedule.js';

/** A variable of the model, under its place: `dense/kernel`. */
export interface Placed {
  /** Slots are kept by it, so that layers can be frozen between runs. */
  readonly name: string;
  /** The variable, which is assigned anew. */
  readonly variable: Tensor;
}

/** A variable of the model and the gradient of the loss by it. */
export interface Gradient extends Placed {
  readonly gradient: Tensor;
}

/** What an optimizer keeps: its name in files (`adam/dense_kernel_momentum`), its shape, and what it begins at. */
export interface Slot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begins: number;
}

/** An optimizer's steps, taken in place by whoever has the gradients: variable by variable, by the kernel of its rule. */
export interface StepByHand {
  /** The kernel's name, and the names of its inputs beside value and gradient. */
  readonly kernel: { readonly name: string; readonly slots: readonly string[] };
  readonly limits: Pick<CommonSettings, 'clipnorm' | 'clipvalue' | 'globalClipnorm'>;
  /** The rate of the next step. */
  rate(): number;
  /** The kernel's numbers for it. */
  scalars(): Readonly<Record<string, number>>;
  /** The share of a variable, times the rate, that is taken off before the step. */
  decayOf(path: string, shape: readonly number[]): number | undefined;
  /** The slots of a variable as they are, in the kernel's order; made where they are not there yet. */
  slotsOf(path: string, shape: readonly number[]): readonly Tensor[];
  /** Puts another tensor, which is the optimizer's from then on, in a slot's place. */
  put(path: string, slot: number, tensor: Tensor): void;
  /** The step has been taken. */
  done(): void;
}

/** An optimizer at work: its steps so far, and its slots. */
export interface OptimizerState {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Those of a model's parts, where each has one of its own. */
  readonly parts?: Readonly<Record<string, OptimizerState>>;
  /** Batches whose gradients it has seen: what schedules go by. */
  batches: number;
  /** Steps taken: one for each batch, or for each `gradientAccumulationSteps` of them. */
  readonly iterations: number;
  /** The rate of the next step. Setting it where a schedule gives it is an error. */
  learningRate: number;
  /** The rate where it is a number of its own; `undefined` where a schedule gives it. */
  readonly ownRate: number | undefined;
  /** What the loss is multiplied by before gradients are taken; `apply` divides by it. */
  readonly scale: number;
  /**
   * The kernels that step some variables, which a backend may have yet to load: without them single operations do.
   * @internal
   */
  kernelsFor(variables: readonly Placed[]): readonly string[];
  /** One step on every variable, or another batch of a step to come. */
  apply(gradients: readonly Gradient[]): void;
  /** Its steps by hand, where one kernel takes them, and nothing else is kept of a batch. */
  readonly byHand?: StepByHand | undefined;
  /** Puts the means of the weights in the place of the weights, where it keeps such: at the end of training. */
  finalize(variables: readonly Placed[]): void;
  /** Whether it keeps means of the weights. */
  readonly keepsMeans: boolean;
  /** Whether they stand in the model, and the weights among the slots. */
  showsMeans: boolean;
  /** Exchanges the weights and their means, so that the model has the one or the other. */
  showMeans(variables: readonly Placed[], shown: boolean): void;
  /** The slots of a variable of some shape, whether they are there yet or not. */
  slotsOf(variable: string, shape: readonly number[]): readonly Slot[];
  /** The slots that belong to no variable. */
  readonly ownSlots: readonly Slot[];
  /** The slots by name (`adam/dense_kernel_momentum`), as they are: not copies. */
  slots(): readonly { readonly name: string; readonly tensor: Tensor }[];
  /** Puts slots back, as a file held them; those that it would not keep are left out. */
  setSlots(slots: readonly { readonly name: string; readonly tensor: Tensor }[]): void;
  dispose(): void;
}

/** An optimizer as `compile` takes it: a description, of which each model gets a state of its own. */
export interface Optimizer {
  readonly kind: 'optimizer';
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  create(): OptimizerState;
}

/** Variables that weight decay leaves as they are. */
export interface ExcludedVariables {
  /** By their places: `'dense/bias'`. */
  readonly varList?: readonly string[];
  /** By words (or patterns of regular expressions) in their places: `'bias'` leaves out all biases. */
  readonly varNames?: readonly string[];
}

/** Options that every optimizer takes. */
export interface OptimizerOptions {
  /** How far a step goes: zero or more, or a schedule that says it for each step. */
  readonly learningRate?: LearningRate;
  /** The longest a variable's gradient may be (its L2 norm). Default none. */
  readonly clipnorm?: number;
  /** The largest a gradient's value may be. Default none. */
  readonly clipvalue?: number;
  /** The longest that all gradients together may be. Default none. */
  readonly globalClipnorm?: number;
  /** The share of each variable, times the learning rate, that is taken off before a step. Default none. */
  readonly weightDecay?: number;
  /** What weight decay leaves out: `{ varNames: ['bias', 'gamma'] }`, or single weights by `varList`. Default none. */
  readonly excludeFromWeightDecay?: ExcludedVariables;
  /** Whether running means of the weights are kept, which stand in their place when training ends. Default false. */
  readonly useEma?: boolean;
  /** How slowly those means forget: 0 to 1. Default 0.99. */
  readonly emaMomentum?: number;
  /** Every how many steps the means are put into the model. Default none: at the end of `fit` alone. */
  readonly emaOverwriteFrequency?: number;
  /** What the loss is multiplied by before gradients are taken, and they are divided by. Default none. */
  readonly lossScaleFactor?: number;
  /** Over how many batches gradients are averaged before each step: 2 or more. Default none. */
  readonly gradientAccumulationSteps?: number;
}

/** The settings that every optimizer has. */
export interface CommonSettings {
  readonly learningRate: number | Schedule;
  readonly clipnorm?: number | undefined;
  readonly clipvalue?: number | undefined;
  readonly globalClipnorm?: number | undefined;
  readonly weightDecay?: number | undefined;
  readonly excludeFromWeightDecay?: ExcludedVariables | undefined;
  readonly useEma: boolean;
  readonly emaMomentum: number;
  readonly emaOverwriteFrequency?: number | undefined;
  readonly lossScaleFactor?: number | undefined;
  readonly gradientAccumulationSteps?: number | undefined;
}

/** A kernel that takes a whole step: its name, and the names that it has for the slots, in their order. */
export interface StepKernel {
  readonly name: string;
  readonly slots: readonly string[];
}

/** How one optimizer moves one variable. */
export interface UpdateRule {
  /** Keras's names of what it keeps for each variable. */
  readonly slots: readonly string[];
  /** What each slot begins at. Default zero. */
  readonly begins?: readonly number[];
  /** The same where it hangs on the variable: names and shapes. */
  slotsFor?(
    path: string,
    shape: readonly number[],
  ): readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** A kernel that takes the step in one pass, where the backend has it: its name, and the names of its inputs. */
  readonly kernel: StepKernel | undefined;
  /** The same where it hangs on the variable. */
  kernelFor?(path: string, shape: readonly number[]): StepKernel;
  /** The numbers of step `t` (from 1): what the kernel takes as attributes. */
  scalars(rate: number, t: number): Readonly<Record<string, number>>;
  /** The weight decay of a variable, where it is not the same for all. */
  decayOf?(path: string, shape: readonly number[]): number | undefined;
  /** The same in tfjs's own operations: the variable and the slots after the step. */
  step: StepFunction;
}

/** One step in tfjs's operations. */
export type StepFunction = (
  value: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
  scalars: Readonly<Record<string, number>>,
) => readonly Tensor[];

/** A word, or a pattern of a regular expression, that is looked for in the places of weights. */
export const pattern: Kind<string> = {
  needs: 'a word in the places of weights',
  // one that is no regular expression throws, which `read` may
  read: (given) =>
    text.read(given) === undefined ? undefined : new RegExp(given as string) && (given as string),
};

const names = listOf('', pattern, (list) => list.length > 0);

/** What weight decay leaves out. */
const excluded: Kind<ExcludedVariables> = {
  needs: "weights to leave out, e.g. { varNames: ['bias'] } or { varList: ['dense/kernel'] }",
  read: (given) => {
    if (!isPlain(given)) return undefined;
    const entries = Object.entries(given).map(([key, value]) => [key, names.read(value)] as const);
    const right = entries.every(([key, value]) => (key === 'varNames' || key === 'varList') && value);
    return right && entries.length > 0 ? (Object.fromEntries(entries) as ExcludedVariables) : undefined;
  },
  hint: (given) =>
    Array.isArray(given)
      ? `by words in their names: { varNames: [${given.length > 0 ? '...' : "'bias'"}] }`
      : undefined,
};

/** A count of batches that make one step. */
const several: Kind<number> = {
  needs: 'a whole number of 2 or more',
  read: (given) => (isWhole(given) && given >= 2 ? given : undefined),
};

/** The options of every optimizer, declared; each has a learning rate of its own. */
export const optimizerOptions = (learningRate: number) =>
  ({
    learningRate: optional(learningRateKind, learningRate),
    clipnorm: optional(positive),
    clipvalue: optional(positive),
    globalClipnorm: optional(positive),
    weightDecay: optional(notNegative),
    excludeFromWeightDecay: optional(excluded),
    useEma: optional(flag, false),
    emaMomentum: optional(share, 0.99),
    emaOverwriteFrequency: optional(count),
    lossScaleFactor: optional(positive),
    gradientAccumulationSteps: optional(several),
  }) satisfies Declares<OptimizerOptions>;
