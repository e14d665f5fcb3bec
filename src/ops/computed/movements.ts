// Operations that move numbers and change none: reshape, transpose, parts, stacks.
import * as tf from '@tensorflow/tfjs-core';
import { joinShapes } from '../../shapes/join.js';
import { padded, padWidths, repeat, tile, type PadArg } from '../../shapes/ops/lengths.js';
import { moveOrder, swapOrder, transposeOrder } from '../../shapes/ops/order.js';
import { split, splitSizes, unstack } from '../../shapes/ops/parts.js';
import { alongAxes, insert, placesOf, squeeze } from '../../shapes/ops/places.js';
import { stretch } from '../../shapes/ops/stretch.js';
import { sliceAt } from '../../shapes/ops/subscript.js';
import { reshaped } from '../../shapes/reshape.js';
import { fits, misfit, orThrow, showShape, type Checked, type Shape } from '../../shapes/shape.js';
import {
  axesIn,
  axesOf,
  axisIn,
  axisOf,
  cannot,
  isSized,
  shapeOf,
  wholeOf,
  wholesOf,
  type Arguments,
  type OperationDefinition,
  type Sized,
} from './definition.js';
import { numeric } from './elementwise.js';

const defined = (
  made: readonly string[],
  of: Pick<OperationDefinition, 'shape' | 'call'> & Partial<OperationDefinition>,
): OperationDefinition => ({ module: 'numpy', made, called: ['x'], ...of });

/** The sizes that were asked for; one that is open is what is left. */
const asked = (shape: unknown): readonly number[] =>
  [shape].flat().map((each) => (each === null ? -1 : wholeOf(each, 'new shape')));

const manyOr = (given: unknown): number | readonly number[] => {
  const axes = axesIn(given);
  if (axes === null) throw cannot('its axis should be a whole number');
  return axes;
};

/** One that puts axes in another order. */
const inOrder = (
  made: readonly string[],
  order: (shape: Shape, given: Arguments) => Checked<readonly number[]>,
): OperationDefinition =>
  defined(made, {
    shape: ({ x, ...given }) => {
      const shape = shapeOf(x);
      return orThrow(order(shape, given)).map((axis) => shape[axis]!);
    },
    call: ({ x: given, ...others }) => {
      const x = given as tf.Tensor;
      return tf.transpose(x, [...orThrow(order(x.shape, others))]);
    },
  });

const listOf = (given: unknown): readonly Sized[] => {
  if (!Array.isArray(given) || given.length === 0 || !given.every(isSized))
    throw cannot('it is not on a list of tensors');
  return given as readonly Sized[];
};

/** The tensors of a list, of one kind of numbers. */
const alike = (given: unknown): tf.Tensor[] => {
  const tensors = (given as readonly unknown[]).map(numeric);
  const isFloat = tensors.some(({ dtype }) => dtype === 'float32');
  return tensors.map((tensor) => (isFloat ? tf.cast(tensor, 'float32') : tensor));
};

/** As many parts as were asked for, or the places between them. */
const sections = (given: unknown): number | readonly number[] =>
  typeof given === 'number' ? given : wholesOf(given, 'places');

/** A part along one axis. */
const part = (x: tf.Tensor, axis: number, from: number, size: number): tf.Tensor => {
  const begin = x.shape.map((_, i) => (i === axis ? from : 0));
  return tf.slice(
    x,
    begin,
    x.shape.map((dim, i) => (i === axis ? size : dim)),
  );
};

/** How much is padded, as the shapes are told it. */
const widthsOf = (given: unknown): PadArg => {
  if (!Array.isArray(given)) return wholeOf(given, 'widths');
  const pair = (each: unknown): readonly [number, number] => {
    const [before, after = before] = wholesOf([each].flat(), 'widths');
    return [before!, after!];
  };
  // of one axis' widths all axes are padded
  if (given.length === 1 && Array.isArray(given[0])) return pair(given[0]);
  return given.some(Array.isArray) ? given.map(pair) : pair(given);
};

const countsOf = (given: unknown): number | readonly number[] =>
  Array.isArray(given) ? wholesOf(given, 'repeats') : wholeOf(given, 'repeats');

/** The one count of a list of one. */
const countOf = (given: unknown): number => {
  const all = [countsOf(given)].flat();
  if (all.length !== 1) throw cannot('it repeats each place another number of times');
  return all[0]!;
};

/** Places of numbers as a tensor: whole ones. */
const places = (given: unknown): tf.Tensor =>
  given instanceof tf.Tensor ? tf.cast(given, 'int32') : tf.tensor(given as number[], undefined, 'int32');

const shapeOfPlaces = (given: unknown): Shape => {
  if (isSized(given)) return given.shape;
  const shape: number[] = [];
  for (let each: unknown = given; Array.isArray(each); each = each[0]) shape.push(each.length);
  return shape;
};

export const movements: Readonly<Record<string, OperationDefinition>> = {
  Reshape: defined(['newshape'], {
    shape: ({ x, newshape }) => orThrow(reshaped(shapeOf(x), asked(newshape))),
    call: ({ x, newshape }) => tf.reshape(x as tf.Tensor, [...asked(newshape)]),
  }),
  Transpose: inOrder(['axes'], (shape, { axes }) =>
    transposeOrder(shape, axes === undefined || axes === null ? null : wholesOf(axes, 'axes')),
  ),
  Moveaxis: inOrder(['source', 'destination'], (shape, { source, destination }) =>
    moveOrder(shape, manyOr(source), manyOr(destination)),
  ),
  Swapaxes: inOrder(['axis1', 'axis2'], (shape, { axis1, axis2 }) =>
    swapOrder(shape, axisIn(axis1, 0), axisIn(axis2, 0)),
  ),
  ExpandDims: defined(['axis'], {
    shape: ({ x, axis }) => orThrow(insert('expandDims', shapeOf(x), manyOr(axis), 1)),
    call: ({ x: given, axis }) => {
      const x = given as tf.Tensor;
      return tf.reshape(x, orThrow(insert('expandDims', x.shape, manyOr(axis), 1)) as number[]);
    },
  }),
  Squeeze: defined(['axis'], {
    shape: ({ x, axis }) => orThrow(squeeze('squeeze', shapeOf(x), axesIn(axis))),
    call: ({ x: given, axis }) => {
      const x = given as tf.Tensor;
      if (axis !== null && axis !== undefined) return tf.squeeze(x, axesOf(axis, x.rank));
      // a batch of one stays
      return tf.squeeze(
        x,
        x.shape.flatMap((dim, i) => (dim === 1 && i > 0 ? [i] : [])),
      );
    },
  }),
  Concatenate: defined(['axis'], {
    called: ['xs'],
    shape: ({ xs, axis }) => {
      const shapes = listOf(xs).map(({ shape }) => shape);
      const at = axisIn(axis, 0);
      if (shapes.length > 1) return orThrow(joinShapes(shapes, at));
      return orThrow(alongAxes('concatenate', shapes[0]!, at));
    },
    call: ({ xs, axis }) => {
      const tensors = alike(xs);
      return tf.concat(tensors, axisOf(axisIn(axis, 0), tensors[0]!.rank));
    },
  }),
  Stack: defined(['axis'], {
    shape: ({ x, axis }) => {
      const all = listOf(x).map(({ shape }) => shape);
      const whole = all.slice(1).reduce((sum, next) => orThrow(sameShape(sum, next)), all[0]!);
      return orThrow(insert('stack', whole, axisIn(axis, 0), all.length));
    },
    call: ({ x, axis }) => {
      const tensors = alike(x);
      return tf.stack(tensors, axisOf(axisIn(axis, 0), tensors[0]!.rank + 1));
    },
  }),
  Unstack: defined(['num', 'axis'], {
    module: 'core',
    shape: ({ x, num, axis }) =>
      orThrow(unstack(shapeOf(x), typeof num === 'number' ? num : null, axisIn(axis, 0))),
    call: ({ x, axis }) => tf.unstack(x as tf.Tensor, axisOf(axisIn(axis, 0), (x as tf.Tensor).rank)),
  }),
  Split: defined(['indices_or_sections', 'axis'], {
    shape: ({ x, indices_or_sections: given, axis }) =>
      orThrow(split(shapeOf(x), sections(given), axisIn(axis, 0))),
    call: ({ x: given, indices_or_sections: said, axis }) => {
      const x = given as tf.Tensor;
      const { place, sizes } = orThrow(splitSizes(x.shape, sections(said), axisIn(axis, 0)));
      let from = 0;
      return (sizes as readonly number[]).map((size) => {
        from += size;
        return part(x, place, from - size, size);
      });
    },
  }),
  Slice: defined(['shape'], {
    module: 'core',
    called: ['inputs', 'start_indices'],
    shape: ({ inputs, start_indices: starts, shape }) =>
      orThrow(sliceAt(shapeOf(inputs), wholesOf(starts, 'places'), wholesOf(shape, 'sizes'))),
    call: ({ inputs, start_indices: starts, shape }) =>
      tf.slice(inputs as tf.Tensor, [...wholesOf(starts, 'places')], [...wholesOf(shape, 'sizes')]),
  }),
  Take: defined(['axis'], {
    called: ['x', 'indices'],
    shape: ({ x, indices, axis }) => {
      const shape = shapeOf(x);
      const [at] = orThrow(placesOf('take', shape, axisIn(axis, -1)));
      return [...shape.slice(0, at), ...shapeOfPlaces(indices), ...shape.slice(at! + 1)];
    },
    call: ({ x: given, indices, axis }) => {
      const x = given as tf.Tensor;
      const at = axisOf(axis, x.rank);
      const all = typeof indices === 'number' ? tf.scalar(indices, 'int32') : places(indices);
      // places below zero are counted from the end
      return tf.gather(x, tf.where(tf.less(all, 0), tf.add(all, tf.scalar(x.shape[at]!, 'int32')), all), at);
    },
  }),
  Pad: defined(['pad_width', 'mode'], {
    called: ['x', 'constant_values'],
    shape: ({ x, pad_width: given }) => padded(shapeOf(x), orThrow(padWidths(shapeOf(x), widthsOf(given)))),
    call: ({ x: given, pad_width: said, mode = 'constant', constant_values: value }) => {
      const x = given as tf.Tensor;
      const all = orThrow(padWidths(x.shape, widthsOf(said))).map((each): [number, number] => [...each]);
      if (mode === 'constant') return tf.pad(x, all, typeof value === 'number' ? value : 0);
      if (mode !== 'reflect' && mode !== 'symmetric')
        throw cannot(`it pads by '${String(mode)}', which is not here`);
      return tf.mirrorPad(x, all, mode);
    },
  }),
  Tile: defined(['repeats'], {
    shape: ({ x, repeats }) => tile(shapeOf(x), countsOf(repeats)),
    call: ({ x: given, repeats }) => {
      const x = given as tf.Tensor;
      const counts = [countsOf(repeats)].flat();
      const rank = Math.max(x.rank, counts.length);
      const ones = (length: number) => Array.from({ length: rank - length }, () => 1);
      return tf.tile(tf.reshape(x, [...ones(x.rank), ...x.shape]), [...ones(counts.length), ...counts]);
    },
  }),
  Repeat: defined(['repeats', 'axis'], {
    shape: ({ x, repeats, axis }) => {
      if (typeof axis !== 'number') throw cannot('it is along no axis: say which');
      return orThrow(repeat(shapeOf(x), countOf(repeats), axis));
    },
    call: ({ x: given, repeats, axis }) => {
      const x = given as tf.Tensor;
      const at = axisOf(axis, x.rank);
      const count = countOf(repeats);
      const from = Array.from({ length: x.shape[at]! * count }, (_, i) => Math.floor(i / count));
      return tf.gather(x, tf.tensor1d(from, 'int32'), at);
    },
  }),
  Flip: defined(['axis'], {
    shape: ({ x, axis }) => orThrow(alongAxes('flip', shapeOf(x), axesIn(axis))),
    call: ({ x, axis }) => tf.reverse(x as tf.Tensor, axesOf(axis, (x as tf.Tensor).rank)),
  }),
  Roll: defined(['shift', 'axis'], {
    shape: ({ x, axis }) => {
      if (typeof axis !== 'number') throw cannot('it is along no axis: say which');
      return orThrow(alongAxes('roll', shapeOf(x), axis));
    },
    call: ({ x: given, shift, axis }) => {
      const x = given as tf.Tensor;
      const at = axisOf(axis, x.rank);
      const size = x.shape[at]!;
      const by = ((wholeOf([shift].flat()[0], 'shift') % size) + size) % size;
      return tf.concat([part(x, at, size - by, by), part(x, at, 0, size - by)], at);
    },
  }),
  BroadcastTo: defined(['shape'], {
    shape: ({ x, shape }) => orThrow(stretch('broadcastTo', shapeOf(x), wholesOf(shape, 'shape'))),
    call: ({ x, shape }) => tf.broadcastTo(x as tf.Tensor, [...wholesOf(shape, 'shape')]),
  }),
  OneHot: defined(['num_classes', 'axis', 'dtype', 'sparse'], {
    module: 'nn',
    shape: ({ x, num_classes: classes, axis }) => {
      if (axis !== undefined && axis !== -1) throw cannot('its axis is not the last one');
      return [...shapeOf(x), wholeOf(classes, 'number of classes')];
    },
    call: ({ x, num_classes: classes }) =>
      tf.cast(tf.oneHot(places(x), wholeOf(classes, 'number of classes')), 'float32'),
  }),
};

/** Value twin of `StackRule`: a shape that is another one's, where one knows more of it than the other. */
const sameShape = (a: Shape, b: Shape): Checked => {
  const isSame = a.length === b.length && a.every((dim, i) => dim === b[i] || dim === null || b[i] === null);
  return isSame
    ? fits(a.map((dim, i) => dim ?? b[i]!))
    : misfit(`stack takes tensors of one shape, got ${showShape(a)} and ${showShape(b)}`);
};
