// Callbacks: of ours, and of the user's own.
import { callbacks, layers, sequential, type Callback, type CallbackState } from 'shapewright';

const net = sequential([3], [layers.dense(1)]).compile({ loss: 'mse' });
const x = [[1, 2, 3]];

const dots: Callback = { onEpochEnd: () => void process.stdout.write('.') };
class Best implements Callback {
  best = Infinity;
  onEpochEnd(_: number, { loss = Infinity }) {
    this.best = Math.min(this.best, loss);
  }
  getState() {
    return { best: this.best };
  }
  setState({ best }: CallbackState) {
    if (typeof best === 'number') this.best = best;
  }
}
const watching = [
  dots,
  new Best(),
  callbacks.lambdaCallback({ onTrainBatchEnd: (batch, { loss }) => console.log(batch + 1, loss) }),
  callbacks.terminateOnNaN({ raiseError: true }),
  callbacks.csvLogger('runs/log.csv', { separator: ';', append: true }),
  callbacks.backupAndRestore('backup', { saveFreq: 100, doubleCheckpoint: true, deleteCheckpoint: false }),
  callbacks.tensorBoard({ logDir: 'logs/first', histogramFreq: 1, updateFreq: 'batch', writeImages: true }),
  callbacks.remoteMonitor({ headers: { Authorization: 'Bearer a' }, sendAsJson: true }),
  callbacks.earlyStopping({ monitor: 'val_reward', mode: 'max' }),
];
await net.fit(x, [[1]], { callbacks: watching });
const rated = await net.fit(x, [[1]], {
  callbacks: [dots, callbacks.learningRateScheduler((epoch, rate) => rate / (epoch + 1), { verbose: 1 })],
});
const rates: number[] = rated.history.learning_rate;
const reduced = await net.fit(x, [[1]], {
  validationSplit: 0.5,
  callbacks: [callbacks.reduceLROnPlateau({ monitor: 'val_loss', minLr: 0.01 }), callbacks.swapEMAWeights()],
});
rates.push(...reduced.history.learning_rate, ...reduced.history.val_loss);
await net.evaluate(x, [[1]], { callbacks: watching });
await net.predict(x, { callbacks: [{ onPredictBatchEnd: (batch) => console.log(batch + 1) }] });

callbacks.learningRateScheduler({ schedule: () => 0.1 }); // error
callbacks.learningRateScheduler((epoch: string) => epoch.length); // error
callbacks.reduceLROnPlateau({ min_lr: 0.1 }); // error
callbacks.swapEMAWeights({ swapOnEpochs: true }); // error
const unrated = await net.fit(x, [[1]], { callbacks: [dots] });
unrated.history.learning_rate; // error
callbacks.csvLogger(); // error
callbacks.csvLogger('log.csv', { seperator: ';' }); // error
callbacks.backupAndRestore({ saveFreq: 'epoch' }); // error
callbacks.backupAndRestore('backup', { saveFreq: 'batch' }); // error
callbacks.tensorBoard('logs'); // error
callbacks.tensorBoard({ updateFreq: 'steps' }); // error
callbacks.tensorBoard({ profileBatch: 2 }); // error
callbacks.remoteMonitor({ headers: { retries: 3 } }); // error
callbacks.terminateOnNaN(true); // error
callbacks.lambdaCallback({ onEpochEnds: () => undefined }); // error
callbacks.lambdaCallback({ onEpochEnd: 3 }); // error
callbacks.earlyStopping({ monitor: 3 }); // error
await net.predict(x, { callbacks: [{ onPredictBatch: () => undefined }] }); // error
await net.fit(x, [[1]], { callbacks: dots });
await net.fit(x, [[1]], { callbacks: [callbacks.terminateOnNaN] }); // error
const forgetful: Callback = { getState: () => ({ seen: new Map() }) }; // error
const wrong: Callback = { onEpochEnd: (epoch: string) => epoch }; // error
