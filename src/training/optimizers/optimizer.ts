import { notNegative, positive } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Tensor } from '../../tfjs/tensor.js';

/** A variable of the model and the gradient of the loss by it. */
export interface Gradient {
  /** The variable's place: `dense/kernel`. Slots are kept by it, so that layers can be frozen between runs. */
  readonly name: string;
  /** The variable, which is assigned anew. */
  readonly variable: Tensor;
  readonly gradient: Tensor;
}

/** An optimizer at work: its steps so far, and its slots. */
export interface OptimizerState {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Steps taken. */
  iterations: number;
  /** Takes effect at the next step. */
  learningRate: number;
  /** One step on every variable. */
  apply(gradients: readonly Gradient[]): void;
  /** The names of a variable's slots, whether they are there yet or not. */
  slotNames(variable: string): readonly string[];
  /** The slots by name (`adam/dense_kernel_momentum`), as they are: not copies. */
  slots(): readonly { readonly name: string; readonly tensor: Tensor }[];
  /** Puts slots back, as a file held them. */
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

/** Options that every optimizer takes. */
export interface OptimizerOptions {
  /** How far a step goes: above zero. */
  readonly learningRate?: number;
  /** The longest a variable's gradient may be (its L2 norm). Default none. */
  readonly clipnorm?: number;
  /** The largest a gradient's value may be. Default none. */
  readonly clipvalue?: number;
  /** The longest that all gradients together may be. Default none. */
  readonly globalClipnorm?: number;
  /** The share of each variable, times the learning rate, that is taken off before a step. Default none. */
  readonly weightDecay?: number;
}

/** The settings that every optimizer has. */
export interface CommonSettings {
  readonly learningRate: number;
  readonly clipnorm?: number | undefined;
  readonly clipvalue?: number | undefined;
  readonly globalClipnorm?: number | undefined;
  readonly weightDecay?: number | undefined;
}

/** How one optimizer moves one variable. */
export interface UpdateRule {
  /** Keras's names of what it keeps for each variable. */
  readonly slots: readonly string[];
  /** What each slot begins at. Default zero. */
  readonly begins?: readonly number[];
  /** A kernel that takes the step in one pass, where the backend has it: its name, and the names of its inputs. */
  readonly kernel: { readonly name: string; readonly slots: readonly string[] } | undefined;
  /** The numbers of step `t` (from 1): what the kernel takes as attributes. */
  scalars(rate: number, t: number): Readonly<Record<string, number>>;
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

/** The options of every optimizer, declared; each has a learning rate of its own. */
export const optimizerOptions = (learningRate: number) =>
  ({
    learningRate: optional(notNegative, learningRate),
    clipnorm: optional(positive),
    clipvalue: optional(positive),
    globalClipnorm: optional(positive),
    weightDecay: optional(notNegative),
  }) satisfies Declares<OptimizerOptions>;
