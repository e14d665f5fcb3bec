import type * as tf from '@tensorflow/tfjs-core';
import { NoPlan } from './no-plan.js';
import { Room, type Block, type Place } from './room.js';
import { sizeOf, type Value } from './value.js';

/** A variable of the model that a plan reads, and its gradient if it is to learn. */
export interface PlannedWeight {
  readonly variable: tf.Variable;
  readonly value: Value;
}

/**
 * Gives out the room of a plan by how long what stands there is needed, and keeps the ways back through what was planned:
 * whatever a plan's parts are made of.
 */
export class Lifetimes {
  readonly room = new Room();
  private readonly weights = new Map<tf.Variable, PlannedWeight>();
  private readonly ways: (() => void)[] = [];
  private owned: Block[] = [];
  /** How many still need what stands in a block, where there is no way back. */
  private readonly needs = new Map<Place, number>();
  /** Why losses have no plan, though predictions do. */
  penalty: string | undefined;

  constructor(
    private readonly learns: ReadonlySet<tf.Variable>,
    /** Whether it is a step of training; else there is no way back, and layers do as in inference. */
    readonly training: boolean,
  ) {}

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
}
