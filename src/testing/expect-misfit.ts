import type { AnyLayer } from '../graph/layer.js';
import { onlyOutput } from '../graph/outputs.js';
import type { Apply, Rule, SentenceOf, ruled } from '../graph/rule.js';
import { showShape, type Shape } from '../shapes/shape.js';

/**
 * The sentence that a layer says of a shape, or what to say where it fits after all; any string while the compiler
 * has yet to infer the layer, whose rule is then wide.
 */
export type SentenceFor<R extends Rule, S extends Shape> = Rule extends R
  ? string
  : SentenceOf<Apply<R, S>> extends infer Sentence extends string
    ? Sentence
    : 'this layer fits: it has nothing to say';

/**
 * Asserts that a layer does not fit a shape, and the sentence it says: to the compiler, and at run time.
 *
 * @param shape The shape it is put on, the batch axis first.
 * @param sentence The whole sentence.
 * @throws Error where the layer fits, or says something else.
 * @example expectMisfit(layers.dense(10), [null], 'dense needs [batch, ..., features], got [null]');
 */
export const expectMisfit = <L extends AnyLayer, const S extends Shape>(
  layer: L,
  shape: S,
  sentence: SentenceFor<L[typeof ruled], S>,
): void => {
  const found = onlyOutput(layer.spec.outputShape([shape]));
  if (found._tag === 'Right')
    throw new Error(
      `expected a misfit, but ${layer.spec.baseName} makes ${showShape(found.right)} of ${showShape(shape)}`,
    );
  if (found.left.sentence !== sentence)
    throw new Error(`expected the sentence "${sentence}", got "${found.left.sentence}"`);
};
