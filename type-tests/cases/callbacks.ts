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
await net.evaluate(x, [[1]], { callbacks: watching });
await net.predict(x, { callbacks: [{ onPredictBatchEnd: (batch) => console.log(batch + 1) }] });

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
await net.fit(x, [[1]], { callbacks: dots }); // error
await net.fit(x, [[1]], { callbacks: [callbacks.terminateOnNaN] }); // error
const forgetful: Callback = { getState: () => ({ seen: new Map() }) }; // error
const wrong: Callback = { onEpochEnd: (epoch: string) => epoch }; // error
