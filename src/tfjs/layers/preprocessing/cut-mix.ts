import * as tf from '@tensorflow/tfjs-core';
import { permutation } from '../../random.js';
import { dirichlet } from './dirichlet.js';
import { boundsOf, drawn, type Factor } from './image-change.js';
import type { ImageMix, Pairs } from './image-mix.js';
import { inRectangles, spansOf, type Span } from './spans.js';

/** The rectangle of each image that another's pixels take. */
interface Cuts extends Pairs {
  readonly across: readonly Span[];
  readonly down: readonly Span[];
}

const lengthOf = ([from, to]: Span): number => to - from;

/** Puts a rectangle of another image in the place of each image's own (Yun et al. 2019). */
export const cutMix: ImageMix<Cuts> = {
  draw: (uniform, { batch, height, width }, { factor }) => {
    const alpha = drawn(uniform, 1, boundsOf(factor as Factor, 0))[0]! + 1e-6;
    const shares = Array.from({ length: batch }, () => Math.sqrt(1 - dirichlet(uniform, 2, alpha)[0]!));
    const [across, down] = [spansOf(uniform, width, shares), spansOf(uniform, height, shares)];
    return {
      across,
      down,
      mixWeight: across.map((span, i) => 1 - (lengthOf(span) * lengthOf(down[i]!)) / (width * height)),
      permutationOrder: permutation(batch, uniform),
    };
  },
  mix: (x, others, cuts) => tf.where(inRectangles(x, cuts), others, x),
};
