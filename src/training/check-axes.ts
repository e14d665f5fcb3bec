import { axisOf } from '../shapes/axis.js';
import { ShapeMismatchError, showShape, type Shape } from '../shapes/shape.js';

/**
 * Refuses axes that a shape does not have, and one twice.
 *
 * @throws ShapeMismatchError that names the first of them.
 */
export const checkAxes = (what: string, axes: number | readonly number[] | undefined, shape: Shape): void => {
  const places = [axes ?? []].flat().map((axis) => [axis, axisOf(shape, axis)] as const);
  const stray = places.find(([, place]) => place === undefined)?.[0];
  if (stray !== undefined)
    throw new ShapeMismatchError(`${what} has no axis ${stray} to go along in ${showShape(shape)}`);
  const twice = places.find(([, place], i) => places.findIndex(([, other]) => other === place) < i)?.[0];
  if (twice !== undefined) throw new ShapeMismatchError(`${what} goes along axis ${twice} twice`);
};
