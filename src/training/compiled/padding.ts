import { blocksKey, copyBlocks, type Blocks } from '../../backends/wasm/compiled/blocks.js';
import type { Call } from '../../backends/wasm/threads/team.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';

/** Images whose channels are last, and how many rows and columns stand around them. */
export interface Images {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly around: readonly [readonly [top: number, bottom: number], readonly [left: number, right: number]];
}

/** Height and width with what stands around. */
export const paddedSize = ({ height, width, around: [rows, columns] }: Images): readonly [number, number] => [
  height + rows[0] + rows[1],
  width + columns[0] + columns[1],
];

export const hasBorder = ({ around }: Images): boolean => around.flat().some((width) => width > 0);

/** The bytes of one image with what stands around it. */
export const paddedBytes = (images: Images): number => {
  const [height, width] = paddedSize(images);
  return height * width * images.channels * 4;
};

/** Bytes from a padded image's beginning to its first pixel. */
const inset = (images: Images): number =>
  (images.around[0][0] * paddedSize(images)[1] + images.around[1][0]) * images.channels * 4;

const blocks = (images: Images, batch: number, inward: boolean, adds: boolean): Blocks => {
  const { height, width, channels } = images;
  const plain = { image: height * width * channels * 4, row: width * channels * 4 };
  const padded = { image: paddedBytes(images), row: paddedSize(images)[1] * channels * 4 };
  const [from, to] = inward ? [plain, padded] : [padded, plain];
  return {
    turns: [
      { count: batch, from: from.image, to: to.image },
      { count: height, from: from.row, to: to.row },
    ],
    ...{ floats: width * channels, adds, scales: false },
  };
};

/** How many images are copied, into padded ones or out of them, and whether they are added to what stands there. */
interface Way {
  readonly batch: number;
  readonly inward: boolean;
  readonly adds: boolean;
}

/** A call that copies some images into padded ones, or out of them. */
export const imageCopyCall = (
  planner: Planner,
  images: Images,
  { batch, inward, adds }: Way,
  from: () => number,
  to: () => number,
): Call => {
  const wanted = blocks(images, batch, inward, adds);
  const plus = inset(images);
  return {
    run: planner.function(blocksKey(wanted), () => copyBlocks(wanted)),
    parameters: () => [from() + (inward ? 0 : plus), to() + (inward ? plus : 0), 1],
  };
};

/** A function that copies some images into padded ones, or out of them. */
export const imageCopy = (
  planner: Planner,
  images: Images,
  way: Way,
): ((from: number, to: number) => void) => {
  const wanted = blocks(images, way.batch, way.inward, way.adds);
  const run = planner.function(blocksKey(wanted), () => copyBlocks(wanted));
  const plus = inset(images);
  return way.inward ? (from, to) => run(from, to + plus, 1) : (from, to) => run(from + plus, to, 1);
};

/** Copies images into others with a border of one number around; it is written anew, for others use the room too. */
export const padInto = (planner: Planner, images: Images, from: Place, padded: Place, border = 0): void => {
  const bytes = images.batch * paddedBytes(images);
  const copy = imageCopy(planner, images, { batch: images.batch, inward: true, adds: false });
  const [plain, whole] = [images.height * images.width * images.channels * 4, paddedBytes(images)];
  planner.run(
    () => {
      planner.floats().fill(border, padded.address / 4, (padded.address + bytes) / 4);
      copy(from.address, padded.address);
    },
    planner.ranges(images.batch, 1, bytes)?.map(([first, end]) => {
      const to = () => padded.address + first * whole;
      const way = { batch: end - first, inward: true, adds: false };
      return [
        planner.filled(to, ((end - first) * whole) / 4, border),
        imageCopyCall(planner, images, way, () => from.address + first * plain, to),
      ];
    }),
  );
};

/** Images with a border of one number around them, until the way back through the layer that takes them is over. */
export const planPadded = (planner: Planner, images: Images, from: Place, border = 0): Place => {
  if (!hasBorder(images)) return from;
  const padded = planner.keep(images.batch * paddedBytes(images));
  padInto(planner, images, from, padded, border);
  return padded;
};
