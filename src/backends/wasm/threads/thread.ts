import { inNode, nodeModule } from '../../../runtime/node.js';
import { serveChunks, type ThreadMessage } from './serve-chunks.js';

/** A thread that serves chunks. */
export interface Thread {
  tell(message: ThreadMessage): void;
  /** Ends it; settles once it is gone. */
  end(): Promise<void>;
}

/** Is told that a thread is gone, and why, if anyone knows. */
export type OnLost = (because: string) => void;

/** Starts a thread. */
export type StartThread = (onLost: OnLost) => Thread;

/** What starts threads, of Node's or of the page's; the process does not wait for them. */
export const threadStarter = async (): Promise<StartThread> => {
  if (!inNode()) return startInPage;
  const { Worker } = await nodeModule<typeof import('node:worker_threads')>('node:worker_threads');
  return (onLost) => startInNode(Worker, onLost);
};

const startInNode = (Worker: typeof import('node:worker_threads').Worker, onLost: OnLost): Thread => {
  const script = `(${serveChunks.toString()})(require('node:worker_threads').parentPort)`;
  // what the process was started with, loaders and hooks, is nothing to it
  const worker = new Worker(script, { eval: true, execArgv: [], env: {}, name: 'shapewright' });
  worker.unref();
  worker.on('error', ({ message }) => onLost(message));
  worker.on('exit', () => onLost('it was ended'));
  return {
    tell: (message) => worker.postMessage(message),
    end: async () => void (await worker.terminate()),
  };
};

const startInPage: StartThread = (onLost) => {
  const address = URL.createObjectURL(
    new Blob([`(${serveChunks.toString()})(self)`], { type: 'text/javascript' }),
  );
  try {
    const worker = new Worker(address, { name: 'shapewright' });
    worker.onerror = ({ message }) => onLost(message || 'its script could not be loaded');
    return { tell: (message) => worker.postMessage(message), end: async () => worker.terminate() };
  } finally {
    // the script may be read after this
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
};
