import * as tf from '@tensorflow/tfjs-core';
import { reportStep } from '../../../backends/step-report.js';
import {
  changedBufferOf,
  bufferOf,
  copyIfShared,
  encoderOf,
  usages,
  type Card,
  type CardBuffer,
} from '../../../backends/webgpu/compiled/card.js';
import { numbersOfStep } from '../../../backends/webgpu/compiled/optimizer-steps.js';
import { native } from '../../../tfjs/native.js';
import type { Tensor } from '../../../tfjs/tensor.js';
import { penalties } from '../../../tfjs/variables.js';
import type { Compiled } from '../../compiled.js';
import type { Batch } from '../../data/batches.js';
import type { OptimizerState, StepByHand } from '../../optimizers/optimizer.js';
import type { Machine } from '../../step.js';
import type { BatchResult, PendingResult } from '../../trackers.js';
import { heldBy, mostPlans, type CompiledMachine, type Refusal } from '../compiled-machine.js';
import { NoPlan } from '../no-plan.js';
import type { Block, Place } from '../room.js';
import { BoundPlan } from './bound-plan.js';
import { cardPlansOf } from './layers/catalogue.js';
import { ResultLog } from './result-log.js';
import { handOf, planCardStep, type CardBatchShape, type CardStepPlan } from './step-plan.js';

/** What of a batch a plan is made for. */
const shapeOf = ({ size, xs, ys, weights }: Batch): CardBatchShape => ({
  ...{ size, xs },
  outputs: ys.map(({ shape }, i) => ({ labels: shape, weights: weights?.[i]?.shape })),
});

const keyOf = ({ xs, outputs }: CardBatchShape): string =>
  JSON.stringify([xs.map(({ shape, dtype }) => [dtype, shape]), outputs]);

/** Why a model has no plan here, whatever its layers. */
const refusalOf = (model: Compiled['model'], plain: Machine): string | undefined => {
  const trainable = plain.variables.filter((each) => each.trainable);
  if (trainable.length === 0) return 'every layer is frozen';
  if (penalties(model).length > 0) return "penalties on weights have no plan on 'webgpu'";
  return trainable.some(({ variable }) => (variable.constraint ?? undefined) !== undefined)
    ? "constraints of weights have no plan on 'webgpu'"
    : undefined;
};

/** The machine that takes a step on a graphics card in one submission, and reads nothing back until it is asked. */
export const cardMachine = async (
  { model, outputs, optimizerState }: Compiled,
  plain: Machine,
): Promise<CompiledMachine> => {
  const layerPlans = await cardPlansOf(model);
  const card = tf.backend() as unknown as Card;
  const { limits } = card.device;
  const moving = plain.variables
    .filter((each) => each.trainable)
    .map(({ path, variable }) => ({ path, variable: variable.read() as tf.Variable }));
  const because = refusalOf(model, plain);
  const trained = { model, outputs, optimizer: optimizerState, moving };
  const plans = new Map<string, BoundPlan>();
  const log = new ResultLog(card);
  let room: CardBuffer | undefined;
  let numbers: CardBuffer | undefined;
  let refuse: Refusal = () => {};

  const plan = (batch: CardBatchShape): CardStepPlan => {
    if (because !== undefined) throw new NoPlan(because);
    return planCardStep(trained, limits, batch, layerPlans);
  };

  /** The outcome of planning, which is told and reported; none where there is no plan. */
  const planned = <T extends { readonly bytes: number }>(make: () => T): T | undefined => {
    try {
      const made = make();
      const bytes = Math.max(made.bytes, ...[...plans.values()].map((each) => each.plan.bytes));
      reportStep({ compiled: true, because: undefined, bytes });
      return made;
    } catch (error) {
      if (!(error instanceof NoPlan)) throw error;
      refuse(error.message);
      reportStep({ compiled: false, because: error.message, bytes: undefined });
      return undefined;
    }
  };

  const planFor = (batch: Batch): BoundPlan | undefined => {
    const shape = shapeOf(batch);
    const key = keyOf(shape);
    const found = planned(() => {
      const bound = plans.get(key) ?? new BoundPlan(card, plan(shape));
      return { bound, bytes: bound.plan.bytes };
    });
    if (!found || plans.has(key)) return found?.bound;
    if (plans.size >= mostPlans) {
      const [oldest, bound] = plans.entries().next().value!;
      bound.release();
      plans.delete(oldest);
    }
    plans.set(key, found.bound);
    return found.bound;
  };

  /** The room, as large as the largest plan so far needs it. */
  const roomOf = (bytes: number): CardBuffer => {
    if (room && room.size >= bytes) return room;
    if (room) card.bufferManager.releaseBuffer(room);
    room = card.bufferManager.acquireBuffer(bytes, usages.storage);
    return room;
  };

  /** The buffers of weights and slots as they are now; those that are to be changed are nobody else's. */
  const outsideOf = ({ planner, moved }: CardStepPlan, hand: StepByHand): Map<Place, CardBuffer> => {
    const slots = new Map<tf.Variable, readonly CardBuffer[]>();
    for (const { path, variable } of moved) {
      const copy = copyIfShared(card, variable);
      if (copy) {
        variable.assign(copy);
        copy.dispose();
      }
      const own = hand.slotsOf(path, variable.shape).map((given, i) => {
        const slot = native(given);
        const own = copyIfShared(card, slot);
        if (own) hand.put(path, i, own as unknown as Tensor);
        return changedBufferOf(card, own ?? slot);
      });
      slots.set(variable, own);
    }
    return new Map(
      [...planner.outside].map(([place, { variable, slot }]) => {
        if (slot !== undefined) return [place, slots.get(variable)![slot]!];
        return [place, slots.has(variable) ? changedBufferOf(card, variable) : bufferOf(card, variable)];
      }),
    );
  };

  /** Puts a tensor's floats into the room: those that are not on the card yet go there by themselves. */
  const bring = (tensor: tf.Tensor, block: Block): void => {
    const { values, resource } = card.tensorMap.get(tensor.dataId);
    if (values && !resource) {
      const floats = values instanceof Float32Array ? values : Float32Array.from(values);
      return card.queue.writeBuffer(room!, block.offset, floats);
    }
    const floats = tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32');
    const from = bufferOf(card, floats);
    encoderOf(card).copyBufferToBuffer(from, 0, room!, block.offset, tensor.size * 4);
  };

  const bringBatch = ({ inputs, losses, planner }: CardStepPlan, { xs, ys, weights }: Batch): void => {
    inputs.forEach((block, i) => bring(xs[i]!, block));
    losses.forEach((loss, i) => {
      bring(ys[i]!, loss.labels);
      if (loss.weights) bring(weights![i]!, loss.weights);
    });
    for (const each of planner.brought) {
      if (each.block) bring(each.make(), each.block);
      else each.make();
    }
  };

  const writeNumbers = (hand: StepByHand): CardBuffer => {
    const scalars: Readonly<Record<string, number>> = { ...hand.scalars(), decayRate: hand.rate() };
    const names = numbersOfStep(hand.kernel.name)!;
    numbers ??= card.bufferManager.acquireBuffer(Math.ceil(names.length / 4) * 16, usages.uniform);
    card.queue.writeBuffer(
      numbers,
      0,
      Float32Array.from(names, (name) => scalars[name]!),
    );
    return numbers;
  };

  /** What a record says of a batch. */
  const resultOf =
    ({ losses }: CardStepPlan, size: number) =>
    (record: Float32Array): BatchResult => {
      let at = 0;
      const read = losses.map((loss) => {
        const from = at;
        at += loss.floats;
        return loss.read(record.subarray(from, at));
      });
      const outputLosses = read.map(({ loss }) => loss);
      return {
        ...{ size, outputLosses, predictions: [], masks: [] },
        loss: outputLosses.reduce((sum, loss, i) => sum + loss * outputs[i]!.lossWeight, 0),
        measured: read.map(({ measured }) => measured),
      };
    };

  const step = (batch: Batch, optimizer: OptimizerState, bound: BoundPlan): PendingResult =>
    tf.tidy(() => {
      const { plan } = bound;
      const hand = handOf(optimizer);
      const own = roomOf(plan.bytes);
      const outside = outsideOf(plan, hand);
      bringBatch(plan, batch);
      bound.bind({ room: own, numbers: writeNumbers(hand), outside });
      const pass = encoderOf(card).beginComputePass();
      bound.encode(pass);
      pass.end();
      const floats = plan.losses.reduce((sum, loss) => sum + loss.floats, 0);
      const { buffer, at, pending } = log.take(floats, resultOf(plan, batch.size));
      plan.losses.reduce((to, { record, floats: count }) => {
        encoderOf(card).copyBufferToBuffer(own, record.offset, buffer, to, count * 4);
        return to + count * 4;
      }, at);
      card.submitQueue();
      hand.done();
      return { size: batch.size, pending } as unknown as tf.TensorContainer;
    }) as unknown as PendingResult;

  return {
    ...plain,
    ...heldBy(plain),
    begin: (refusal) => {
      refuse = refusal;
      log.forget();
    },
    prepare: async (shapes) => {
      if (!shapes) return;
      const { size, xs } = shapes;
      const dtypes = model.graph.inputs.map(({ tensor }) => tensor.dtype);
      planned(() =>
        plan({
          size,
          xs: xs.map((shape, i) => ({ shape, dtype: dtypes[i]! })),
          outputs: outputs.map(() => ({ labels: undefined, weights: undefined })),
        }),
      );
    },
    release: async () => {
      for (const bound of plans.values()) bound.release();
      for (const buffer of [room, numbers]) if (buffer) card.bufferManager.releaseBuffer(buffer);
      room = numbers = undefined;
    },
    isOfBackend: () => card === (tf.backend() as unknown as Card),
    train: (batch, optimizer) =>
      plain.alive(batch.size, () => {
        const bound = planFor(batch);
        return bound ? step(batch, optimizer, bound) : plain.train(batch, optimizer);
      }),
  };
};
