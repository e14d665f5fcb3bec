// How a product is parted among threads: each sum is taken by one of them, as it is by one alone.
import { panelColumns, type Product } from '../../backends/wasm/compiled/product.js';

/** From one of something up to another. */
export type Range = readonly [from: number, to: number];

/** A part of a product, and the bytes from the operands' beginnings to its own. */
interface Part {
  readonly part: Product;
  readonly left: number;
  readonly right: number;
  readonly result: number;
  readonly bias: number;
}

/** What a product is parted along: so many, in whole units. */
interface Parting {
  readonly count: number;
  readonly unit: number;
  readonly part: (range: Range) => Part;
}

/** How often a product multiplies. */
export const multiplications = ({ around, within, walks, rows, columns }: Product): number =>
  [...around, ...within, ...walks].reduce((all, { count }) => all * count, rows * columns);

const tileRows = 4;

/** A product along its images, where it has some; else along its rows or its columns, of which there are more. */
export const partingOf = (product: Product): Parting => {
  const [first, ...inner] = product.around;
  // turns that write where others do are to stay in their order
  if (first && first.count > 1 && first.result !== 0 && product.begins !== 'result')
    return {
      ...{ count: first.count, unit: 1 },
      part: ([from, to]) => ({
        part: { ...product, around: [{ ...first, count: to - from }, ...inner] },
        ...{ left: from * first.left, right: from * first.right, result: from * first.result, bias: 0 },
      }),
    };
  if (product.rows >= product.columns)
    return {
      ...{ count: product.rows, unit: tileRows },
      part: ([from, to]) => ({
        part: { ...product, rows: to - from },
        ...{ left: from * product.leftRow, right: 0, result: from * product.resultRow, bias: 0 },
      }),
    };
  return {
    ...{ count: product.columns, unit: panelColumns },
    part: ([from, to]) => ({
      part: { ...product, columns: to - from },
      ...{ left: 0, right: (from / panelColumns) * product.panel, result: from * 4, bias: from * 4 },
    }),
  };
};
