// A worker of which both ends are in this process, with a channel between them, and one on a thread of its own.
import { Worker as Thread } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

/** The two ends of a worker, and what ends it. */
interface Doors<O, W> {
  readonly serveTraining: (options: O, port: MessagePort) => void;
  readonly trainingWorker: (port: MessagePort, options: { readonly backend: 'cpu' }) => W;
}

/** A worker in this process, for the test at hand; its two ends are the package's, or those of its source. */
export const openWorker = <W extends { terminate(): void }, O = object>(
  doors: Doors<O, W>,
  options?: O,
): W => {
  const { port1, port2 } = new MessageChannel();
  doors.serveTraining(options ?? ({} as O), port2);
  port1.start();
  port2.start();
  const worker = doors.trainingWorker(port1, { backend: 'cpu' });
  onTestFinished(() => {
    worker.terminate();
    port2.close();
  });
  return worker;
};

/** A worker on a thread of its own, for the test at hand, and what kills the thread. */
export const openThread = <W extends { terminate(): void }>({
  trainingWorker,
}: Pick<Doors<object, W>, 'trainingWorker'>) => {
  const { port1, port2 } = new MessageChannel();
  const entry = new URL('../../dist/worker/index.js', import.meta.url).href;
  const thread = new Thread(
    `const { workerData } = require('node:worker_threads');
     import(${JSON.stringify(entry)}).then(({ serveTraining }) => {
       serveTraining(workerData);
       workerData.start();
     });`,
    { eval: true, workerData: port2, transferList: [port2 as never] },
  );
  port1.start();
  const worker = trainingWorker(port1, { backend: 'cpu' });
  onTestFinished(async () => {
    worker.terminate();
    await thread.terminate();
  });
  return { worker, kill: () => thread.terminate() };
};
