import { show } from '../errors/show.js';
import { isUncalled } from '../options/declare.js';
import { readOptions } from '../options/read.js';
import { fits, whenFits, type Checked, type Shape, type ShapeError } from '../shapes/shape.js';
import { composite } from './composite.js';
import { isLayer, layerOptions, type AnyLayer, type FreeLayer, type LayerOptions } from './layer.js';
import {
  uncalledSentence,
  type Uncalled,
  type UncalledSentence,
  type Walked,
  type WalkList,
} from './layer-list.js';
import type { Naming } from './layer-names.js';
import { onlyOutput } from './outputs.js';
import type { Inside } from './params-of.js';
import type { Rule } from './rule.js';
import { buildSequential } from './sequential.js';

/**
 * The shape behind some layers, or the sentence of the first that does not fit: on `[null, 28, 28]`,
 * `Through<[Layer<FlattenRule>, Layer<DenseRule<10>>], [null, 28, 28]>` is `[null, 10]`.
 */
export type Through<L extends readonly unknown[], S> = S extends Shape
  ? WalkList<L, S> extends Walked<infer Out, infer Bad>
    ? [Bad] extends [never]
      ? Out
      : ShapeError<Bad extends { readonly why: infer Sentence extends string } ? Sentence : Bad & string, Out>
    : Shape
  : Shape;

/** Value twin of `Through`. */
export const through = (layers: readonly AnyLayer[], shape: Shape): Checked =>
  layers.reduce<Checked>(
    (so, layer) => whenFits(so, (each) => onlyOutput(layer.spec.outputShape([each]))),
    fits(shape),
  );

/** Layers one after the other, as one. */
export interface BlockRule<L extends readonly unknown[]> extends Rule {
  readonly of: ['block', L];
  readonly params: [Inside<L, this['in']>];
  readonly out: Through<L, this['in']>;
}

/**
 * The places of functions that were not called: `UncalledAt<[Layer<SameRule>, typeof dense]>` is `'1'`. While a list is
 * being inferred it is wide, and nothing is known.
 */
type UncalledAt<L extends readonly unknown[]> = number extends L['length']
  ? never
  : { readonly [K in keyof L]: L[K] extends AnyLayer ? never : K }[number];

/** The layers as an argument; `dense` in place of `dense(10)` is the sentence. */
type Called<L extends readonly unknown[]> = [UncalledAt<L>] extends [never]
  ? L
  : { readonly [K in keyof L]: K extends UncalledAt<L> ? UncalledSentence<'block'> : L[K] };

/** A list of layers, checked. */
export const layersOf = (what: string, given: unknown): readonly AnyLayer[] => {
  if (Array.isArray(given) && given.every(isLayer)) return given;
  if ([given].flat().some(isUncalled)) throw new TypeError(uncalledSentence(what));
  throw new TypeError(`${what} takes a list of layers, got ${show(given)}`);
};

/**
 * Layers one after the other, as one layer that works at any size: it is checked where it is put. Called twice, it shares
 * its weights; in summaries and files it is a nested list of layers.
 *
 * @example
 * const same = { padding: 'same' } as const;
 * const features = block([conv2d(64, 3, same), batchNormalization(), reLU()], { name: 'features' });
 * input([32, 32, 3]).apply(features).maxPooling2d(2);
 * @throws ShapeMismatchError where it is put, at the first layer that does not fit.
 */
export const block = <const L extends readonly (AnyLayer | Uncalled)[], Name extends string = never>(
  layers: Called<L>,
  options?: LayerOptions | Naming<Name>,
): FreeLayer<BlockRule<L>, Name> => {
  const inner = layersOf('block', layers);
  const { name, trainable } = readOptions('block', options, layerOptions);
  return composite({
    what: 'block',
    className: 'Sequential',
    name,
    trainable,
    outputShape: (shape) => through(inner, shape),
    build: (tensor, own) => buildSequential({ start: { tensor }, layers: inner, name: own }),
  });
};
