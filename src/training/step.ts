import * as tf from '@tensorflow/tfjs-core';
import { withRoom } from '../backends/memory-error.js';
import type { AnyModel } from '../graph/model.js';
import { showShape } from '../shapes/shape.js';
import { checkUsable, disposed } from '../tfjs/disposal.js';
import { emitModel } from '../tfjs/emitter.js';
import { forward } from '../tfjs/forward.js';
import { gradientsOf } from '../tfjs/gradients.js';
import type { Tensor } from '../tfjs/tensor.js';
import { assign, modelVariables, penalties, type ModelVariable } from '../tfjs/variables.js';
import { counted } from './counted.js';
import type { Batch } from './data/batches.js';
import { reduceLoss } from './losses/reduce.js';
import { isToldMetric } from './metrics/in-step.js';
import type { OptimizerState } from './optimizers/index.js';
import type { Gradient, Placed } from './optimizers/optimizer.js';
import type { OutputPlan } from './plan.js';
import type { BatchResult, PendingResult } from './trackers.js';

/** A model ready to compute on batches. */
export interface Machine {
  readonly variables: readonly ModelVariable[];
  /** Those that an optimizer moves. */
  readonly placed: readonly Placed[];
  /** Runs something on a batch of a size: it throws a DisposedError where the model's weights are gone. */
  alive<T>(size: number, run: () => T): T;
  /** The outputs for some inputs, as inference gives them. */
  predict(xs: readonly tf.Tensor[]): tf.Tensor[];
  /** The losses and predictions of a batch, as inference gives them. */
  test(batch: Batch): BatchResult;
  /** The same in training mode, and one step of the optimizer. */
  train(batch: Batch, optimizer: OptimizerState): BatchResult | PendingResult;
}

/**
 * The machine of a model; it holds no tensors of its own. Where the model is disposed of later, it throws a
 * DisposedError.
 */
export const buildMachine = (model: AnyModel, outputs: readonly OutputPlan[]): Machine => {
  emitModel(model);
  const variables = modelVariables(model);
  const trainable = variables.filter((each) => each.trainable);
  const constrained = trainable.filter(
    ({ variable }) => variable.constraint !== null && variable.constraint !== undefined,
  );
  const penaltyTerms = penalties(model);
  const native = trainable.map(({ variable }) => variable.read() as tf.Variable);
  const placed = trainable.map(({ path }, i): Placed => ({
    name: path,
    variable: native[i] as unknown as Tensor,
  }));
  const held = variables.map(({ variable }) => variable.read() as tf.Variable);
  const alive = <T>(size: number, run: () => T): T => {
    checkUsable(model);
    // weights that were drawn anew are not those that this machine has
    if (held.some((weight) => weight.isDisposed)) throw disposed(model);
    return withRoom(size, run);
  };

  /** The outputs, and the masks that reach them, as numbers. */
  const apply = (xs: readonly tf.Tensor[], training: boolean, onOutputs?: tf.Scalar[]) => {
    const reached = forward(
      model,
      xs.map((tensor) => ({ tensor, mask: undefined })),
      training,
      onOutputs,
    );
    return {
      predictions: reached.map(({ tensor }) => tensor),
      masks: reached.map(({ mask }) => mask && tf.cast(mask, 'float32')),
    };
  };

  /** What a batch comes to: the weighted sum of every output's loss and the penalties, and what led to it. */
  const compute = (batch: Batch, training: boolean) => {
    const onOutputs: tf.Scalar[] = [];
    const reached = apply(batch.xs, training, onOutputs);
    const outputLosses = outputs.map((output, i) => {
      const labels = batch.ys[i]!;
      const losses = output.loss.compute(
        labels as unknown as Tensor,
        reached.predictions[i] as unknown as Tensor,
      );
      return reduceLoss(
        losses,
        batch.weights?.[i] as unknown as Tensor | undefined,
        counted(output, labels, losses, reached.masks[i]),
        output.loss.config.reduction,
      );
    }) as unknown as tf.Tensor[];
    const all = reduceTerms([
      ...outputLosses.map((loss, i) =>
        outputs[i]!.lossWeight === 1 ? loss : tf.mul(loss, outputs[i]!.lossWeight),
      ),
      ...penaltyTerms.map((penalty) => penalty()),
      ...onOutputs,
    ]);
    const result = {
      size: batch.size,
      loss: mean(all),
      outputLosses: outputLosses.map(mean),
      ...reached,
    };
    return { result, goal: (all.rank === 0 ? all : tf.sum(all)) as tf.Scalar };
  };

  const test = (batch: Batch): BatchResult =>
    tf.tidy(() => compute(batch, false).result as unknown as tf.TensorContainer) as unknown as BatchResult;

  /** One step of the optimizer, by the gradients that there are: a weight that the loss does not hang on stays, as in Keras. */
  const move = (grads: tf.NamedTensorMap, optimizer: OptimizerState): void => {
    optimizer.apply(
      placed.flatMap((each, i) => {
        const gradient = grads[native[i]!.name] as tf.Tensor | undefined;
        return gradient ? [{ ...each, gradient } as unknown as Gradient] : [];
      }),
    );
    for (const { variable } of constrained) assign(variable, variable.constraint.apply(variable.read()));
  };

  const train = (batch: Batch, optimizer: OptimizerState): BatchResult =>
    tf.tidy(() => {
      // with every layer frozen there is nothing to differentiate, but layers still see training
      if (trainable.length === 0) return compute(batch, true).result as unknown as tf.TensorContainer;
      let result: ReturnType<typeof compute>['result'] | undefined;
      const { scale } = optimizer;
      const differentiate = () => {
        try {
          return gradientsOf(() => {
            const computed = compute(batch, true);
            ({ result } = computed);
            // what is made while gradients are taken is freed after it, unless kept
            for (const tensor of [result.loss, ...tensorsOf(result)]) tf.keep(tensor);
            return (scale === 1 ? computed.goal : tf.mul(computed.goal, scale)) as tf.Scalar;
          }, native);
        } catch (error) {
          if (result) disposeResult(result);
          throw unconnected.test((error as Error).message)
            ? new TypeError(
                "the loss does not hang on what the model gives: a loss function computes on its second argument, with tfjs's operations",
                { cause: error },
              )
            : error;
        }
      };
      const { grads } = differentiate();
      try {
        move(grads, optimizer);
      } catch (error) {
        disposeResult(result!);
        throw error;
      }
      return result as unknown as tf.TensorContainer;
    }) as unknown as BatchResult;

  return {
    variables,
    placed,
    alive,
    predict: (xs) => alive(xs[0]!.shape[0]!, () => tf.tidy(() => apply(xs, false).predictions)),
    test: (batch) => alive(batch.size, () => test(batch)),
    train: (batch, optimizer) => alive(batch.size, () => train(batch, optimizer)),
  };
};

/** One number of a loss that is not reduced, for logs. */
const mean = (loss: tf.Tensor): tf.Scalar => (loss.rank === 0 ? loss : tf.mean(loss)) as tf.Scalar;

/** The sum of losses and penalties: where a loss is not reduced, each of its numbers and all that are one. */
const reduceTerms = (terms: readonly tf.Tensor[]): tf.Tensor => {
  const [first, other] = terms.filter(({ rank }) => rank > 0);
  if (first && other && !tf.util.arraysEqual(first.shape, other.shape))
    throw new TypeError(
      `with reduction: 'none' the outputs' losses are ${showShape(first.shape)} and ${showShape(other.shape)}, and cannot be added; give them reduction: 'sum'`,
    );
  return terms.reduce((sum, term) => tf.add(sum, term));
};

/** tfjs's sentence where no gradient leads from a loss to the weights. */
const unconnected = /Cannot (compute gradient of y=f\(x\)|find a connection)/;

const tensorsOf = ({ outputLosses, predictions, masks }: Omit<BatchResult, 'loss'>): readonly tf.Tensor[] => [
  ...outputLosses.filter((loss) => typeof loss !== 'number'),
  ...[...predictions, ...masks].flatMap((each) => each ?? []),
];

/** Frees what a batch came to; what is yet to be read belongs to whoever reads it. */
export const disposeResult = (result: BatchResult | PendingResult): void => {
  if ('pending' in result) return;
  tf.dispose([
    ...[result.loss, ...tensorsOf(result)].filter((each) => typeof each !== 'number'),
    ...Object.values(result.told ?? {}).flatMap((each) =>
      isToldMetric(each) ? each.taken.flatMap((batch) => batch.filter((x) => x !== undefined)) : each,
    ),
  ]);
};
