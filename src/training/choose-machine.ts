// How steps are taken: planned as a whole where the backend and the model allow it, or by single operations.
import * as tf from '@tensorflow/tfjs-core';
import { readyKernels } from '../backends/late-kernels.js';
import { reportStep } from '../backends/step-report.js';
import { warnOnce } from '../errors/warn.js';
import type { Compiled } from './compiled.js';
import type { CompiledMachine } from './compiled/index.js';
import type { BatchSource } from './data/batches.js';
import { machineOf } from './machine.js';
import type { Machine } from './step.js';
import { noCompiledStep, unplanned } from './unplanned.js';

/** A machine, and what is to be called once it is used no more. */
export interface ChosenMachine {
  readonly machine: Machine;
  readonly release: () => void | Promise<void>;
}

/**
 * The machine for a run of many batches, or for one alone: with steps planned as a whole unless they are not wanted.
 *
 * @throws TypeError where they are demanded, and there is no plan: it says why.
 */
export const chooseMachine = async (
  where: string,
  compiled: Compiled,
  wanted: boolean | undefined,
  run?: Pick<BatchSource, 'shapes'>,
): Promise<ChosenMachine> => {
  const plain = await machineOf(compiled);
  if (plain.placed.length === 0 && !compiled.steps) warnOnce(compiled, nothingToTrain(compiled));
  await readyKernels(compiled.optimizerState.kernelsFor(plain.placed));
  const because =
    unplanned(wanted, compiled.outputs, 'train') ??
    (compiled.steps && 'the model has a train step of its own');
  if (because !== undefined) {
    if (wanted) throw noCompiledStep(where, because);
    reportStep({ compiled: false, because, bytes: undefined });
    return { machine: plain, release: () => {} };
  }
  const machine = kept(compiled, plain) ?? (await machineFor(compiled, plain));
  machines.set(compiled, { machine, plain });
  machine.begin((reason) => {
    if (wanted) throw noCompiledStep(where, reason);
  });
  try {
    if (run) await machine.prepare(run.shapes);
  } catch (error) {
    await machine.release();
    throw error;
  }
  return { machine, release: () => machine.release() };
};

/** What is said, as Keras says it, where a run only computes: nothing moves but statistics that layers keep. */
const nothingToTrain = ({ model }: Compiled): string =>
  `shapewright: the model '${model.name}' has no weights to train: losses are computed, and nothing is learned. Where its layers are frozen, set trainable = true of one, and compile again`;

const machineFor = async (compiled: Compiled, plain: Machine): Promise<CompiledMachine> => {
  if ((tf.getBackend() as string) === 'webgpu')
    return (await import('./compiled/webgpu/index.js')).cardMachine(compiled, plain);
  const { compiledMachine } = await import('./compiled/index.js');
  return compiledMachine(compiled, plain);
};

/** The machines of models that were compiled, and those they were made of. */
const machines = new WeakMap<Compiled, { readonly machine: CompiledMachine; readonly plain: Machine }>();

/** The machine of before, where the model's weights are the same, and as many of them learn: its plans hold. */
const kept = (compiled: Compiled, plain: Machine): CompiledMachine | undefined => {
  const before = machines.get(compiled);
  const isSame =
    before &&
    before.plain.variables.length === plain.variables.length &&
    plain.variables.every(({ variable, trainable, layer }, i) => {
      const other = before.plain.variables[i]!;
      return (
        other.layer === layer &&
        before.machine.isTrainable(i) === layer.trainable &&
        other.trainable === trainable &&
        other.variable === variable &&
        before.machine.isOn(variable.read() as tf.Tensor, i)
      );
    });
  return isSame && before.machine.isOfBackend() ? before.machine : undefined;
};
