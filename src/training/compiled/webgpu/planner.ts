import type * as tf from '@tensorflow/tfjs-core';
import type { Card } from '../../../backends/webgpu/compiled/card.js';
import type { InRoom, Kernel } from '../../../backends/webgpu/compiled/kernel.js';
import { groupsOf } from '../../../backends/webgpu/compiled/map.js';
import { productOf, type Product, type ProductSizes } from '../../../backends/webgpu/compiled/product.js';
import { columnSums, groupsOfColumns } from '../../../backends/webgpu/compiled/reductions.js';
import { Lifetimes } from '../lifetimes.js';
import { NoPlan } from '../no-plan.js';
import type { Block, Place } from '../room.js';
import type { Value } from '../value.js';

/** What has a buffer of its own: a weight, or a slot that the optimizer keeps for one. */
export interface Outside {
  readonly variable: tf.Variable;
  readonly slot?: number;
}

/** A call of a kernel: what it works on, as long as the plan lives. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly operands: readonly Place[];
  readonly inRoom: InRoom;
  /** Where operands lie in the room, in floats, and the kernel's own sizes. */
  readonly sizes: Uint32Array;
  readonly groups: readonly [x: number, y: number];
}

/** What is done before each step: floats are made that are brought into the room, where there is a block for them. */
export type Brought =
  | { readonly block: Block; readonly make: () => tf.Tensor }
  | { readonly block: undefined; readonly make: () => void };

/** Collects the calls of a step on a graphics card, and gives out the room that they work in. */
export class CardPlanner extends Lifetimes {
  readonly dispatches: Dispatch[] = [];
  readonly brought: Brought[] = [];
  readonly outside = new Map<Place, Outside>();

  constructor(
    private readonly limits: Card['device']['limits'],
    learns: ReadonlySet<tf.Variable>,
  ) {
    super(learns, true);
  }

  override weight(variable: tf.Variable): Value {
    const value = super.weight(variable);
    this.outside.set(value.place, { variable });
    return value;
  }

  /** A place for a slot of an optimizer. */
  slot(variable: tf.Variable, slot: number): Place {
    const place: Place = { address: 0 };
    this.outside.set(place, { variable, slot });
    return place;
  }

  /** The most workgroups along an axis. */
  get mostGroups(): number {
    return this.limits.maxComputeWorkgroupsPerDimension;
  }

  /** Room that nothing else ever has. */
  keepForGood(floats: number): Block {
    return this.room.take(floats * 4, true);
  }

  /** Plans a call of a kernel: operands and sizes by their names. */
  dispatch(
    kernel: Kernel,
    operands: Readonly<Record<string, Place>>,
    sizes: Readonly<Record<string, number>>,
    groups: readonly [number, number],
  ): void {
    if (groups.some((count) => count > this.mostGroups))
      throw new NoPlan('a batch takes more workgroups than the graphics card has');
    const places = kernel.operands.map((name) => operands[name]!);
    this.dispatches.push({
      ...{ kernel, groups, operands: places },
      inRoom: places.map((place) => !this.outside.has(place)),
      sizes: Uint32Array.from([
        ...places.map((place) => (this.outside.has(place) ? 0 : (place as Block).offset / 4)),
        ...kernel.sizes.map((name) => sizes[name]!),
      ]),
    });
  }

  /** Plans a pass over so many numbers; it may have sizes of its own. */
  map(
    kernel: Kernel,
    operands: Readonly<Record<string, Place>>,
    count: number,
    sizes: Readonly<Record<string, number>> = {},
  ): void {
    this.dispatch(kernel, operands, { count, ...sizes }, groupsOf(count, this.mostGroups));
  }

  /** Plans a product of matrices; a gathered operand has sizes of its own. */
  product(
    product: Product,
    operands: Readonly<Record<string, Place>>,
    sizes: ProductSizes & Readonly<Record<string, number>>,
  ): void {
    const { kernel, groups, parts, sizes: own } = productOf(product, sizes);
    const all = { ...sizes, ...own };
    if (parts === 1) return this.dispatch(kernel, operands, all, groups);
    const count = sizes.rows * sizes.columns;
    this.scratch(parts * count * 4, (result) => {
      this.dispatch(kernel, { ...operands, result }, all, groups);
      this.sumColumns(parts, count, result, operands['result']!, product.begins === 'result');
    });
  }

  /** Plans the sums of columns, written or added. */
  sumColumns(rows: number, columns: number, from: Place, to: Place, adds: boolean): void {
    this.dispatch(columnSums(adds), { from, to }, { rows, columns }, groupsOfColumns(columns));
  }

  /** Throws a NoPlan where the room is larger than the card can bind. */
  checkRoom(): void {
    if (this.room.bytes > this.limits.maxStorageBufferBindingSize)
      throw new NoPlan('a step takes more memory than the graphics card binds at once');
  }
}
