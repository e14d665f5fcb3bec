import { declare } from '../../options/declare.js';
import { flag, text } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Callback } from '../../training/callbacks/callback.js';
import { saveFrequency } from '../../training/callbacks/model-checkpoint.js';
import { keepsRuns, runOver, wantsLogs, type Watcher } from '../../training/callbacks/watcher.js';
import { runState, type RunInProgress } from '../../training/run-state.js';
import { backupsAt } from './backup-files.js';
import { needsNode } from './needs-node.js';

/** Options of `backupAndRestore`. */
export interface BackupAndRestoreOptions {
  /** Every epoch, or every so many batches, counted on from epoch to epoch. Default `'epoch'`. */
  readonly saveFreq?: 'epoch' | number;
  /** Whether the last two are kept: where the newer one cannot be read, the older one will do. Default false. */
  readonly doubleCheckpoint?: boolean;
  /** Whether the backup goes once training is over. Default true. */
  readonly deleteCheckpoint?: boolean;
}

/**
 * Keeps a run of `fit` safe, in Node: where it was broken off, by a crash or a power cut, the same program called again goes
 * on to the losses and weights that it would have come to. The model, its optimizer, the epoch and the batch, the
 * streams of shuffling and dropout, the history, and what the other callbacks remember (`getState`) are put back;
 * where a run was over, or there is no backup, training begins at the beginning.
 *
 * The model, its data and its callbacks must be those of the run that was broken off.
 *
 * @param backupDir A folder of its own; it is made, and removed with the backup.
 * @example fit(x, y, { epochs: 100, callbacks: [callbacks.backupAndRestore('backup')] })
 * @throws TypeError for an option that does not exist, or other callbacks than the broken run had. FileError in a page,
 * and where a backup cannot be written, is damaged, or is of another model.
 * @see https://keras.io/api/callbacks/backup_and_restore/
 */
export const backupAndRestore: (backupDir: string, options?: BackupAndRestoreOptions) => Callback = declare(
  {
    name: 'backupAndRestore',
    takes: { backupDir: text },
    options: {
      saveFreq: optional(saveFrequency, 'epoch'),
      doubleCheckpoint: optional(flag, false),
      deleteCheckpoint: optional(flag, true),
    } satisfies Declares<BackupAndRestoreOptions>,
  },
  ({ backupDir, saveFreq, doubleCheckpoint, deleteCheckpoint }): Callback => {
    needsNode('backupAndRestore', backupDir);
    const files = backupsAt(backupDir, doubleCheckpoint);
    let run: RunInProgress | undefined;
    let epochNow = 0;
    let unsaved = 0;
    const save = async (epoch: number, batch: number): Promise<void> => {
      // a run of somebody else's loop is nothing that could be gone on with
      if (run) await files.write(run.compiled, await runState(run, epoch, batch));
    };
    const hooks: Watcher = {
      [keepsRuns]: {
        ofBatches: saveFreq !== 'epoch',
        find: (compiled) => files.read(compiled),
        keep: (given) => {
          run = given;
          unsaved = 0;
        },
      },
      [wantsLogs]: () => false,
      [runOver]: () => {
        run = undefined;
      },
      onEpochBegin: (epoch) => {
        epochNow = epoch;
      },
      onTrainEnd: async () => {
        if (deleteCheckpoint) await files.remove();
      },
    };
    if (saveFreq === 'epoch') return { ...hooks, onEpochEnd: (epoch) => save(epoch + 1, 0) };
    return {
      ...hooks,
      onTrainBatchEnd: (batch) => {
        unsaved += 1;
        if (unsaved < saveFreq) return undefined;
        unsaved = 0;
        return save(epochNow, batch + 1);
      },
    };
  },
);
