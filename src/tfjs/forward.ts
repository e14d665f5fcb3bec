import * as tf from '@tensorflow/tfjs-core';
import type { AnyLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { heldLayers, withHeld, type HeldThere } from '../graph/held-layers.js';
import { plainCall, shapesOfCall } from '../graph/roles.js';
import type { AnyTensor, Source } from '../graph/symbolic-tensor.js';
import { callArguments, masksOf, withMasks } from './call-arguments.js';
import { activityPenalty, penaltyInside } from './activity-penalty.js';
import { emittedLayer } from './emitted-layers.js';
import type { Inside } from './layers/inside.js';
import type { OwnKwargs } from './layers/own/own-layer.js';

/** A tensor, and which of its steps are there, `[batch, steps]`, where some are padding. */
export interface Masked {
  readonly tensor: tf.Tensor;
  readonly mask: tf.Tensor | undefined;
}

/**
 * What an emitted model computes. tfjs's own pass hands a layer's mask on to layers that it does not concern, and to
 * none inside a nested model; the masks at the outputs, which losses and metrics leave out, it does not tell.
 * Outside training what is used up is freed on the way. Penalties on what layers give are added to `penalties`.
 */
export const forward = (
  model: AnyModel,
  inputs: readonly Masked[],
  training: boolean,
  penalties: tf.Scalar[] = [],
): Masked[] => {
  const { graph } = model;
  const values = new Map<AnyTensor, Masked>(graph.inputs.map(({ tensor }, i) => [tensor, inputs[i]!]));
  const uses = new Map<AnyTensor, number>();
  const count = (tensor: AnyTensor, by: number) => {
    const left = (uses.get(tensor) ?? 0) + by;
    uses.set(tensor, left);
    return left;
  };
  for (const tensor of [...graph.calls.flatMap((call) => call.inputs), ...graph.outputs]) count(tensor, 1);
  for (const { tensor } of graph.inputs) count(tensor, 1);

  for (const call of graph.calls) {
    const given = call.inputs.map((tensor) => values.get(tensor)!);
    const made = isModel(call.layer)
      ? forward(call.layer, given, training, penalties)
      : callLayer({ ...call, on: () => shapesOfCall(call) }, given, training, penalties);
    for (const { tensor } of made) penalties.push(...activityPenalty(call.layer, tensor));
    const lent = new Set(given.map((input) => input.tensor));
    call.outputs.forEach((tensor, i) => {
      const { tensor: value, mask } = made[i]!;
      // what a layer passes on as it is, or a model gives twice, gets a life of its own, for the other may be freed first
      values.set(tensor, { tensor: lent.has(value) ? tf.clone(value) : value, mask });
      lent.add(value);
    });
    if (training) continue;
    // of several outputs some may go nowhere
    for (const tensor of call.outputs) if (count(tensor, 0) === 0) values.get(tensor)!.tensor.dispose();
    for (const tensor of call.inputs) if (count(tensor, -1) === 0) values.get(tensor)!.tensor.dispose();
  }
  return graph.outputs.map((tensor) => {
    const { tensor: value, mask } = values.get(tensor)!;
    return { tensor: tensor.source ? value : tf.clone(value), mask };
  });
};

/** What a call of a layer is, as far as it is read here. */
type Call = Pick<Source, 'layer' | 'roles' | 'options'> & { readonly on: () => CallOn };
type CallOn = ReturnType<typeof shapesOfCall>;

const callLayer = (
  { layer, roles, options, on }: Call,
  given: readonly Masked[],
  training: boolean,
  penalties: tf.Scalar[],
): Masked[] => {
  const live = emittedLayer(layer)!;
  const carried = given.map(({ tensor, mask = null }) => ({ tensor, mask }));
  const arrived = callArguments(carried, { ...options, roles, training });
  const inside = penaltyInside(layer);
  const held = heldCall(layer, on);
  const outputs = live.call(
    arrived.x,
    layer.spec.own || inside || held
      ? ({
          ...{ ...arrived.kwargs, penalties },
          ...(inside && { inside }),
          ...(held && { held }),
        } satisfies OwnKwargs & Inside)
      : arrived.kwargs,
  );
  const { masks: does } = layer.spec;
  const onward = does === 'drop' ? null : does === 'pass' ? [arrived.mask].flat()[0] : masksOf(live, arrived);
  return withMasks(outputs, onward).map(({ tensor, mask }) => ({ tensor, mask: mask ?? undefined }));
};

/**
 * How the layer inside `timeDistributed` is called where there are penalties on what is within it. Its own is not counted, as
 * Keras calls it without: those of a model's layers are, or of what a wrapper holds.
 */
const heldCall = (layer: AnyLayer, on: () => CallOn): Inside['held'] => {
  if (layer.spec.className !== 'TimeDistributed' || layer.spec.own) return undefined;
  const [held] = heldLayers(layer, ...on());
  if (!withHeld(held!.layer, held!.shapes, plainCall).some(isPenalized)) return undefined;
  return (x, { training, mask }, penalties) => callHeld(held!, { tensor: x, mask }, training, penalties);
};

const isPenalized = ({ spec }: AnyLayer): boolean => spec.config['activityRegularizer'] !== undefined;

const callHeld = (
  { layer, shapes }: HeldThere,
  given: Masked,
  training: boolean,
  penalties: tf.Scalar[],
): tf.Tensor => {
  const [made] = isModel(layer)
    ? forward(layer, [given], training, penalties)
    : callLayer(
        { layer, roles: [], options: {}, on: () => [shapes, plainCall] },
        [given],
        training,
        penalties,
      );
  return made!.tensor;
};
