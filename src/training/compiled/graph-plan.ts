import type { AnyLayer } from '../../graph/layer.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import type { AnyTensor, Source } from '../../graph/symbolic-tensor.js';
import { emittedLayer } from '../../tfjs/emitted-layers.js';
import type { LayerPlans, PlannedCall } from './layer-plan.js';
import type { Lifetimes } from './lifetimes.js';
import { NoPlan } from './no-plan.js';
import type { StepMask, Value } from './value.js';

/** The shape of a tensor for a batch of some size. */
const shapeFor = ({ shape }: AnyTensor, batch: number, of: string): readonly number[] =>
  shape.map((axis, i) => {
    if (i === 0) return batch;
    if (typeof axis === 'number') return axis;
    throw new NoPlan(`the layer '${of}' gives an axis whose size is known only at run time`);
  });

/** How often each tensor of a model is given to a layer, or is an output. */
const usesOf = ({ graph }: AnyModel): ReadonlyMap<AnyTensor, number> => {
  const uses = new Map<AnyTensor, number>();
  for (const tensor of [...graph.calls.flatMap((call) => call.inputs), ...graph.outputs])
    uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
  return uses;
};

/** The forward stages of a model's layers, and their ways back, for inputs of a batch. */
export const planGraph = <P extends Lifetimes>(
  model: AnyModel,
  inputs: readonly Value[],
  planner: P,
  batch: number,
  plans: LayerPlans<P>,
): Value[] => {
  const { graph } = model;
  const values = new Map<AnyTensor, Value>(graph.inputs.map(({ tensor }, i) => [tensor, inputs[i]!]));
  const uses = usesOf(model);
  const hold = (tensor: AnyTensor) => planner.hold(values.get(tensor)!, uses.get(tensor) ?? 0);
  for (const { tensor } of graph.inputs) hold(tensor);
  const names = new Map(graph.layers.map(({ layer, name }) => [layer, name]));
  for (const call of graph.calls) {
    const given = call.inputs.map((tensor) => values.get(tensor)!);
    const made = isModel(call.layer)
      ? planGraph(call.layer, given, planner, batch, plans)
      : planCall(call, names.get(call.layer) ?? call.layer.spec.baseName, given, planner, batch, plans);
    call.outputs.forEach((tensor, i) => {
      values.set(tensor, made[i]!);
      hold(tensor);
    });
    if (givesOfModel(call.layer)) made.forEach((value) => planner.drop(value));
    planner.settle();
    given.forEach((value) => planner.drop(value));
  }
  return graph.outputs.map((tensor) => values.get(tensor)!);
};

/** Whether what a layer gives is held already, by the outputs of the model that it is, or gives each step to. */
const givesOfModel = (layer: AnyLayer): boolean =>
  isModel(layer) || (layer.spec.className === 'TimeDistributed' && isModel(layer.spec.layers![0]!.layer));

/** What may work on integers, or hands them on. */
const ofIntegers: ReadonlySet<string> = new Set([
  ...['Embedding', 'Flatten', 'Identity', 'Reshape', 'TimeDistributed'],
]);

/** What hands masks on, and computes the same with one, or knows what to do with it. */
const ofMasks: ReadonlySet<string> = new Set(
  'Activation Bidirectional Dense Dropout ELU GRU LSTM LayerNormalization LeakyReLU ReLU SimpleRNN SpatialDropout1D'.split(
    ' ',
  ),
);

/** Attention: its steps are the query's, and it heeds what the others say of theirs. */
const ofQueries: ReadonlySet<string> = new Set(['MultiHeadAttention']);

/** What sums tensors whatever their masks say. */
const sums: ReadonlySet<string> = new Set(['Add', 'Average', 'Subtract']);

/** The mask of what a layer gives. */
const maskAfter = (
  inputs: readonly Value[],
  className: string,
  masks: Source['layer']['spec']['masks'],
  name: string,
): StepMask | undefined => {
  const [mask, ...others] = new Set(inputs.flatMap((input) => input.mask ?? []));
  if (!mask || masks === 'drop') return undefined;
  if (ofQueries.has(className)) return inputs[0]!.mask;
  // a step is there where it is in any of the tensors, and a tensor without a mask has them all
  if (sums.has(className) && others.length === 0)
    return inputs.every((input) => input.mask) ? mask : undefined;
  if (!ofMasks.has(className)) throw new NoPlan(`the layer '${name}' is given a mask`);
  return mask;
};

const planCall = <P extends Lifetimes>(
  { layer, roles, options, outputs }: Source,
  name: string,
  inputs: readonly Value[],
  planner: P,
  batch: number,
  plans: LayerPlans<P>,
): readonly Value[] => {
  if ((roles.length > 0 && !ofQueries.has(layer.spec.className)) || Object.keys(options).length > 0)
    throw new NoPlan(`the layer '${name}' is called with options of its own`);
  const shapes = outputs.map((tensor) => shapeFor(tensor, batch, name));
  return planLayer(layer, { name, inputs, roles, shapes }, planner, plans);
};

const planLayer = <P extends Lifetimes>(
  layer: AnyLayer,
  call: Pick<PlannedCall, 'name' | 'inputs' | 'roles' | 'shapes'>,
  planner: P,
  plans: LayerPlans<P>,
): readonly Value[] => {
  const { name, inputs } = call;
  const { className, config, masks, own, layers = [] } = layer.spec;
  const plan = own ? undefined : plans.get(className);
  if (!plan) throw new NoPlan(`the layer '${name}' (${className}) has no plan`);
  const mask = maskAfter(inputs, className, masks, name);
  if (inputs.some(({ isInteger }) => isInteger) && !ofIntegers.has(className))
    throw new NoPlan(`the layer '${name}' works on integers`);
  // those that it holds may have one too
  const configs = [config, ...layers.map((held) => held.layer.spec.config)];
  if (configs.some(({ activityRegularizer }) => (activityRegularizer ?? undefined) !== undefined))
    planner.penalize(`the layer '${name}' has a penalty on what it gives`);
  const held = (key: string, rows: Value, shape: readonly number[]): Value => {
    const inner = layers.find((each) => each.key === key)!.layer;
    if (isModel(inner)) return planGraph(inner, [rows], planner, shape[0]!, plans)[0]!;
    return planLayer(inner, { name, inputs: [rows], roles: [], shapes: [shape] }, planner, plans)[0]!;
  };
  const made = plan({ ...call, config, held, live: emittedLayer(layer)! }, planner);
  if (masks === 'begin') return made;
  return made.map((value) => ({ ...value, mask }));
};
