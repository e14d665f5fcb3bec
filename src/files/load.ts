import * as tf from '@tensorflow/tfjs-core';
import { readyBackend } from '../backends/ready.js';
import type { Arrangement } from '../graph/arrange.js';
import type { AnyModel, Model, Shapes } from '../graph/model.js';
import { customLayers, type AnyOwnLayerFactory } from '../graph/own-computation.js';
import type { Sequential } from '../graph/sequential.js';
import { bind, type Names } from '../shapes/binding.js';
import { matches } from '../shapes/matches.js';
import { showShape, type Shape } from '../shapes/shape.js';
import type { TextsOf } from '../shapes/texts.js';
import { isPlain } from '../errors/show.js';
import { dimsWithoutBatch } from '../options/dims-kind.js';
import { either, flag, listOf, text } from '../options/kinds.js';
import { optional, type ConfigOf, type Declares, type Kind } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { emitModel } from '../tfjs/emitter.js';
import { native } from '../tfjs/native.js';
import { setRandomStates } from '../tfjs/random-layers.js';
import { assign, modelVariables } from '../tfjs/variables.js';
import type { Weighted } from '../tfjs/weights.js';
import type { ModelOfAnyShape } from '../training/any-shape.js';
import { disposeModel } from '../training/dispose.js';
import { keepState } from '../training/training-state.js';

import { unpackTensors, type Artifacts } from './artifacts.js';
import { checkManifest } from './manifest.js';
import { FileError } from './file-error.js';
import { operationsOf, readArchitecture, type Builders } from './rebuild.js';
import type { Metadata } from './save.js';
import type { Saving } from './methods.js';
import { nameOf, type ModelSource } from './place.js';
import { readStore } from './store.js';

/** A shape without its batch axis, or several, in a list or by name. */
export type OwnShapes = Shape | readonly Shape[] | { readonly [name: string]: Shape };

/** With the batch axis: `Batched<[28, 28]>` is `[null, 28, 28]`. */
export type Batched<S extends OwnShapes, T extends TextInputs = false> = S extends Shape
  ? Batch<S, T>
  : {
      -readonly [K in keyof S]: S[K] extends Shape
        ? Batch<S[K], T extends readonly string[] ? (K extends T[number] ? true : false) : T>
        : never;
    };
type Batch<S extends Shape, T> = T extends true ? TextsOf<S> : [null, ...S];

/** Which inputs are strings: all, none, or those of some names. */
export type TextInputs = boolean | readonly string[];

/** What the caller says a file holds; the types believe it, and the file is held to it. */
export interface Expectation<I extends OwnShapes, O extends OwnShapes, T extends TextInputs = TextInputs> {
  /** The input's shape without its batch axis, or several, in a list or by name. Default: any. */
  readonly input?: I;
  /** The output's shape without its batch axis, or several, in a list or by name. Default: any. */
  readonly output?: O;
  /** Which inputs are strings: true for all, or their names. Default false. */
  readonly texts?: T;
  /** The functions that make the layers of your own which the file holds. Default none. */
  readonly customLayers?: readonly AnyOwnLayerFactory[];
}

/**
 * Loads a model that `save` or Keras wrote: architecture, weights, and the state of training, which its next `compile`
 * with the same optimizer goes on from. What a file is, its content tells: tfjs's format as `save` writes it, or Keras's
 * `.keras` and HDF5. A list of layers has `add` and `pop` again, as types too where `sequential: true` is said. Without the
 * shapes at both ends the types are those of any model.
 *
 * @param place A file or a folder (in Node), `localstorage://name`, `indexeddb://name`, `https://...`, a `File` or a
 * `Blob`, a file's bytes, or a handler of tfjs's.
 * @throws FileError where there is nothing, it is cut off or damaged, or it holds a model of other shapes.
 * @example const mlp = await loadModel('models/digits', { input: [28, 28], output: [10] });
 * @example const any = await loadModel('digits.keras'); any.summary();
 */
export type LoadModel = <
  const I extends OwnShapes = never,
  const O extends OwnShapes = never,
  const List extends boolean = false,
  const T extends TextInputs = false,
>(
  place: ModelSource,
  expectation?: Expectation<I, O, T> & {
    /** Says that the file holds a model made by `sequential`; any other is refused then. Default false. */
    readonly sequential?: List;
  },
) => Promise<
  [I] extends [never]
    ? LoadedModelOfAnyShape
    : [O] extends [never]
      ? LoadedModelOfAnyShape
      : LoadedModel<Batched<I, NoInfer<T>>, Batched<O>, List>
>;

/** What `loadModel` gives where it was not told the shapes at both ends: data is checked when it runs. */
export interface LoadedModelOfAnyShape extends ModelOfAnyShape, Saving, Weighted {}

/** The model of some shapes; of a list, the shapes between its ends are not known. */
type LoadedModel<I, O, List> = I extends Shapes
  ? O extends Shapes
    ? List extends true
      ? I extends Shape
        ? O extends Shape
          ? Sequential<I, O>
          : never
        : never
      : Model<I, O>
    : never
  : never;

/** The shapes that a file should hold. */
const ownShapes: Kind<OwnShapes> = {
  needs: 'a shape without its batch, e.g. [28, 28], or several by name or in a list',
  read: (given) => {
    if (Array.isArray(given) && given.some(Array.isArray)) {
      const listed = given.map((shape) => dimsWithoutBatch.read(shape));
      return listed.every((shape) => shape !== undefined) ? listed : undefined;
    }
    if (!isPlain(given)) return dimsWithoutBatch.read(given);
    const shapes = Object.entries(given).map(
      ([name, shape]) => [name, dimsWithoutBatch.read(shape)] as const,
    );
    return shapes.every(([, shape]) => shape) ? (Object.fromEntries(shapes) as OwnShapes) : undefined;
  },
};

/** What `loadModel` expects, declared. */
export const expectations = {
  input: optional(ownShapes),
  output: optional(ownShapes),
  texts: optional(either(flag, listOf('a list of names', text)), false),
  sequential: optional(flag, false),
  customLayers: optional(customLayers, []),
} satisfies Declares<Expectation<OwnShapes, OwnShapes> & { readonly sequential?: boolean }>;

/** The `loadModel` of a catalogue. */
export const makeLoadModel = (builders: Builders): LoadModel =>
  (async (
    source: ModelSource,
    expected?: Expectation<OwnShapes, OwnShapes> & { readonly sequential?: boolean },
  ) => {
    const { customLayers: own, ...expectation } = readOptions('loadModel', expected, expectations);
    await readyBackend();
    const opened = await (await import('./source.js')).openSource(source);
    if (opened.kind !== 'place') {
      const { where } = opened;
      const { input } = expectation;
      return (await import('./keras/load-keras.js')).loadKeras({
        ...opened,
        builders: { ...builders, own },
        inputShape: Array.isArray(input) && !input.some(Array.isArray) ? (input as Shape) : undefined,
        check: (model) => checkExpectation(where, expectation, model),
      });
    }
    const { place } = opened;
    const artifacts = await readStore(place);
    const where = nameOf(place);
    const metadata = ownMetadata(where, artifacts);
    if (!metadata) {
      const { input } = expectation;
      return (await import('./keras/load-tfjs.js')).loadTfjs({
        where,
        artifacts,
        builders: { ...builders, own },
        inputShape: Array.isArray(input) && !input.some(Array.isArray) ? (input as Shape) : undefined,
        check: (model) => checkExpectation(where, expectation, model),
      });
    }
    // all is compared before any weight is made
    const operations = await operationsOf(metadata.architecture);
    const model = whole(where, () =>
      readArchitecture(where, metadata.architecture, { ...builders, own, ...operations }),
    );
    checkManifest(where, model, artifacts.entries, metadata);
    checkExpectation(where, expectation, model);
    const tensors = unpackTensors(where, artifacts);
    const weights = tensors.filter(({ group }) => group === 'model').map(({ tensor }) => tensor);
    const slots = tensors
      .filter(({ group }) => group === 'optimizer')
      .map(({ name, tensor }) => ({ name, tensor }));
    try {
      whole(where, () => {
        emitModel(model, { draw: false });
        const byPath = new Map(metadata.paths.map((path, i) => [path, native(weights[i]!)]));
        for (const { path, variable } of modelVariables(model)) assign(variable, byPath.get(path)!);
        setRandomStates(model, metadata.random ?? {});
      });
      if (metadata.training) keepState(model, { ...metadata.training, slots });
    } catch (cause) {
      tf.dispose(slots.map(({ tensor }) => native(tensor)));
      disposeModel(model);
      throw cause;
    } finally {
      tf.dispose(weights.map(native));
    }
    return model;
  }) as unknown as LoadModel;

/** What we keep of a whole model, undefined of another program's; weights alone are refused in words of their own. */
const ownMetadata = (where: string, { metadata, writtenBy }: Artifacts): Metadata | undefined => {
  const own = metadata['shapewright'] as Metadata | { readonly weightsOnly: true } | undefined;
  if (!own && writtenBy === 'shapewright')
    throw new FileError(
      'not-a-model',
      `'${where}' is damaged: shapewright wrote it, and what it kept beside tfjs's description is gone`,
    );
  if (!own) return undefined;
  if ('weightsOnly' in own)
    throw new FileError(
      'not-a-model',
      `'${where}' holds weights alone: build the model, and give it them with loadWeights`,
    );
  return own;
};

/** What a file describes, or the sentence that it is damaged: its parts do not fit together. */
const whole = <T>(where: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FileError('not-a-model', `'${where}' is damaged, or from another version: ${why}`, { cause });
  }
};

/** Holds a model to what the caller says of it. */
const checkExpectation = (
  where: string,
  { input, output, texts, sequential = false }: ConfigOf<Omit<typeof expectations, 'customLayers'>>,
  model: AnyModel,
): void => {
  const { graph, spec } = model;
  const inputs = graph.inputs.map(({ tensor }) => tensor.shape);
  const outputs = graph.outputs.map(({ shape }) => shape);
  const { inputNames, inputsListed, outputNames, outputsListed } = model;
  const names =
    input && checkShapes(where, 'input', input, { names: inputNames, isList: inputsListed }, inputs, {});
  if (output)
    checkShapes(where, 'output', output, { names: outputNames, isList: outputsListed }, outputs, names ?? {});
  graph.inputs.forEach(({ name, tensor }) => {
    const said = typeof texts === 'boolean' ? texts : texts.includes(name);
    const isText = tensor.dtype === 'string';
    // nothing is said of a model of any shape
    if (said === isText || (!input && texts === false)) return;
    throw new FileError(
      'mismatch',
      `loadModel: '${where}' takes ${said ? 'numbers' : 'strings'} for its input '${name}': ${said ? 'leave it out of texts' : 'say texts: true, or the names of such inputs'}`,
    );
  });
  if (sequential && spec.className !== 'Sequential')
    throw new FileError(
      'mismatch',
      `loadModel: '${where}' holds a graph, not a list of layers: leave sequential out`,
    );
};

/** Holds some shapes to what was asked; gives what the names in them stand for there, besides those bound already. */
const checkShapes = (
  where: string,
  what: 'input' | 'output',
  asked: OwnShapes,
  { names, isList }: Arrangement,
  held: readonly Shape[],
  bound: Names,
): Names => {
  const isShape = Array.isArray(asked) && !asked.some(Array.isArray);
  if (isList && !(Array.isArray(asked) && !isShape && asked.length === held.length))
    throw new FileError(
      'mismatch',
      `loadModel: '${where}' holds a model of ${held.length} ${what}s in a list: give a list of shapes`,
    );
  if (names && !isList && Array.isArray(asked))
    throw new FileError(
      'mismatch',
      `loadModel: '${where}' holds a model of several ${what}s: give each shape by name, { ${names.join(', ')} }`,
    );
  if (!names && !isShape)
    throw new FileError(
      'mismatch',
      `loadModel: '${where}' holds a model of one ${what}, ${showShape(held[0]!)}: give its shape alone`,
    );
  const wanted = names
    ? names.map((name, i) =>
        isList ? (asked as readonly Shape[])[i] : (asked as Readonly<Record<string, Shape>>)[name],
      )
    : [asked as Shape];
  const show = (shape: Shape | undefined) =>
    Array.isArray(shape) ? showShape([null, ...(shape as Shape)]) : 'nothing';
  return held.reduce<Names>((known, shape, i) => {
    const own = wanted[i];
    const given =
      Array.isArray(own) && matches([null, ...(own as Shape)], shape) ? [null, ...own] : undefined;
    const checked = given && bind(given, shape, known, 'in what is asked');
    if (checked?._tag !== 'Right')
      throw new FileError(
        'mismatch',
        `loadModel: '${where}' holds a model of ${what} ${isList ? `${i} ` : names ? `'${names[i]}' ` : ''}${showShape(shape)}, asked for ${show(own)}`,
      );
    return checked.right;
  }, bound);
};
