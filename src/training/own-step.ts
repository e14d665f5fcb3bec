import * as tf from '@tensorflow/tfjs-core';
import { isPlain, show } from '../errors/show.js';
import { orElse } from '../errors/suggest.js';
import type { AnyModel } from '../graph/model.js';
import type { OwnStepFunction, OwnSteps } from '../graph/own-computation.js';
import { ownComputation } from '../graph/own-model.js';
import { gradientsOf } from '../tfjs/gradients.js';
import { liveParts } from '../tfjs/live-parts.js';
import { seedOf } from '../tfjs/random.js';
import { assign, penaltiesOf, type ModelVariable } from '../tfjs/variables.js';
import type { Batch } from './data/batches.js';
import { isStepMetric, takingIn } from './metrics/in-step.js';
import type { OptimizerState } from './optimizers/index.js';
import type { Gradient } from './optimizers/optimizer.js';
import { buildMachine, type Machine } from './step.js';
import type { BatchResult } from './trackers.js';

/** Losses as a step computes them: a scalar, or several by name, of which `loss` is minimised. */
type Losses = tf.Scalar | Readonly<Record<string, tf.Tensor>>;

/** What is done with a loss, and with what parts of the model. */
type Minimize = (losses: () => Losses, of?: readonly string[]) => Losses;

/** The machine of a model that has a step of its own: it holds no tensors. */
export const ownMachine = (model: AnyModel, steps: OwnSteps, seed: number): Machine => {
  const plain = buildMachine(model, []);
  const { parts = {} } = ownComputation(model)!;
  const changing = plain.variables.filter(({ trainable }) => trainable);
  let tests = 0;

  /** Runs a step; what it minimises is computed by `how`, and gone over to the logs as it is told. */
  const run = (
    batch: Batch,
    step: OwnStepFunction,
    { training, seed: ownSeed }: { readonly training: boolean; readonly seed: number },
    how: (losses: () => Losses, of: readonly string[] | undefined, penalties: tf.Scalar[]) => Losses,
  ): BatchResult => {
    const kept: tf.Tensor[] = [];
    try {
      return tf.tidy(() => {
        const penalties: tf.Scalar[] = [];
        const minimized: tf.Scalar[] = [];
        const minimize: Minimize = (losses, of) => {
          const made = how(() => checkedLosses(model, losses()), checkedParts(model, parts, of), penalties);
          kept.push(...tensorsOf(made));
          minimized.push(lossOf(made));
          return made;
        };
        const { inputNames } = model;
        const given = {
          x: inputNames ? named(inputNames, batch.xs) : batch.xs[0],
          y: labelsOf(steps, batch.ys),
          weights: batch.weights?.[0],
        };
        const live = liveParts(model.name, parts, training, penalties);
        const told = takingIn(
          () => checkedLogs(model, step(given, live, { training, seed: ownSeed, minimize })),
          (logs, metricOf) =>
            Object.fromEntries(
              Object.entries(logs).map(([name, value]) => [
                name,
                // what was kept is freed below
                isTensor(value) ? tf.clone(value) : metricOf(value),
              ]),
            ),
        );
        return {
          size: batch.size,
          loss: minimized.reduce<tf.Scalar>((sum, each) => tf.add(sum, each), tf.scalar(0)),
          outputLosses: [],
          predictions: [],
          masks: [],
          told,
        } as unknown as tf.TensorContainer;
      }) as unknown as BatchResult;
    } finally {
      tf.dispose(kept);
    }
  };

  const train = (batch: Batch, optimizer: OptimizerState): BatchResult =>
    run(
      batch,
      steps.train,
      { training: true, seed: seedOf(seed, optimizer.batches) },
      (losses, of, penalties) => {
        const these = of ? changing.filter(({ path }) => of.includes(path.split('/')[1]!)) : changing;
        if (these.length === 0) return losses();
        return descend(model, losses, these, penalties, optimizer);
      },
    );

  return {
    ...plain,
    train: (batch, optimizer) => plain.alive(batch.size, () => train(batch, optimizer)),
    test: (batch) =>
      plain.alive(batch.size, () =>
        run(batch, steps.test ?? steps.train, { training: false, seed: seedOf(seed, tests++) }, (losses) =>
          losses(),
        ),
      ),
  };
};

/** One step of the optimizer on some weights, down the gradient of a loss and of their penalties. */
const descend = (
  model: AnyModel,
  losses: () => Losses,
  these: readonly ModelVariable[],
  onOutputs: tf.Scalar[],
  optimizer: OptimizerState,
): Losses => {
  const native = these.map(({ variable }) => variable.read() as tf.Variable);
  const onWeights = penaltiesOf(these);
  let made: Losses | undefined;
  const differentiate = () => {
    try {
      return gradientsOf(() => {
        onOutputs.length = 0;
        made = losses();
        // what is made while gradients are taken is freed after it, unless kept
        for (const tensor of tensorsOf(made)) tf.keep(tensor);
        const sum = [lossOf(made), ...onWeights.map((penalty) => penalty()), ...onOutputs].reduce(
          (all, term) => tf.add(all, term),
        );
        return (optimizer.scale === 1 ? sum : tf.mul(sum, optimizer.scale)) as tf.Scalar;
      }, native);
    } catch (error) {
      if (made) tf.dispose(tensorsOf(made));
      throw /Cannot (compute gradient of y=f\(x\)|find a connection)/.test((error as Error).message)
        ? new TypeError(
            `${model.name}: what minimize is given does not hang on the weights that it changes: compute it of the parts, inside the function`,
            { cause: error },
          )
        : error;
    }
  };
  const { grads } = differentiate();
  const gradients = these.flatMap(({ path }, i) => {
    const gradient = grads[native[i]!.name] as tf.Tensor | undefined;
    return gradient ? [{ name: path, variable: native[i]!, gradient } as unknown as Gradient] : [];
  });
  try {
    optimizer.apply(gradients);
  } catch (error) {
    tf.dispose(tensorsOf(made!));
    throw error;
  }
  for (const { variable } of these)
    if (variable.constraint) assign(variable, variable.constraint.apply(variable.read()));
  return made!;
};

const isTensor = (given: unknown): given is tf.Tensor => given instanceof tf.Tensor;

const tensorsOf = (losses: Losses): tf.Tensor[] => (isTensor(losses) ? [losses] : Object.values(losses));

const lossOf = (losses: Losses): tf.Scalar => (isTensor(losses) ? losses : losses['loss']) as tf.Scalar;

const named = <T>(names: readonly string[], values: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(names.map((name, i) => [name, values[i]!]));

const labelsOf = ({ labels }: OwnSteps, ys: readonly tf.Tensor[]): unknown =>
  labels?.[0]?.name === undefined
    ? ys[0]
    : named(
        labels.map(({ name }) => name!),
        ys,
      );

const isScalar = (given: unknown): boolean => isTensor(given) && given.size === 1;

const checkedLosses = ({ name }: AnyModel, given: unknown): Losses => {
  if (isScalar(given)) return tf.reshape(given as tf.Tensor, []);
  if (!isTensor(given) && isPlain(given) && isScalar(given['loss']) && Object.values(given).every(isTensor))
    return {
      ...(given as Readonly<Record<string, tf.Tensor>>),
      loss: tf.reshape(given['loss'] as tf.Tensor, []),
    };
  throw new TypeError(
    `${name}: minimize needs a function that gives a scalar, or { loss } with others by name; it gave ${shown(given)}`,
  );
};

const checkedLogs = ({ name }: AnyModel, given: unknown): Readonly<Record<string, tf.Tensor | object>> => {
  const entries = !isTensor(given) && isPlain(given) ? Object.entries(given) : [];
  const odd = entries.find(([, value]) => !isScalar(value) && !isStepMetric(value));
  if (entries.length === 0 || odd)
    throw new TypeError(
      `${name}: a step must give scalars or metrics by their names in logs, e.g. { loss }; it gave ${odd ? `'${odd[0]}' as ${shown(odd[1])}` : shown(given)}${odd?.[1] instanceof Promise ? `: give the metric itself, { ${odd[0]} }, whose result is read for logs` : ''}`,
    );
  const reserved = entries.find(([key]) => key.startsWith('val_'));
  if (reserved)
    throw new TypeError(`${name}: '${reserved[0]}' is the name of validation's logs; give it another`);
  return given as Readonly<Record<string, tf.Tensor | object>>;
};

const shown = (given: unknown): string =>
  isTensor(given) ? `a tensor of shape [${given.shape.join(', ')}]` : show(given);

const checkedParts = (
  { name }: AnyModel,
  parts: Readonly<Record<string, AnyModel>>,
  of: readonly string[] | undefined,
): readonly string[] | undefined => {
  if (of === undefined) return undefined;
  const known = Object.keys(parts);
  const odd = Array.isArray(of) ? of.find((part) => !known.includes(part)) : of;
  if (odd !== undefined || of.length === 0)
    throw new TypeError(
      `${name}: minimize takes a list of parts whose weights it changes, got ${show(odd ?? of)}; ${orElse(String(odd), known)}`,
    );
  return of;
};
