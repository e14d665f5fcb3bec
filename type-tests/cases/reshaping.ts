// Permuting, repeating, cropping, padding and up-sampling of sequences, images and volumes.
import { input, layers, sequential } from 'shapewright';
import { expectMisfit, expectShape } from 'shapewright/testing';

const { cropping1d, cropping2d, cropping3d, permute, repeatVector } = layers;
const { upSampling1d, upSampling3d, zeroPadding1d, zeroPadding3d } = layers;
const row = input([32]);
const steps = input([10, 4]);
const image = input([28, 30, 3]);
const volume = input([8, 9, 10, 2]);
declare const wide: number;
declare const dims: readonly number[];

expectShape<[null, 4, 10]>(steps.permute([2, 1]));
expectShape<[null, 2, 8, 10, 9]>(volume.permute([4, 1, 3, 2]));
expectShape<[null, 4, 10]>(permute([2, 1])(steps));
expectShape<[null, 4, 'time']>(input(['time', 4]).permute([2, 1]));
expectShape<[null, number, 10]>(steps.permute([wide, 1]));
expectShape<[null, 3, 32]>(row.repeatVector(3));
expectShape<[null, 3, null]>(repeatVector(3)(input([null])));
expectShape<[null, number, 32]>(row.repeatVector(wide));
expectShape<[null, 8, 4]>(steps.cropping1d());
expectShape<[null, 7, 4]>(steps.cropping1d([1, 2]));
expectShape<[null, 'time - 3', 4]>(input(['time', 4]).cropping1d([1, 2]));
expectShape<[null, 24, 20, 3]>(image.cropping2d([2, [4, 6]]));
expectShape<[null, 28, 28, 3]>(image.cropping2d([0, 1]));
expectShape<[null, 28, 30, 3]>(image.cropping2d());
expectShape<[null, 28, 28, 1]>(image.cropping2d(1, { dataFormat: 'channelsFirst' }));
expectShape<[null, 6, 5, 4, 2]>(cropping3d([1, 2, 3])(volume));
expectShape<[null, 12, 4]>(steps.zeroPadding1d());
expectShape<[null, 12, 4]>(zeroPadding1d([2, 0])(steps));
expectShape<[null, 10, 6]>(steps.zeroPadding1d(1, { dataFormat: 'channelsFirst' }));
expectShape<[null, 8, 11, 15, 2]>(volume.zeroPadding3d([0, 1, [2, 3]]));
expectShape<[null, null, 11, 12, 2]>(input([null, 9, 10, 2]).zeroPadding3d());
expectShape<[null, number, 4]>(steps.zeroPadding1d(wide));
expectShape<[null, number, 4]>(steps.cropping1d([wide, 1]));
expectShape<[null, 30, 4]>(steps.upSampling1d(3));
expectShape<[null, '2*time', 4]>(input(['time', 4]).upSampling1d(2));
expectShape<[null, 8, 18, 30, 2]>(upSampling3d([1, 2, 3])(volume));
expectShape<[null, 8, 18, 20, 4]>(volume.upSampling3d(2, { dataFormat: 'channelsFirst' }));
expectShape<[null, 9, 4]>(sequential([10, 4], [cropping1d([1, 2]), zeroPadding1d()]).output);

steps.permute([2, 2]); // error
steps.permute([1, 2, 3]); // error
steps.permute([1]); // error
steps.permute([0, 1]); // error
steps.permute([]); // error
permute([1, 3]); // error
permute([3, 1, 2])(steps); // error
row.permute([1, 2]).dense(3); // error
row.repeatVector(0); // error
steps.repeatVector(3); // error
repeatVector(1.5); // error
steps.cropping1d([4, 6]); // error
steps.cropping1d(5); // error
steps.cropping1d([1, 2, 3]); // error
steps.cropping1d([[1, 2]]); // error
steps.cropping1d(-1); // error
row.cropping1d(); // error
image.cropping1d(1); // error
image.cropping2d([14, 2]); // error
image.cropping2d([1, 2, 3]); // error
image.cropping2d([1, [2, -3]]); // error
image.cropping2d([1, [3, 4, 5]]); // error
row.cropping2d(1); // error
volume.cropping3d([1, 2]); // error
volume.cropping3d([1, 2, [5, 5]]); // error
image.cropping3d(1); // error
cropping2d(1, { dataFormat: 'channelFirst' }); // error
cropping2d(14)(image); // error
steps.zeroPadding1d([1, 2, 3]); // error
steps.zeroPadding1d([1, -2]); // error
row.zeroPadding1d(); // error
volume.zeroPadding3d([1, 1]); // error
volume.zeroPadding3d(0.5); // error
image.zeroPadding3d(); // error
steps.upSampling1d(0); // error
row.upSampling1d(2); // error
volume.upSampling3d([1, 2]); // error
volume.upSampling3d([1, 2, 0]); // error
image.upSampling3d(2); // error
sequential([10, 4], [cropping1d(5)]); // error

void dims;
expectMisfit(
  cropping2d([14, 2]),
  [null, 28, 30, 3],
  'cropping2d: cropping 14 and 14 leaves nothing of 28, got [null, 28, 30, 3]',
);
expectMisfit(
  permute([2, 1]),
  [null, 4, 5, 6],
  'permute: [2, 1] is an order of 2 axes after the batch, got [null, 4, 5, 6]',
);
expectMisfit(
  zeroPadding3d(),
  [null, 4, 5, 6],
  'zeroPadding3d needs [batch, depth, height, width, channels], got [null, 4, 5, 6]; reshape first, e.g. .reshape([4, 5, 6, 1])',
);
