import type * as tf from '@tensorflow/tfjs-core';
import type { HeapFunctions } from '../../backends/wasm/compiled/functions.js';
import { passOf, type Pass } from '../../backends/wasm/compiled/passes.js';
import { panelBytes, productKey, productOf, type Product } from '../../backends/wasm/compiled/product.js';
import { rowPassKey, rowPassOf } from '../../backends/wasm/compiled/row-passes.js';
import type { Heap } from '../../backends/wasm/heap.js';
import { addsInOneRounding } from '../../backends/wasm/rounding.js';
import { packRight } from '../../backends/wasm/simd/product.js';
import type { SimdFunction } from '../../backends/wasm/simd/simd-function.js';
import { columnSums } from '../../backends/wasm/simd/column-sums.js';
import { NoPlan } from './no-plan.js';
import { Room, type Block, type Place } from './room.js';
import type { Site } from './site.js';
import { sizeOf, type Value } from './value.js';

/** A part of a step: it works on what stands at the places it knows. */
export type Stage = () => void;

/** A variable of the model that a plan reads, and its gradient if it is to learn. */
export interface PlannedWeight {
  readonly variable: tf.Variable;
  readonly value: Value;
}

/** Where a matrix begins, and the bytes from one row to the next, from one column to the next. */
export interface Strided {
  readonly at: Place;
  readonly row: number;
  readonly column: number;
}

/** Rows of floats: where the first begins, `plus` bytes behind a place, and the bytes from one to the next. */
export interface Strip {
  readonly at: Place;
  readonly plus: number;
  readonly row: number;
  /** Whether each row is one float, given to all columns. */
  readonly isOne?: boolean;
}

/** So many bytes of weights laid out as panels are kept from batch to batch, where nothing learns. */
const mostKept = 8 * 2 ** 20;

/** Collects the stages of a step, and gives out the room that they work in. */
export class Planner {
  readonly stages: Stage[] = [];
  /** What is done once for many batches, as long as no weight changes: where nothing learns alone. */
  readonly once: Stage[] = [];
  readonly room = new Room();
  /** Tensors of one step, freed after it. */
  readonly passing: tf.Tensor[] = [];
  private readonly weights = new Map<tf.Variable, PlannedWeight>();
  private readonly ways: (() => void)[] = [];
  private owned: Block[] = [];
  /** How many still need what stands in a block, where there is no way back. */
  private readonly needs = new Map<Place, number>();
  private kept = 0;
  private readonly fused = addsInOneRounding();
  /** Why losses have no plan, though predictions do. */
  penalty: string | undefined;
  private view: Float32Array = new Float32Array(0);

  constructor(
    /** The heap that tensors lie in. */
    readonly heap: Heap,
    readonly site: Site,
    private readonly learns: ReadonlySet<tf.Variable>,
    /** Whether it is a step of training; else there is no way back, and layers do as in inference. */
    readonly training = true,
  ) {}

  private get functions(): HeapFunctions {
    return this.site.functions;
  }

  /** The bytes that the plan works in; asked for anew at each use, for memory moves when it grows. */
  bytes(): Uint8Array {
    return this.site.memory.wasm.HEAPU8;
  }

  /** The same as floats. */
  floats(): Float32Array {
    const { buffer } = this.bytes();
    if (this.view.buffer !== buffer) this.view = new Float32Array(buffer);
    return this.view;
  }

  /** A fresh value that a layer gives. */
  value(shape: readonly number[], hasSlope: boolean): Value {
    const size = sizeOf(shape);
    return {
      ...{ shape, size, isInteger: false, place: this.keep(size * 4) },
      slope: hasSlope ? { block: undefined } : undefined,
    };
  }

  /** Room that is needed until the way back through the layer that takes it is over. */
  keep(bytes: number): Block {
    const block = this.room.take(bytes);
    this.owned.push(block);
    return block;
  }

  /** Room for the stages that are planned while `use` runs. */
  scratch<T>(bytes: number, use: (place: Block) => T): T {
    const block = this.room.take(bytes);
    try {
      return use(block);
    } finally {
      this.room.give(block);
    }
  }

  /** A variable of the model. */
  weight(variable: tf.Variable): Value {
    const old = this.weights.get(variable);
    if (old) return old.value;
    const value: Value = {
      ...{ shape: variable.shape, size: variable.size, isInteger: false, place: { address: 0 } },
      slope: this.learns.has(variable) ? { block: undefined } : undefined,
    };
    this.weights.set(variable, { variable, value });
    return value;
  }

  get plannedWeights(): readonly PlannedWeight[] {
    return [...this.weights.values()];
  }

  /** Says that a layer is penalized for what it gives, which has no plan: it matters to losses, not to predictions. */
  penalize(because: string): void {
    if (this.training) throw new NoPlan(because);
    this.penalty ??= because;
  }

  /** Where a value's gradient is to be written, or added to what stands there. */
  slopeOf({ slope, size }: Value): { readonly place: Place; readonly adds: boolean } {
    if (slope!.block) return { place: slope!.block, adds: true };
    slope!.block = this.room.take(size * 4);
    return { place: slope!.block, adds: false };
  }

  /** Plans the way back through what was planned before this was called; it runs if a gradient has come to `made`. */
  back(made: Value, plan: (slope: Place) => void): void {
    if (!this.training) return;
    const owned = this.owned;
    this.owned = [];
    this.ways.push(() => {
      if (made.slope?.block) {
        plan(made.slope.block);
        this.room.give(made.slope.block);
      }
      for (const block of owned) this.room.give(block);
    });
  }

  /** Plans what becomes of a value's gradient, in its place, before the way back goes on through what was planned so far. */
  before(made: Value, plan: (slope: Place) => void): void {
    if (!this.training) return;
    this.ways.push(() => {
      if (made.slope?.block) plan(made.slope.block);
    });
  }

  /** Says that so many will need a value, beside those that do already. */
  hold({ place, mask }: Value, times: number): void {
    if (this.training) return;
    for (const at of mask ? [place, mask.place] : [place])
      this.needs.set(at, (this.needs.get(at) ?? 0) + times);
  }

  /** Says that one of those needs it no more: the last one's room is given back. */
  drop(value: Value): void {
    if (this.training) return;
    this.hold(value, -1);
    for (const at of value.mask ? [value.place, value.mask.place] : [value.place])
      if (this.needs.get(at) === 0 && 'offset' in at) {
        this.needs.delete(at);
        this.room.give(at as Block);
      }
  }

  /** Gives back, where there is no way back, what has been planned with so far and nobody needs. */
  settle(): void {
    if (this.training) return;
    for (const block of this.owned) if (!this.needs.get(block)) this.room.give(block);
    this.owned = [];
  }

  /** Plans a part of a layer: where there is no way back, of its room only what it gives is needed after it. */
  part(plan: () => Value): Value {
    if (this.training) return plan();
    const before = this.owned;
    this.owned = [];
    const made = plan();
    const isGiven = (block: Block) => block === made.place || block === made.mask?.place;
    for (const block of this.owned) if (!isGiven(block)) this.room.give(block);
    this.owned = [...before, ...this.owned.filter(isGiven)];
    return made;
  }

  /** The way back, the last layer first. */
  planBack(): void {
    for (const way of [...this.ways].reverse()) way();
  }

  run(stage: Stage): void {
    this.stages.push(stage);
  }

  /** A pass over arrays of `count` floats. */
  pass(
    pass: Pass,
    count: number,
    inputs: readonly Place[],
    outputs: readonly Place[],
    scalars: readonly number[] = [],
  ): void {
    const rest = count % 4;
    const run = this.functions.get(`${pass.name} ${rest}`, () => passOf(pass, rest));
    const places = [...inputs, ...outputs];
    const bytes = (count - rest) * 4;
    this.run(() => run(bytes, ...places.map(({ address }) => address), ...scalars));
  }

  /** A pass over rows `[rows, columns]`, each input's and output's where its strip says. */
  rowPass(pass: Pass, rows: number, columns: number, strips: readonly Strip[]): void {
    const wanted = {
      ...{ pass, columns, strides: strips.map(({ row }) => row) },
      ones: strips.map(({ isOne = false }) => isOne),
    };
    const run = this.functions.get(rowPassKey(wanted), () => rowPassOf(wanted));
    this.run(() => run(rows, ...strips.map(({ at, plus }) => at.address + plus)));
  }

  /** Lays a matrix `[steps, columns]` out as panels, for the right of a product. */
  pack(steps: number, columns: number, { at, row, column }: Strided, to: Place, plus = 0, from = 0): void {
    const run = this.functions.get('pack', () => packRight);
    this.run(() => run(steps, columns, at.address + from, row, column, to.address + plus));
  }

  /** Room for a matrix as panels, while the stages that use it are planned; where nothing learns, weights are laid out once. */
  packed(steps: number, columns: number, matrix: Strided, use: (panels: Place) => void): void {
    const bytes = panelBytes(steps, columns);
    if (!this.training && this.kept + bytes <= mostKept) {
      this.kept += bytes;
      const panels = this.room.take(bytes, true);
      const { at, row, column } = matrix;
      const run = this.packFunction();
      this.once.push(() => run(steps, columns, at.address, row, column, panels.address));
      return use(panels);
    }
    this.scratch(bytes, (panels) => {
      this.pack(steps, columns, matrix, panels);
      use(panels);
    });
  }

  product(
    product: Product,
    left: Place,
    right: Place,
    result: Place,
    bias?: Place,
    plus: { readonly left?: number; readonly right?: number; readonly result?: number } = {},
  ): void {
    const run = this.productFunction(product);
    const { left: onLeft = 0, right: onRight = 0, result: onResult = 0 } = plus;
    this.run(() =>
      run(left.address + onLeft, right.address + onRight, result.address + onResult, bias ? bias.address : 0),
    );
  }

  /** The function that lays matrices out as panels: (steps, columns, from, row, column, to). */
  packFunction(): SimdFunction {
    return this.functions.get('pack', () => packRight);
  }

  /** The function of a product: (left, right, result, bias). */
  productFunction(given: Product): SimdFunction {
    const product: Product = { ...given, fused: this.fused };
    return this.functions.get(productKey(product), () => productOf(product));
  }

  /** A function by its key. */
  function(key: string, define: Parameters<HeapFunctions['get']>[1]): SimdFunction {
    return this.functions.get(key, define);
  }

  /** Runs a function by its key. */
  call(key: string, define: Parameters<HeapFunctions['get']>[1], parameters: () => readonly number[]): void {
    const run = this.functions.get(key, define);
    this.run(() => run(...parameters()));
  }

  /** Zeros. */
  clear(place: Place, bytes: number): void {
    this.run(() => this.bytes().fill(0, place.address, place.address + bytes));
  }

  /** The sums of columns, as the gradient of a bias. */
  sumColumns(rows: number, columns: number, from: Place, bias: Value): void {
    const { place, adds } = this.slopeOf(bias);
    if (!adds) this.clear(place, columns * 4);
    const run = this.functions.get('column sums', () => columnSums);
    this.run(() => run(from.address, place.address, rows, columns));
  }
}
