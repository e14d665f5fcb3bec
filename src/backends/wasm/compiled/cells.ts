// What recurrent cells compute at a step once the products are there: forward, and the gradients on the way back.
import { f32x4, get, join, set } from '../simd/assembler.js';
import type { Code, Local } from '../simd/assembler.js';
import { sigmoid, tanh } from './activations.js';
import type { Pass, VectorFormula } from './passes.js';
import { splat } from './vector-math.js';

const { add, sub, mul } = f32x4;
const one = splat(1);

type NewVector = () => Local;

/** Works values out one after the other, each held in a local. */
class Work {
  readonly steps: Code[] = [];
  constructor(private readonly vector: NewVector) {}

  hold(value: Code): Code {
    const held = this.vector();
    this.steps.push(set(held, value));
    return get(held);
  }

  of(formula: (x: Code, vector: NewVector) => ReturnType<VectorFormula>, x: Code): Code {
    const { before = [], results } = formula(this.hold(x), this.vector);
    this.steps.push(before);
    return this.hold(results[0]!);
  }

  gives(...results: readonly Code[]): ReturnType<VectorFormula> {
    return { before: join(...this.steps), results };
  }
}

/** y (1 - y), times a gradient. */
const throughSigmoid = (dy: Code, y: Code): Code => mul(dy, mul(y, sub(one, y)));
/** 1 - y y, times a gradient. */
const throughTanh = (dy: Code, y: Code): Code => mul(dy, sub(one, mul(y, y)));

/** Of the products of the four gates and the carry: the gates, the next carry and the output. Hochreiter and Schmidhuber 1997. */
export const lstmForward: Pass = {
  ...{ name: 'lstm', inputs: 5, outputs: 6, scalars: 0 },
  formula: ([i, f, g, o, carry], _, vector) => {
    const work = new Work(vector);
    const [taken, kept, given] = [i!, f!, o!].map((x) => work.of(sigmoid, x)) as [Code, Code, Code];
    const fresh = work.of(tanh, g!);
    const next = work.hold(add(mul(kept, carry!), mul(taken, fresh)));
    return work.gives(taken, kept, fresh, given, next, mul(given, work.of(tanh, next)));
  },
};

/**
 * The way back: of the gates, the carry before and after, and the gradients of the output (from the layer behind, from the
 * step behind) and of the carry: the gradients of the products, and of the carry before.
 */
export const lstmBack: Pass = {
  ...{ name: 'lstm back', inputs: 9, outputs: 5, scalars: 0 },
  formula: ([taken, kept, fresh, given, carry, next, above, behind, slope], _, vector) => {
    const work = new Work(vector);
    const out = work.of(tanh, next!);
    const byOutput = work.hold(add(above!, behind!));
    const byCarry = work.hold(add(slope!, throughTanh(mul(byOutput, given!), out)));
    return work.gives(
      throughSigmoid(mul(byCarry, fresh!), taken!),
      throughSigmoid(mul(byCarry, carry!), kept!),
      throughTanh(mul(byCarry, taken!), fresh!),
      throughSigmoid(mul(byOutput, out), given!),
      mul(byCarry, kept!),
    );
  },
};

/** Of the inputs' and the state's products, update, reset and fresh, and the state: the gates, the fresh state and the next one. Cho et al. 2014. */
export const gruForward: Pass = {
  ...{ name: 'gru', inputs: 7, outputs: 4, scalars: 0 },
  formula: ([x, xReset, xFresh, h, hReset, hFresh, state], _, vector) => {
    const work = new Work(vector);
    const update = work.of(sigmoid, add(x!, h!));
    const reset = work.of(sigmoid, add(xReset!, hReset!));
    const fresh = work.of(tanh, add(xFresh!, mul(reset, hFresh!)));
    return work.gives(update, reset, fresh, add(mul(update, state!), mul(sub(one, update), fresh)));
  },
};

/**
 * The way back: of the gates, the fresh state, its product of the state, the state before and the gradients of the output
 * (from the layer behind, from the step behind): the gradients of the inputs' products, of the state's fresh one, and of
 * the state before, short of what comes through its products.
 */
export const gruBack: Pass = {
  ...{ name: 'gru back', inputs: 7, outputs: 7, scalars: 0 },
  formula: ([update, reset, fresh, hFresh, state, above, behind], _, vector) => {
    const work = new Work(vector);
    const by = work.hold(add(above!, behind!));
    const byFresh = work.hold(throughTanh(mul(by, sub(one, update!)), fresh!));
    const byUpdate = work.hold(throughSigmoid(mul(by, sub(state!, fresh!)), update!));
    const byReset = work.hold(throughSigmoid(mul(byFresh, hFresh!), reset!));
    return work.gives(byUpdate, byReset, byFresh, byUpdate, byReset, mul(byFresh, reset!), mul(by, update!));
  },
};

/** The gradient of a plain cell's product, of its output and the gradients from the layer and from the step behind. */
export const plainBack = (name: string, slope: VectorFormula): Pass => ({
  ...{ name: `plain cell back ${name}`, inputs: 3, outputs: 1, scalars: 0 },
  formula: ([y, above, behind], scalars, vector) => {
    const work = new Work(vector);
    const by = work.hold(add(above!, behind!));
    return work.gives(...slope([by, y!], scalars, vector).results);
  },
});
