import { entriesOf, isList, isPlain, show } from '../errors/show.js';
import { anything, callable, layerName } from '../options/kinds.js';
import { optional } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { isWhole } from '../shapes/arithmetic.js';
import { declared } from '../shapes/formulas/declared.js';
import { fits, type Dim, type Shape } from '../shapes/shape.js';
import { GraphError } from './graph-error.js';
import { defineLayer, isLayer, type AnyLayer, type LayerFactory } from './layer.js';
import { heldName, withHeld } from './held-layers.js';
import { layerGraph } from './layer-graph.js';
import { isModel, makeModel, tensorsIn, type AnyModel } from './model.js';
import type { ShapesOf, Tensors } from './model-config.js';
import type { OwnComputation, OwnStepFunction } from './own-computation.js';
import type { Batched, OwnModelDefinition, OwnModelOf, Sized } from './own-model-types.js';
import { plainCall } from './roles.js';
import { kitBehind, type AnyTensor } from './symbolic-tensor.js';

type Called = OwnComputation['call'];

/** What `defineModel` takes, declared. */
export const ownModelDefinition = {
  name: layerName,
  inputs: anything<unknown>('a symbolic tensor, or several by name'),
  outputs: anything<unknown>('sizes without the batch axis, or several by name'),
  parts: anything<unknown>('models by names of yours'),
  call: callable<(x: unknown, parts: unknown, call: unknown) => unknown>('a function of tensors'),
  labels: optional(anything<unknown>('sizes without the batch axis, or several by name')),
  trainStep: optional(callable<OwnStepFunction>('a function of a batch')),
  testStep: optional(callable<OwnStepFunction>('a function of a batch')),
};

/**
 * A model of one's own, as Keras's subclassing makes them: it is made of models, and what it computes of them is a
 * function of tensors. It is compiled, fitted, evaluated and asked for predictions like any other; with a `trainStep` of
 * its own, that says what is minimised, and what stands in the logs.
 *
 * @example
 * const denoiser = defineModel({
 *   name: 'denoiser',
 *   inputs: input([784]),
 *   outputs: [784],
 *   parts: { encoder, decoder },
 *   call: (x: tf.Tensor, { encoder, decoder }) => decoder(encoder(x)),
 * });
 * @throws TypeError for a definition that lacks something, or a part that is no model.
 * @see https://keras.io/guides/custom_train_step_in_tensorflow/
 */
export const defineModel = <
  const In extends Tensors,
  const Out extends Sized,
  const P extends { readonly [name: string]: AnyLayer },
  const Labels extends Sized | undefined = undefined,
  Names extends string = never,
>(
  definition: OwnModelDefinition<In, ShapesOf<In>, Out, P, Labels, Names>,
): OwnModelOf<
  ShapesOf<In>,
  Batched<Out>,
  Labels extends Sized ? Batched<Labels> : undefined,
  Names,
  keyof P & string
> => {
  const { name, call, trainStep, testStep, ...given } = readOptions(
    'defineModel',
    definition,
    ownModelDefinition,
  );
  const inputs = tensorsIn('inputs', given.inputs, 'defineModel');
  if (isList(given.inputs))
    throw new TypeError('defineModel: give several inputs by name: inputs: { title, body }');
  const outputs = sizesIn('outputs', given.outputs);
  const parts = partsIn(name, given.parts);
  if (!trainStep && testStep) throw new TypeError('defineModel: testStep needs a trainStep beside it');
  if (!trainStep && given.labels !== undefined)
    throw new TypeError(
      'defineModel: labels are those of trainStep; without one the loss says which it takes',
    );
  const labels = given.labels === undefined ? undefined : sizesIn('labels', given.labels);
  const partNames = Object.keys(parts).join(', ');
  const computed = ownLayer(name, parts, outputs, {
    definition,
    whole: true,
    parts,
    steps: trainStep && { train: trainStep, test: testStep, labels },
    kept: `model '${name}' is computed by a function, which neither a file nor a worker can be given; save its parts (${partNames}) each by itself, or its weights by saveWeights`,
    call: (tensors, _weights, state) =>
      inOrder(
        name,
        outputs,
        call(inputs.names ? byName(inputs.names, tensors) : tensors[0], state.parts, {
          training: state.training,
          seed: state.seed,
        }),
      ),
  });
  const made = (computed as unknown as (x: readonly AnyTensor[]) => AnyTensor | readonly AnyTensor[])(
    inputs.tensors,
  );
  const graph = layerGraph(
    inputs.tensors.map((tensor, i) => ({ name: inputs.names?.[i], tensor })),
    [made].flat() as readonly AnyTensor[],
  );
  const whole = makeModel({
    kit: kitBehind(inputs.tensors[0]!),
    graph,
    name,
    baseName: 'functional',
    inputNames: inputs.names,
    outputNames: outputs[0]!.name === undefined ? undefined : outputs.map((output) => output.name!),
  });
  return Object.assign(whole, {
    spec: { ...whole.spec, className: computed.spec.className },
  }) as never;
};

/** How a model of the user's own is computed, where a model is one. */
export const ownComputation = ({ graph }: AnyModel): OwnComputation | undefined => {
  const own = graph.calls[0]?.layer.spec.own;
  return graph.calls.length === 1 && own?.whole ? own : undefined;
};

/** The layer that computes such a model, under the model's name: it holds the parts. */
const ownLayer = (
  name: string,
  parts: Readonly<Record<string, AnyModel>>,
  outputs: readonly Part[],
  own: OwnComputation,
): AnyLayer =>
  (
    defineLayer<LayerFactory>({
      name,
      className: name[0]!.toUpperCase() + name.slice(1),
      baseName: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      options: {},
      integers: true,
      texts: 'taken',
      // it may draw, by the seed that its calls are given
      random: true,
      spec: () => ({
        outputShape: () => {
          const shapes = outputs.map(({ shape }) => shape);
          return fits(shapes.length === 1 ? shapes[0]! : shapes);
        },
        weights: () => [],
        layers: Object.entries(parts).map(([key, part]) => ({
          key: 'parts',
          name: key,
          layer: part,
          on: () => part.graph.inputs.map(({ tensor }) => tensor.shape),
        })),
        own,
      }),
    }) as unknown as (options: object) => AnyLayer
  )({ name });

interface Part {
  readonly name: string | undefined;
  readonly shape: Shape;
}

const isSizes = (given: unknown): given is readonly Dim[] =>
  isList(given) &&
  given.length <= 15 &&
  Array.from(given as readonly unknown[]).every(
    (dim) =>
      dim === null ||
      (isWhole(dim) && dim > 0) ||
      (typeof dim === 'string' && typeof declared('defineModel', dim) === 'string'),
  );

/** Sizes behind the batch, as shapes: of one tensor, or of several by name, in Keras's order. */
const sizesIn = (what: string, given: unknown): readonly Part[] => {
  if (isSizes(given)) return [{ name: undefined, shape: [null, ...given] }];
  const entries = isPlain(given) ? [...entriesOf(given)].sort(([a], [b]) => (a < b ? -1 : 1)) : [];
  if (entries.length === 0 || !entries.every(([, sizes]) => isSizes(sizes)))
    throw new TypeError(
      `defineModel needs ${what}: sizes without the batch axis, such as [28, 28, 1], or several by name; got ${show(given)}`,
    );
  return entries.map(([name, sizes]) => ({ name, shape: [null, ...(sizes as readonly Dim[])] }));
};

const partsIn = (name: string, given: unknown): Readonly<Record<string, AnyModel>> => {
  const entries = isPlain(given) ? [...entriesOf(given)] : [];
  if (entries.length === 0)
    throw new TypeError(
      `defineModel needs parts: models by names of yours, e.g. { encoder, decoder }; got ${show(given)}`,
    );
  for (const [key, part] of entries)
    if (!isLayer(part) || !isModel(part))
      throw new TypeError(
        isLayer(part)
          ? `${name}: parts.${key} is a layer of no size yet; make it a model, e.g. sequential([64], [dense(10)])`
          : `${name}: parts.${key} must be a model, got ${show(part)}`,
      );
  const parts = entries as readonly (readonly [string, AnyModel])[];
  const seen = new Map<AnyLayer, string>();
  for (const [key, part] of parts)
    for (const layer of withHeld(part, [], plainCall)) {
      const other = seen.get(layer);
      if (other !== undefined && other !== key)
        throw new TypeError(
          `${name}: the parts '${other}' and '${key}' share the layer '${heldName(layer)}'; parts have layers of their own`,
        );
      seen.set(layer, key);
    }
  return Object.fromEntries(parts);
};

const byName = <T>(names: readonly string[], values: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(names.map((name, i) => [name, values[i]!]));

/** What a call gave, in the order of the outputs. */
const inOrder = (model: string, outputs: readonly Part[], given: unknown): ReturnType<Called> => {
  if (outputs[0]!.name === undefined) return given;
  const names = outputs.map(({ name }) => name!);
  const missing = names.find((name) => !isPlain(given) || !(name in given));
  if (missing !== undefined)
    throw new GraphError(`${model}: call must give { ${names.join(', ')} }; '${missing}' is not there`);
  return names.map((name) => (given as Readonly<Record<string, unknown>>)[name]);
};
