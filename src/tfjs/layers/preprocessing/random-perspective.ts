import * as tf from '@tensorflow/tfjs-core';
import { chosen, drawn, type ImageChange } from './image-change.js';
import { likely } from './likely.js';
import { projectImages, type Filling, type Projection } from './project-images.js';

/** The corners of an image: top left, top right, bottom left and bottom right. */
type Corners = readonly (readonly [x: number, y: number])[];

/** Which images are changed, and where their corners come from, and go. */
interface Moves {
  readonly applyPerspective: readonly boolean[];
  readonly startPoints: readonly Corners[];
  readonly endPoints: readonly Corners[];
}

/** The solution of linear equations whose rows end with their right-hand sides: Gauss's, with the largest pivot. */
const solved = (rows: readonly (readonly number[])[]): readonly number[] => {
  const left = rows.map((row) => [...row]);
  left.forEach((_, i) => {
    const largest = left
      .slice(i)
      .reduce((best, row) => (Math.abs(row[i]!) > Math.abs(best[i]!) ? row : best));
    const at = left.indexOf(largest);
    [left[i], left[at]] = [largest, left[i]!];
    left.forEach((row, j) => {
      if (j === i) return;
      const times = row[i]! / largest[i]!;
      row.forEach((value, k) => (row[k] = value - times * largest[k]!));
    });
  });
  return left.map((row, i) => row.at(-1)! / row[i]!);
};

/** The projection of an image whose corners move. */
const moved = (from: Corners, to: Corners): Projection =>
  solved(
    from.flatMap(([sx, sy], i) => {
      const [x, y] = to[i]!;
      return [
        [x, y, 1, 0, 0, 0, -sx * x, -sx * y, sx],
        [0, 0, 0, x, y, 1, -sy * x, -sy * y, sy],
      ];
    }),
  ) as unknown as Projection;

/** Moves the corners of images, and the rest along with them. */
export const randomPerspective: ImageChange<Moves> = {
  draw: (uniform, { batch, height, width }, { factor, scale }) => {
    const applyPerspective = likely(uniform, batch, factor);
    const most = (scale as number) / 2;
    const startPoints: Corners = [
      [0, 0],
      [width - 1, 0],
      [0, height - 1],
      [width - 1, height - 1],
    ];
    const ends = (): Corners =>
      startPoints.map(([x, y]) => {
        const [right, down] = drawn(uniform, 2, [-most, most]);
        return [x + x * right!, y + y * down!];
      });
    return {
      applyPerspective,
      startPoints: applyPerspective.map(() => startPoints),
      endPoints: applyPerspective.map(ends),
    };
  },
  change: (x, { applyPerspective, startPoints, endPoints }, settings) => {
    const projections = startPoints.map((from, i) => moved(from, endPoints[i]!));
    const filling = { ...settings, fillMode: 'constant' } as unknown as Filling;
    return tf.where(chosen(applyPerspective), projectImages(x, projections, filling), x);
  },
};
