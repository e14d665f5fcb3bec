/** A bar drawn in place. */
export interface TerminalBar {
  /** Shows so many steps; `text` is only asked for when the bar is drawn. */
  update(done: number, text: () => string): void;
  /** Draws it a last time, and leaves it standing. */
  stop(done: number, text: string): void;
}

/** How often a bar is drawn anew. */
const everyMs = 80;

/** A bar in a terminal; the library is loaded only here, so that a page's bundle does without. */
export const terminalBar = async (
  terminal: NodeJS.WriteStream,
  steps: number | undefined,
): Promise<TerminalBar> => {
  const { default: progress } = await import('cli-progress');
  const known = steps !== undefined;
  const bar = new progress.SingleBar({
    stream: terminal,
    format: known ? '{value}/{total} {bar} {text}' : '{value} steps {text}',
    barCompleteChar: '━',
    barIncompleteChar: ' ',
    barsize: 20,
    hideCursor: true,
    linewrap: false,
    fps: 1000 / everyMs,
    gracefulExit: false,
  });
  bar.start(steps ?? 0, 0, { text: '' });
  let drawn = 0;
  return {
    update: (done, text) => {
      const now = performance.now();
      if (now - drawn < everyMs) return;
      drawn = now;
      bar.update(done, { text: text() });
    },
    stop: (done, text) => {
      bar.update(done, { text });
      bar.stop();
    },
  };
};
