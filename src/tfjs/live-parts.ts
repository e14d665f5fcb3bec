import * as tf from '@tensorflow/tfjs-core';
import { arrange } from '../graph/arrange.js';
import { isPlain, show } from '../errors/show.js';
import { namesOn } from '../graph/model-names.js';
import type { AnyModel } from '../graph/model.js';
import { ShapeMismatchError } from '../shapes/shape.js';
import { forward } from './forward.js';

/** A model as a function of tensors, arranged as its inputs and outputs are. */
export type LiveModel = (x: unknown) => unknown;

/**
 * The models that a model of the user's own is made of, as functions of tensors; penalties on what their layers give are
 * added to `penalties`.
 */
export const liveParts = (
  owner: string,
  parts: Readonly<Record<string, AnyModel>>,
  training: boolean,
  penalties: tf.Scalar[],
): Readonly<Record<string, LiveModel>> =>
  Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      name,
      (x: unknown) => {
        const inputs = tensorsOf(`${owner}: the part '${name}'`, part, x);
        const checked = namesOn(
          part.graph,
          inputs.map(({ shape }) => shape),
        );
        if (checked._tag === 'Left')
          throw new ShapeMismatchError(
            `${owner}: ${checked.left.sentence.replace('this model', `the part '${name}'`)}`,
          );
        const made = forward(
          part,
          inputs.map((tensor) => ({ tensor, mask: undefined })),
          training,
          penalties,
        );
        return arrange(
          { names: part.outputNames, isList: part.outputsListed },
          made.map(({ tensor }) => tensor),
        );
      },
    ]),
  );

/** What a part is called on, in the order of its inputs. */
const tensorsOf = (what: string, { inputNames, inputsListed }: AnyModel, x: unknown): tf.Tensor[] => {
  const given = !inputNames
    ? [x]
    : inputsListed
      ? Array.isArray(x)
        ? (x as readonly unknown[])
        : []
      : inputNames.map((name) => (isPlain(x) ? x[name] : undefined));
  if (given.length === (inputNames?.length ?? 1) && given.every((each) => each instanceof tf.Tensor))
    return given as tf.Tensor[];
  throw new TypeError(
    inputNames
      ? `${what} needs a tensor for each of its inputs, ${inputNames.join(', ')}; got ${show(x)}`
      : `${what} needs a tensor, got ${show(x)}`,
  );
};
