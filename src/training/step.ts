import * as tf from '@tensorflow/tfjs';
import type { AnyModel } from '../graph/model.js';
import { emitModel } from '../tfjs/emitter.js';
import type { Tensor } from '../tfjs/tensor.js';
import { modelVariables, penalties, type ModelVariable } from '../tfjs/variables.js';
import type { Batch } from './data/batches.js';
import { reduceLoss } from './losses/index.js';
import type { OptimizerState } from './optimizers/index.js';
import type { OutputPlan } from './plan.js';
import type { BatchResult } from './trackers.js';

/** A model ready to compute on batches. */
export interface Machine {
  readonly variables: readonly ModelVariable[];
  /** The outputs for some inputs, as inference gives them. */
  predict(xs: readonly tf.Tensor[]): tf.Tensor[];
  /** The losses and predictions of a batch, as inference gives them. */
  test(batch: Batch): BatchResult;
  /** The same in training mode, and one step of the optimizer. */
  train(batch: Batch, optimizer: OptimizerState): BatchResult;
}

/** The machine of a model; it holds no tensors of its own. */
export const buildMachine = (
  model: AnyModel,
  outputs: readonly OutputPlan[],
  seed: number | undefined,
): Machine => {
  const emitted = emitModel(model, seed === undefined ? {} : { seed });
  const variables = modelVariables(model);
  const trainable = variables.filter((each) => each.trainable);
  const constrained = trainable.filter(
    ({ variable }) => variable.constraint !== null && variable.constraint !== undefined,
  );
  const penaltyTerms = penalties(model);
  const native = trainable.map(({ variable }) => variable.read() as tf.Variable);

  const apply = (xs: readonly tf.Tensor[], training: boolean): tf.Tensor[] =>
    [emitted.apply(xs.length === 1 ? xs[0]! : [...xs], { training })].flat() as tf.Tensor[];

  /** Every output's loss and their weighted sum with the penalties. */
  const losses = (batch: Batch, predictions: readonly tf.Tensor[]) => {
    const outputLosses = outputs.map(({ loss }, i) =>
      reduceLoss(
        loss.compute(batch.ys[i] as unknown as Tensor, predictions[i] as unknown as Tensor),
        batch.weights as unknown as Tensor | undefined,
        loss.counted?.(batch.ys[i] as unknown as Tensor),
      ),
    ) as unknown as tf.Scalar[];
    const terms = [
      ...outputLosses.map((loss, i) =>
        outputs[i]!.lossWeight === 1 ? loss : tf.mul(loss, outputs[i]!.lossWeight),
      ),
      ...penaltyTerms.map((penalty) => penalty()),
    ] as tf.Scalar[];
    return { outputLosses, loss: terms.reduce((sum, term) => tf.add(sum, term)) };
  };

  const test = (batch: Batch): BatchResult => {
    const [loss, ...rest] = tf.tidy(() => {
      const predictions = apply(batch.xs, false);
      const found = losses(batch, predictions);
      return [found.loss, ...found.outputLosses, ...predictions];
    });
    return result(batch, loss as tf.Scalar, rest);
  };

  const result = (batch: Batch, loss: tf.Scalar, rest: readonly tf.Tensor[]): BatchResult => ({
    size: batch.size,
    loss,
    outputLosses: rest.slice(0, outputs.length) as tf.Scalar[],
    predictions: rest.slice(outputs.length),
  });

  const train = (batch: Batch, optimizer: OptimizerState): BatchResult => {
    // with every layer frozen there is nothing to differentiate, but layers still see training
    const [loss, ...rest] = tf.tidy(() => {
      let kept: tf.Tensor[] = [];
      const forward = () => {
        const predictions = apply(batch.xs, true);
        const found = losses(batch, predictions);
        kept = [...found.outputLosses, ...predictions].map((tensor) => tf.keep(tensor));
        return found.loss;
      };
      if (trainable.length === 0) return [forward(), ...kept];
      const { value, grads } = tf.variableGrads(forward, native);
      optimizer.apply(
        trainable.map(({ path }, i) => ({
          name: path,
          variable: native[i] as unknown as Parameters<OptimizerState['apply']>[0][number]['variable'],
          gradient: grads[native[i]!.name] as unknown as Tensor,
        })),
      );
      return [value, ...kept];
    });
    for (const { variable } of constrained) variable.write(variable.read());
    return result(batch, loss as tf.Scalar, rest);
  };

  return { variables, predict: (xs) => tf.tidy(() => apply(xs, false)), test, train };
};

/** Frees what a batch came to. */
export const disposeResult = ({ loss, outputLosses, predictions }: BatchResult): void =>
  tf.dispose([loss, ...outputLosses, ...predictions]);
