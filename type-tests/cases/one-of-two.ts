// Arguments that are one of two: what each gives, and the sentence of the one that does not fit.
import { input, layers } from 'shapewright';
import { expectShape } from 'shapewright/testing';

declare const either: boolean;
const { concatenate, cropping2d, permute, reshape } = layers;
const row = input([12]);
const grid = input([3, 4]);
const image = input([28, 28, 1]);

expectShape<[null, 3, 4] | [null, 4, 3]>(row.reshape(either ? [3, 4] : [4, 3]));
expectShape<[null, 3, 4] | [null, 12]>(row.reshape(either ? [3, -1] : [12]));
expectShape<[null, 3, 4] | [null, 4, 3]>(reshape(either ? [3, 4] : [4, 3])(row));
row.reshape(either ? [3, 4] : [4, 4]); // error
row.reshape(either ? [3, -1, -1] : [4, 3]); // error
reshape(either ? [3, 4] : [4, 4])(row); // error

expectShape<[null, 3, 4] | [null, 4, 3]>(grid.permute(either ? [1, 2] : [2, 1]));
expectShape<[null, 3, 4] | [null, 4, 3]>(permute(either ? [1, 2] : [2, 1])(grid));
grid.permute(either ? [1, 2] : [2, 2]); // error
grid.permute(either ? [1, 2] : [1]); // error

expectShape<[null, 24, 26, 1] | [null, 26, 24, 1]>(image.cropping2d(either ? [1, 2] : [2, 1]));
expectShape<[null, 26, 26, 1] | [null, 24, 24, 1]>(image.cropping2d(either ? 1 : 2));
image.cropping2d(either ? 1 : 20); // error
image.cropping2d(either ? [1, 2] : [20, 1]); // error
cropping2d(either ? 1 : 20)(image); // error
input([8, 4]).cropping1d(either ? 1 : 4); // error
input([8, 8, 8, 1]).cropping3d(either ? 1 : 4); // error
expectShape<[null, 30, 30, 1] | [null, 68, 68, 1]>(image.zeroPadding2d(either ? 1 : 20));
expectShape<[null, 30, 32, 1] | [null, 68, 30, 1]>(image.zeroPadding2d(either ? [1, 2] : [20, 1]));

// an axis that is one of two: what hangs on it is not known
expectShape<[null, number, number]>(grid.concatenate(grid, { axis: either ? 1 : 2 }));
expectShape<[null, number, number]>(concatenate({ axis: either ? 1 : 2 })([grid, grid, grid]));
expectShape<[null, number, 6]>(grid.concatenate(input([3, 2]), { axis: either ? -1 : 2 }));
grid.concatenate(input([5, 4]), { axis: either ? 1 : 2 }); // error

// lists of any length, as before
const sizes: number[] = [3, 4];
const fixed: readonly number[] = sizes;
row.reshape(sizes).dense(3);
row.reshape(fixed);
grid.permute(fixed);
