import type { HeapFunctions } from '../../backends/wasm/compiled/functions.js';
import { passOf, type Pass } from '../../backends/wasm/compiled/passes.js';
import {
  panelBytes,
  panelColumns,
  productKey,
  productOf,
  type Product,
} from '../../backends/wasm/compiled/product.js';
import { rowPassKey, rowPassOf } from '../../backends/wasm/compiled/row-passes.js';
import { addsInOneRounding } from '../../backends/wasm/rounding.js';
import { packRight } from '../../backends/wasm/simd/product.js';
import type { SimdFunction } from '../../backends/wasm/simd/simd-function.js';
import type { Call } from '../../backends/wasm/threads/team.js';
import { multiplications, partingOf } from './parting.js';
import type { Place } from './room.js';
import { Stages } from './stages.js';

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

const filled: Pass = {
  ...{ name: 'filled', inputs: 0, outputs: 1, scalars: 1 },
  formula: (_, [value]) => ({ results: [value!] }),
};

/** The calls that stages are made of: functions over the memory that a plan works in. */
export class Calls extends Stages {
  private readonly fused = addsInOneRounding();
  private view: Float32Array = new Float32Array(0);

  protected get functions(): HeapFunctions {
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

  /** A pass over arrays of `count` floats. */
  pass(
    pass: Pass,
    count: number,
    inputs: readonly Place[],
    outputs: readonly Place[],
    scalars: readonly number[] = [],
  ): void {
    const places = [...inputs, ...outputs];
    this.parted(count, 4, count * 4, ([from, to]) => {
      const rest = (to - from) % 4;
      const bytes = (to - from - rest) * 4;
      return {
        run: this.functions.get(`${pass.name} ${rest}`, () => passOf(pass, rest)),
        parameters: () => [bytes, ...places.map(({ address }) => address + from * 4), ...scalars],
      };
    });
  }

  /** A pass over rows `[rows, columns]`, each input's and output's where its strip says. */
  rowPass(pass: Pass, rows: number, columns: number, strips: readonly Strip[]): void {
    const wanted = {
      ...{ pass, columns, strides: strips.map(({ row }) => row) },
      ones: strips.map(({ isOne = false }) => isOne),
    };
    const run = this.functions.get(rowPassKey(wanted), () => rowPassOf(wanted));
    this.parted(rows, 1, rows * columns * 4, ([from, to]) => ({
      run,
      parameters: () => [to - from, ...strips.map(({ at, plus, row }) => at.address + plus + from * row)],
    }));
  }

  /** Lays a matrix `[steps, columns]` out as panels, for the right of a product. */
  pack(steps: number, columns: number, { at, row, column }: Strided, to: Place, plus = 0, from = 0): void {
    const run = this.packFunction();
    this.parted(columns, panelColumns, steps * columns * 4, ([first, end]) => ({
      run,
      parameters: () => [
        ...[steps, end - first, at.address + from + first * column, row, column],
        to.address + plus + panelBytes(steps, first),
      ],
    }));
  }

  product(
    product: Product,
    left: Place,
    right: Place,
    result: Place,
    bias?: Place,
    plus: { readonly left?: number; readonly right?: number; readonly result?: number } = {},
  ): void {
    const { left: onLeft = 0, right: onRight = 0, result: onResult = 0 } = plus;
    const parting = partingOf(product);
    this.parted(parting.count, parting.unit, multiplications(product), (range) => {
      const { part, ...to } = parting.part(range);
      return {
        run: this.productFunction(part),
        parameters: () => [
          ...[left.address + onLeft + to.left, right.address + onRight + to.right],
          ...[result.address + onResult + to.result, bias ? bias.address + to.bias : 0],
        ],
      };
    });
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

  /** Runs a function by its key, all of it at once. */
  call(key: string, define: Parameters<HeapFunctions['get']>[1], parameters: () => readonly number[]): void {
    const run = this.functions.get(key, define);
    this.run(() => run(...parameters()));
  }

  /** Zeros. */
  clear(place: Place, bytes: number): void {
    this.run(
      () => this.bytes().fill(0, place.address, place.address + bytes),
      this.ranges(bytes / 4, 4, bytes)?.map(([from, to]) => [
        this.filled(() => place.address + from * 4, to - from, 0),
      ]),
    );
  }

  /** Puts one number on some floats. */
  filled(at: () => number, count: number, value: number): Call {
    const rest = count % 4;
    const run = this.functions.get(`filled ${rest}`, () => passOf(filled, rest));
    return { run, parameters: () => [(count - rest) * 4, at(), value] };
  }
}
