// What recurrent cells compute at a step once the products are there: forward, and the gradients on the way back.
import { f32x4, get, join, set } from '../simd/assembler.js';
import type { Code, Local } from '../simd/assembler.js';
import { sigmoid, tanh } from './curved-activations.js';
import type { Pass, VectorFormula } from './passes.js';
import { choose, splat } from './vector-math.js';

const { add, sub, mul, greaterThan, zero } = f32x4;
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
 * step behind) and of the carry: the gradients of the products, of the carry before, and of the output before, short of
 * what comes through the products.
 */
export const lstmBack: Pass = {
  ...{ name: 'lstm back', inputs: 9, outputs: 6, scalars: 0 },
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
      zero,
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

/**
 * Of a plain cell's output and the gradients from the layer and from the step behind: the gradients of its product, and of the
 * output before, short of what comes through that.
 */
export const plainBack = (name: string, slope: VectorFormula): Pass => ({
  ...{ name: `plain cell back ${name}`, inputs: 3, outputs: 2, scalars: 0 },
  formula: ([y, above, behind], scalars, vector) => {
    const work = new Work(vector);
    const by = work.hold(add(above!, behind!));
    return work.gives(...slope([by, y!], scalars, vector).results, zero);
  },
});

/**
 * A step forward where some rows have none: what is there, 1 or 0, is the last input, behind the values that `kept` outputs
 * have there.
 */
export const masked = (pass: Pass, kept: readonly number[]): Pass => ({
  ...{ name: `${pass.name}, keeping ${kept.join()}`, outputs: pass.outputs, scalars: 0 },
  inputs: pass.inputs + kept.length + 1,
  formula: (inputs, scalars, vector) => {
    const work = new Work(vector);
    const { before = [], results } = pass.formula(inputs.slice(0, pass.inputs), scalars, vector);
    work.steps.push(before);
    const there = work.hold(greaterThan(inputs.at(-1)!, zero));
    return work.gives(
      ...results.map((result, i) => {
        const at = kept.indexOf(i);
        return at < 0 ? result : choose(there, result, inputs[pass.inputs + at]!);
      }),
    );
  },
});

/** How a masked row's gradients go on: which inputs are summed for an output; an output that has none is zero. */
export type Passing = Readonly<Record<number, readonly number[]>>;

/** A step back where some rows have none: what is there, 1 or 0, is the last input. */
export const maskedBack = (pass: Pass, passing: Passing): Pass => ({
  ...{ name: `${pass.name}, passing ${JSON.stringify(passing)}`, outputs: pass.outputs, scalars: 0 },
  inputs: pass.inputs + 1,
  formula: (inputs, scalars, vector) => {
    const work = new Work(vector);
    const { before = [], results } = pass.formula(inputs.slice(0, pass.inputs), scalars, vector);
    work.steps.push(before);
    const there = work.hold(greaterThan(inputs.at(-1)!, zero));
    return work.gives(
      ...results.map((result, i) => {
        const through = (passing[i] ?? []).map((input) => inputs[input]!);
        return choose(there, result, through.length > 0 ? through.reduce(add) : zero);
      }),
    );
  },
});

/** A row where something is there, else zeros. */
export const whereThere: Pass = {
  ...{ name: 'where there', inputs: 2, outputs: 1, scalars: 0 },
  formula: ([x, there]) => ({ results: [choose(greaterThan(there!, zero), x!, zero)] }),
};
