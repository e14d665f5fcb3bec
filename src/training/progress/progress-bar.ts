import type { Callback, Logs } from '../callbacks/callback.js';
import { showDuration, showLogs, showPace } from './progress-lines.js';
import { terminalBar, type TerminalBar } from './terminal-bar.js';

/** Where progress is shown. */
export interface ProgressPlace {
  /** Writes a line. Default `console.log`. */
  readonly line?: (text: string) => void;
  /** The terminal a live bar is drawn in; `undefined` for none. Default: standard output, where it is one. */
  readonly terminal?: NodeJS.WriteStream | undefined;
  /** The time in milliseconds. Default `performance.now`. */
  readonly now?: () => number;
}

const standardTerminal = (): NodeJS.WriteStream | undefined =>
  typeof process !== 'undefined' && process.stdout?.isTTY ? process.stdout : undefined;

/**
 * Progress in Keras's look: 1 a bar in a terminal, plain lines where there is none; 2 a line an epoch; 0 nothing.
 *
 * @example progressBar(2) // Epoch 1/5, then 1875/1875 - 3s - 2ms/step - accuracy: 0.8721 - loss: 0.4421
 */
export const progressBar = (verbose: 0 | 1 | 2, place: ProgressPlace = {}): Callback => {
  if (verbose !== 0 && verbose !== 1 && verbose !== 2)
    throw new TypeError(
      `verbose must be 0 (silent), 1 (a progress bar) or 2 (a line an epoch), got ${String(verbose)}`,
    );
  if (verbose === 0) return {};
  const line = place.line ?? ((text: string) => console.log(text));
  const terminal = verbose === 1 ? ('terminal' in place ? place.terminal : standardTerminal()) : undefined;
  const now = place.now ?? (() => performance.now());
  let epochs = 1;
  let steps: number | undefined;
  let started = 0;
  let done = 0;
  let training = false;
  let bar: TerminalBar | undefined;

  const begin = async () => {
    started = now();
    done = 0;
    bar = terminal && (await terminalBar(terminal, steps));
  };
  const step = (index: number, logs: Logs) => {
    done = index + 1;
    bar?.update(done, () => `${showPace(now() - started, done)}${showLogs(logs)}`);
  };
  const end = (logs: Logs) => {
    const took = now() - started;
    steps ??= done;
    if (bar) return bar.stop(done, `${showDuration(took)} ${showPace(took, done)}${showLogs(logs)}`);
    line(`${done}/${steps} - ${showDuration(took)} - ${showPace(took, done)}${showLogs(logs)}`);
  };

  return {
    setParams: (params) => {
      epochs = params.epochs;
      steps = params.steps;
    },
    onTrainBegin: () => {
      training = true;
    },
    onEpochBegin: async (epoch) => {
      line(`Epoch ${epoch + 1}/${epochs}`);
      await begin();
    },
    // a live bar reads each batch's losses; lines do not need them
    ...(terminal && { onTrainBatchEnd: step }),
    ...(!terminal && { onTrainBatchBegin: (index: number) => void (done = index + 1) }),
    onEpochEnd: (_epoch, logs) => end(logs),
    onTrainEnd: () => {
      training = false;
    },
    onTestBegin: () => (training ? undefined : begin()),
    onTestBatchBegin: (index) => (training ? undefined : step(index, {})),
    onTestEnd: (logs) => (training ? undefined : end(logs)),
    onPredictBegin: begin,
    onPredictBatchEnd: (index) => step(index, {}),
    onPredictEnd: () => end({}),
  };
};
