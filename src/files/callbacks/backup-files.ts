// A run of `fit` on the disk: the model's weights, the optimizer's slots, and how far it has come, as one save.
import * as tf from '@tensorflow/tfjs-core';
import { warnOnce } from '../../errors/warn.js';
import { emitModel } from '../../tfjs/emitter.js';
import { layerMemories, setLayerMemories } from '../../tfjs/layer-memories.js';
import { native } from '../../tfjs/native.js';
import { randomStates, setRandomStates } from '../../tfjs/random-layers.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { assign, modelVariables } from '../../tfjs/variables.js';
import type { Compiled } from '../../training/compiled.js';
import type { RunState, SavedRun } from '../../training/run-state.js';
import {
  isSameClass,
  restoreOptimizer,
  trainingState,
  type TrainingState,
} from '../../training/training-state.js';
import { packTensors, unpackTensors, type Artifacts, type Description } from '../artifacts.js';
import { FileError } from '../file-error.js';
import { matchWeights } from '../match-weights.js';
import { nodePath } from '../node-files.js';
import {
  readFolder,
  readFolderDescription,
  removeEmptyFolder,
  removeFolder,
  writeFolder,
} from '../node-folder.js';
import { seal } from '../seal.js';

import { packState, unpackState } from './pack-state.js';

/** What a backup tells beside the weights. */
interface BackupMetadata {
  /** How many backups came before it in its folder: the newer of two has more. */
  readonly saves: number;
  readonly training: Omit<TrainingState, 'slots'>;
  readonly random: ReturnType<typeof randomStates>;
  readonly run: unknown;
  /** What stateful layers go on from. */
  readonly memories: unknown;
}

/** The backups of a folder. */
export interface Backups {
  write(compiled: Compiled, state: RunState): Promise<void>;
  /** The newest that can be read; undefined where there is none. */
  read(compiled: Compiled): Promise<SavedRun | undefined>;
  remove(): Promise<void>;
}

const metadataOf = ({ metadata }: Description): BackupMetadata | undefined =>
  (metadata['shapewright'] as { readonly backup?: BackupMetadata } | undefined)?.backup;

/** The backups in a folder; where two are to be kept, each has a folder of its own in it. */
export const backupsAt = (folder: string, two: boolean): Backups => {
  let saves = 0;
  /** Where backups may stand: one, or the first and the second of two. */
  const places = async () => {
    const { join } = await nodePath();
    return [folder, join(folder, '1'), join(folder, '2')] as const;
  };
  return {
    write: async (compiled, state) => {
      const [one, first, second] = await places();
      await writeFolder(
        two ? (saves % 2 === 0 ? first : second) : one,
        seal(await packRun(compiled, state, saves)),
      );
      saves += 1;
    },
    read: async (compiled) => {
      const failures: unknown[] = [];
      const found: { readonly place: string; readonly saves: number }[] = [];
      for (const place of await places())
        try {
          const description = await readFolderDescription(place);
          found.push({ place, saves: (metadataOf(description) ?? refuse(place)).saves });
        } catch (cause) {
          if (!(cause instanceof FileError && cause.code === 'missing')) failures.push(cause);
        }
      found.sort((a, b) => b.saves - a.saves);
      saves = (found[0]?.saves ?? -1) + 1;
      for (const { place } of found)
        try {
          const saved = unpackRun(place, await readFolder(place), compiled);
          if (failures.length > 0)
            warnOnce(
              saved,
              `shapewright: backupAndRestore: ${(failures[0] as Error).message}; the run goes on from the backup before`,
            );
          return saved;
        } catch (cause) {
          failures.push(cause);
        }
      if (failures.length > 0) throw failures[0];
      return undefined;
    },
    remove: async () => {
      for (const place of await places()) await removeFolder(place);
      await removeEmptyFolder(folder);
    },
  };
};

const refuse = (place: string): never => {
  throw new FileError(
    'mismatch',
    `backupAndRestore: '${place}' holds a model that is no backup, and would be replaced; give a folder of its own`,
  );
};

/** A run as it is written. */
const packRun = async (compiled: Compiled, state: RunState, saves: number): Promise<Artifacts> => {
  const { model } = compiled;
  emitModel(model);
  const tensors: Tensor[] = [];
  const run = packState(state, 'the run', tensors);
  const memories = packState(layerMemories(model), 'layers', tensors);
  const { slots, ...training } = trainingState(compiled);
  const backup: BackupMetadata = {
    saves,
    // the epoch at hand is begun anew, as far as the order of its samples goes
    training: { ...training, epochsSeen: training.epochsSeen - (state.batch > 0 ? 1 : 0) },
    random: randomStates(model),
    run,
    memories,
  };
  return {
    topology: {},
    ...(await packTensors([
      ...modelVariables(model).map(({ path, variable }) => ({
        name: path,
        tensor: variable.read() as unknown as Tensor,
        group: 'model' as const,
      })),
      ...slots.map(({ name, tensor }) => ({ name, tensor, group: 'optimizer' as const })),
      ...tensors.map((tensor, i) => ({ name: `run/${i}`, tensor, group: 'optimizer' as const })),
    ])),
    metadata: { shapewright: { weightsOnly: true, backup } },
  };
};

/** A run that was written, held to the model that is to go on with it. */
const unpackRun = (where: string, artifacts: Artifacts, compiled: Compiled): SavedRun => {
  const { model, optimizerState } = compiled;
  const { training, random, run, memories } = metadataOf(artifacts)!;
  if (!isSameClass(training, optimizerState))
    throw new FileError(
      'mismatch',
      `backupAndRestore: the run in '${where}' has the optimizer ${training.optimizer}, but the model was compiled with ${optimizerState.className}; ` +
        'compile it as it was, or delete the backup to begin anew',
    );
  emitModel(model);
  const tensors = unpackTensors(where, artifacts);
  const dispose = () => tf.dispose(tensors.map(({ tensor }) => native(tensor)));
  try {
    const weights = matchWeights('backupAndRestore', where, model, tensors);
    const others = tensors.filter(({ group }) => group === 'optimizer');
    const ofRun = others.filter(({ name }) => name.startsWith('run/'));
    const slots = others.filter((each) => !ofRun.includes(each));
    const own = ofRun.map(({ tensor }) => tensor);
    const kept = unpackState(memories, own) as unknown as ReturnType<typeof layerMemories>;
    return {
      state: unpackState(run, own) as unknown as RunState,
      seed: training.seed,
      epochsSeen: training.epochsSeen,
      restore: () => {
        for (const { variable, tensor } of weights) assign(variable, native(tensor));
        setRandomStates(model, random);
        setLayerMemories(model, kept);
        restoreOptimizer(compiled, { ...training, slots });
      },
      dispose,
    };
  } catch (cause) {
    dispose();
    throw cause;
  }
};
