import type { TerminalBar } from './terminal-bar.js';

/** A page has no terminal: there is no bar to draw in it. */
export const terminalBar = (): Promise<TerminalBar | undefined> => Promise.resolve(undefined);
