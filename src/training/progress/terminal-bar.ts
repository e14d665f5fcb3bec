// A bar drawn in place. Bundlers for a page take `no-terminal-bar.ts` in the place of this file, as `browser` in package.json says.
import { barLine } from './bar-line.js';
import type { Progress } from './progress-lines.js';

/** What a bar is drawn in. */
export interface TerminalStream {
  write(text: string): unknown;
}

/** A bar drawn in place, at the end of the output. */
export interface TerminalBar {
  /** Draws how far it has come over the last line, which is cut at `columns`. */
  draw(progress: Progress, columns: number, coloured: boolean): void;
  /** Leaves the line standing, and goes to the next. */
  stop(): void;
}

/** The name is a variable, so that bundlers for a page leave the library out. */
const load = async (name: string): Promise<typeof import('cli-progress')> => {
  const loaded = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as {
    readonly default: typeof import('cli-progress');
  };
  return loaded.default;
};

/** A bar in a terminal; `undefined` where the library is not there, as in a bundle that is run without its packages. */
export const terminalBar = async (stream: TerminalStream): Promise<TerminalBar | undefined> => {
  const progress = await load('cli-progress').catch((error: unknown) => {
    if ((error as { readonly code?: unknown }).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  });
  if (!progress) return undefined;

  /** The library's bar without its timer, which would keep a process alive after a run that failed. */
  class Bar extends progress.SingleBar {
    declare timer: ReturnType<typeof setTimeout> | null;

    override render(): void {
      super.render();
      if (this.timer) clearTimeout(this.timer);
    }
  }
  const screen = {
    isTTY: true,
    // lines come cut to the terminal's width already, counted without their colours
    columns: Infinity,
    // going back to where the bar began would overwrite what callbacks have printed since
    write: (text: string) => (text === '\u001b7' || text === '\u001b8' ? true : stream.write(text)),
  };
  const bar = new Bar({
    stream: screen as unknown as NodeJS.WritableStream,
    format: (_options: unknown, _params: unknown, payload: { readonly line: string }) => payload.line,
    linewrap: true,
    hideCursor: false,
    synchronousUpdate: false,
  });
  let started = false;
  return {
    draw: (...progress) => {
      const line = barLine(...progress);
      if (!started) bar.start(1, 0, { line });
      started = true;
      bar.update({ line });
      bar.render();
    },
    stop: () => {
      if (started) bar.stop();
      started = false;
    },
  };
};
