import type { Axis } from '../../shapes/axis.js';
import type { Shape, ShapeError } from '../../shapes/shape.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { checkClasses, withoutAxis, type NoClasses, type WithoutAxis } from './class-axis.js';
import { madeLoss, type AnyLoss, type Loss, type LossRule } from './loss.js';

/** Labels are class indices: the output's shape without the axis of its classes. */
export interface ClassIndices<
  L extends string = 'sparseCategoricalCrossentropy',
  A extends number = -1,
> extends LossRule {
  readonly loss: L;
  readonly label: NoClasses<L, this['out'], A> extends infer E
    ? E extends ShapeError<string, unknown>
      ? E
      : this['out'] extends infer Out extends Shape
        ? WithoutAxis<Out, Axis<Out, A>>
        : Shape
    : never;
}

/** A sentence for the first label that is no index of one of `classes` (`null` where their number is not known). */
const noIndex = (
  loss: string,
  values: ArrayLike<number>,
  classes: number | null,
  ignored: number | undefined,
): string | undefined => {
  for (let i = 0; i < values.length; i++) {
    const label = values[i]!;
    if (label === ignored) continue;
    if (!Number.isInteger(label) || label < 0 || (classes !== null && label >= classes))
      return `${loss} needs class indices from 0 to ${classes === null ? '...' : classes - 1}, got ${label} at place ${i}`;
  }
  return undefined;
};

/**
 * A loss of labels that are class indices; those that are ignored are not looked at.
 * @internal
 */
export const indexLoss = <L extends string, A extends number>(
  loss: L,
  parts: Pick<AnyLoss, 'name' | 'config' | 'predictions' | 'counted'> & {
    readonly axis?: number;
    readonly ignoreClass?: number | undefined;
    readonly compute: (yTrue: Tensor, yPred: Tensor) => Tensor;
  },
): Loss<ClassIndices<L, A>> => {
  const { axis = -1, ignoreClass, ...rest } = parts;
  const made = madeLoss({
    className: `${loss[0]!.toUpperCase()}${loss.slice(1)}`,
    labelDtype: 'int32' as const,
    labelShape: (out: Shape): Shape => {
      checkClasses(loss, out, axis);
      return withoutAxis(out, axis);
    },
    checkLabels: (values: ArrayLike<number>, out: Shape) =>
      noIndex(loss, values, out.at(axis) as number | null, ignoreClass),
    ...rest,
  });
  return made as unknown as Loss<ClassIndices<L, A>>;
};
