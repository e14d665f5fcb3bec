import * as tf from '@tensorflow/tfjs-core';
import type { Settings } from '../regularization/random-layer.js';
import { apart } from './apart.js';
import { bins, histograms } from './histograms.js';
import { mostPlaces } from './pixels-at.js';
import { inRange, type ValueRange } from './value-range.js';

const byte: ValueRange = [0, 255];
const levels = 256;

/** An axis of an image divided into tiles: how long each is, and which pixels stand in them, mirrored beyond the edge. */
interface Tiling {
  readonly count: number;
  readonly length: number;
  readonly pixels: readonly number[];
}

const tilingOf = (size: number, count: number): Tiling => {
  const length = Math.ceil(size / count);
  const pixels = Array.from({ length: length * count }, (_, i) => {
    const at = i % (2 * size);
    return at < size ? at : 2 * size - 1 - at;
  });
  return { count, length, pixels };
};

/** Between which two tiles each pixel is, those at the edges standing twice, and how far from the first. */
const between = ({ count, length, pixels }: Tiling) => {
  const at = pixels.map((_, i) => (i - length / 2) / length + 1);
  const lower = at.map((place) => Math.floor(place));
  const inside = (place: number) => Math.min(Math.max(place, 0), count + 1);
  return {
    lower: lower.map(inside),
    upper: lower.map((place) => inside(place + 1)),
    share: at.map((place, i) => place - lower[i]!),
  };
};

/** A tile's values by the share of them that are below, `[tiles, values]` gives `[tiles, 256]`. */
const tables = (tiles: tf.Tensor, clipLimit: number): tf.Tensor => {
  const area = tiles.shape[1]!;
  const counts = histograms(bins(tiles, levels), levels);
  const limit = (clipLimit * area) / levels;
  const clipped = clipLimit > 0 ? tf.minimum(counts, limit) : counts;
  const excess = tf.div(tf.sum(tf.sub(counts, clipped), -1, true), levels);
  const sums = tf.cumsum(clipLimit > 0 ? tf.add(clipped, excess) : counts, 1);
  const least = tf.min(sums, -1, true);
  const rest = tf.sub(area, least);
  const whole = tf.where(tf.equal(rest, 0), tf.onesLike(rest), rest);
  return tf.clipByValue(tf.div(tf.mul(tf.sub(sums, least), 255), whole), 0, 255);
};

/** The first and the last along an axis once more. */
const withEdges = (x: tf.Tensor, axis: number): tf.Tensor => {
  const last = x.shape[axis]! - 1;
  const places = [0, ...Array.from({ length: last + 1 }, (_, i) => i), last];
  return tf.gather(x, tf.tensor1d(places, 'int32'), axis);
};

/** Images of values 0 to 255, each pixel by the tables of the four tiles around it. */
const equalized = (x: tf.Tensor4D, grid: readonly [number, number], clipLimit: number): tf.Tensor => {
  const [batch, height, width, channels] = x.shape;
  const places = batch * (grid[0] + 2) * (grid[1] + 2) * channels * levels;
  if (batch > 1 && places > mostPlaces) {
    const half = Math.ceil(batch / 2);
    const parts = tf.split(x, [half, batch - half]) as tf.Tensor4D[];
    return tf.concat(parts.map((part) => equalized(part, grid, clipLimit)));
  }
  const [down, across] = [tilingOf(height, grid[0]), tilingOf(width, grid[1])];
  const rows = tf.gather(x, tf.tensor1d([...down.pixels], 'int32'), 1);
  const padded = tf.gather(rows, tf.tensor1d([...across.pixels], 'int32'), 2);
  const apartTiles = [batch, down.count, down.length, across.count, across.length, channels];
  const tiles = tf.transpose(tf.reshape(padded, apartTiles), [0, 1, 3, 5, 2, 4]);
  const found = tables(tf.reshape(tiles, [-1, down.length * across.length]), clipLimit);
  const placed = tf.reshape(found, [batch, down.count, across.count, channels, levels]);
  const flat = tf.reshape(withEdges(withEdges(placed, 1), 2), [-1]);
  const [y, z] = [between(down), between(across)];
  const strides = { x: levels * channels, y: levels * channels * (across.count + 2) };
  const along = (numbers: readonly number[], axis: 0 | 1 | 2 | 3): tf.Tensor =>
    tf.reshape(
      tf.tensor1d([...numbers]),
      [1, 1, 1, 1].map((one, i) => (i === axis ? numbers.length : one)),
    );
  const range = (count: number, step: number) => Array.from({ length: count }, (_, i) => i * step);
  const base = tf.add(
    tf.add(along(range(batch, strides.y * (down.count + 2)), 0), along(range(channels, levels), 3)),
    tf.cast(bins(padded, levels), 'float32'),
  );
  const values = (rowsOf: readonly number[], columnsOf: readonly number[]) => {
    const row = along(rowsOf.map((row) => row * strides.y), 1); // prettier-ignore
    const column = along(columnsOf.map((column) => column * strides.x), 2); // prettier-ignore
    const at = tf.cast(tf.add(tf.add(base, row), column), 'int32');
    return tf.reshape(tf.gather(flat, tf.reshape(at, [-1])), padded.shape);
  };
  const mixed = (one: tf.Tensor, other: tf.Tensor, share: tf.Tensor) =>
    tf.add(tf.mul(one, tf.sub(1, share)), tf.mul(other, share));
  const ofRow = (row: readonly number[]) =>
    mixed(values(row, z.lower), values(row, z.upper), along(z.share, 2));
  const all = mixed(ofRow(y.lower), ofRow(y.upper), along(y.share, 1));
  return tf.slice(all, [0, 0, 0, 0], [batch, height, width, channels]);
};

/** Equalizes the histograms of the tiles of each channel, none more than so many times as high as their mean (Zuiderveld 1994). */
export const contrastLimitedEqualization = (
  x: tf.Tensor4D,
  { valueRange, clipLimit, tileGridSize }: Settings,
): tf.Tensor =>
  apart(x, (given) => {
    const values = valueRange as ValueRange;
    const images = inRange(given, values, byte) as tf.Tensor4D;
    const grid = tileGridSize as readonly [number, number];
    return inRange(equalized(images, grid, clipLimit as number), byte, values);
  });
