import type * as tf from '@tensorflow/tfjs-core';
import { panelBytes } from '../../backends/wasm/compiled/product.js';
import type { Heap } from '../../backends/wasm/heap.js';
import { someColumnSums } from '../../backends/wasm/simd/column-sums.js';
import { Calls, type Strided } from './calls.js';
import type { Place } from './room.js';
import type { Site } from './site.js';
import type { Stage } from './stages.js';
import type { Value } from './value.js';

/** So many bytes of weights laid out as panels are kept from batch to batch, where nothing learns. */
const mostKept = 8 * 2 ** 20;

/** Collects the stages of a step, and gives out the room that they work in. */
export class Planner extends Calls {
  /** What is done once for many batches, as long as no weight changes: where nothing learns alone. */
  readonly once: Stage[] = [];
  /** Tensors of one step, freed after it. */
  readonly passing: tf.Tensor[] = [];
  private kept = 0;

  constructor(
    /** The heap that tensors lie in. */
    readonly heap: Heap,
    site: Site,
    learns: ReadonlySet<tf.Variable>,
    training = true,
  ) {
    super(site, learns, training);
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

  /** The sums of columns, as the gradient of a bias. */
  sumColumns(rows: number, columns: number, from: Place, bias: Value): void {
    const { place, adds } = this.slopeOf(bias);
    if (!adds) this.clear(place, columns * 4);
    const run = this.functions.get('some column sums', () => someColumnSums);
    this.parted(columns, 4, rows * columns * 2, ([first, end]) => ({
      run,
      parameters: () => [
        ...[from.address + first * 4, place.address + first * 4, rows, end - first, columns * 4],
      ],
    }));
  }
}
