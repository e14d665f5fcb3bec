import { show } from '../../errors/show.js';
import type { Logs } from '../callbacks/callback.js';
import { runOver, wantsLogs, type Watcher } from '../callbacks/watcher.js';
import { plainLine, type Progress } from './progress-lines.js';
import { stopwatch, type Stopwatch } from './stopwatch.js';
import { terminalBar, type TerminalBar, type TerminalStream } from './terminal-bar.js';

/** Where progress is written: standard output, or what a test looks into. */
export interface ProgressStream extends TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
}

/** Where and how progress is shown. */
export interface ProgressPlace {
  /** What is written to. Default: standard output where it is a terminal, else `console.log`. */
  readonly stream?: ProgressStream;
  /** Whether it is a terminal, in which a bar can be drawn. Default: what the stream says. */
  readonly isTTY?: boolean;
  /** Characters in a line of the terminal. Default: what the stream says, or 80. */
  readonly columns?: number;
  /** The time in milliseconds. Default `performance.now`. */
  readonly now?: () => number;
}

/** How often a bar is drawn anew, in milliseconds: each time reads the losses, for which the backend must finish. */
const everyMs = 80;

/**
 * Progress in Keras's look: 1 a bar in a terminal, plain lines where there is none; 2 a line an epoch; 0 nothing.
 * Validation within `fit` is silent.
 *
 * @example progressBar(2) // Epoch 1/5, then 1875/1875 - 3s - 2ms/step - accuracy: 0.8721 - loss: 0.4421
 */
export const progressBar = (verbose: 0 | 1 | 2, where: ProgressPlace = {}): Watcher => {
  if (verbose !== 0 && verbose !== 1 && verbose !== 2)
    throw new TypeError(
      `verbose must be 0 (silent), 1 (a progress bar) or 2 (a line an epoch), got ${show(verbose)}`,
    );
  if (verbose === 0) return {};
  const stream = where.stream ?? standardTerminal();
  const live = verbose === 1 && stream !== undefined && (where.isTTY ?? stream.isTTY ?? false);
  const now = where.now ?? (() => performance.now());
  const print = (text: string): void => {
    if (stream) stream.write(`${text}\n`);
    else console.log(text);
  };
  let epochs = 1;
  let steps: number | undefined;
  let training = false;
  let validating = false;
  let done = 0;
  let logs: Logs = {};
  let drawn = -Infinity;
  let watch: Stopwatch = stopwatch(now);
  let bar: TerminalBar | undefined;

  const due = (): boolean => bar !== undefined && now() - drawn >= everyMs;
  const progress = (finished: boolean): Progress => ({
    done,
    steps: finished ? Math.max(steps ?? 0, done) : steps,
    elapsed: watch.elapsed(),
    pace: watch.pace(),
    logs,
    finished,
  });
  const draw = (finished: boolean): void => {
    // a pseudo-terminal that was never sized says 0
    const columns = where.columns || stream?.columns || 80;
    bar?.draw(progress(finished), columns, stream?.hasColors?.() ?? false);
    drawn = now();
  };
  const begin = async (): Promise<void> => {
    [done, logs, drawn] = [0, {}, -Infinity];
    if (live) bar = await terminalBar(stream);
    watch = stopwatch(now);
  };
  const step = (index: number, found: Logs): void => {
    done = index + 1;
    watch.reach(done);
    if (steps !== undefined && done > steps) steps = undefined;
    // most batches come without losses: what was read last is shown
    if (Object.keys(found).length > 0) logs = found;
    if (due()) draw(false);
  };
  const end = (found: Logs): void => {
    logs = found;
    if (bar) draw(true);
    else print(plainLine(progress(true)));
    bar?.stop();
    bar = undefined;
    // a data set that did not say how long it is has been counted now
    steps ??= done;
  };

  return {
    setParams: (params) => {
      epochs = params.epochs;
      steps = params.steps;
    },
    onTrainBegin: () => {
      training = true;
    },
    onEpochBegin: (epoch) => {
      if (epochs > 1) print(`Epoch ${epoch + 1}/${epochs}`);
      return begin();
    },
    onTrainBatchEnd: step,
    onEpochEnd: (_epoch, found) => end(found),
    onTrainEnd: () => {
      training = false;
    },
    onTestBegin: () => {
      validating = training;
      return validating ? undefined : begin();
    },
    onTestBatchEnd: (index, found) => (validating ? undefined : step(index, found)),
    onTestEnd: (found) => {
      if (!validating) end(found);
      validating = false;
    },
    onPredictBegin: begin,
    onPredictBatchEnd: (index) => step(index, {}),
    onPredictEnd: () => end({}),
    [wantsLogs]: () => due() && !validating,
    // a run that failed leaves its bar as it stands, and what is printed next its own line
    [runOver]: () => {
      bar?.stop();
      bar = undefined;
      training = false;
    },
  };
};

const standardTerminal = (): ProgressStream | undefined =>
  typeof process !== 'undefined' && process.stdout?.isTTY ? process.stdout : undefined;
