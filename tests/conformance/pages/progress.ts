// A run in a worker, shown in the page: the bar, the chart, and that no weights come over for them batch by batch.
import { layers, sequential, useBackend, type FitProgress } from 'shapewright';
import { historyChart, progressElement } from 'shapewright/page';
import { trainingWorker } from 'shapewright/worker';
import { leave } from './verdict.js';

/** Whether a message has numbers in it, at any depth. */
const hasNumbers = (message: unknown): boolean =>
  ArrayBuffer.isView(message) ||
  (typeof message === 'object' && message !== null && Object.values(message).some(hasNumbers));

await leave(
  () => useBackend('cpu'),
  async () => {
    document.body.innerHTML = '<div id="bar"></div><div id="chart"></div>';
    const [bar, chart] = ['bar', 'chart'].map((id) => document.getElementById(id)!);
    const net = sequential([4], [layers.dense(16, { activation: 'relu' }), layers.dense(1)]).compile({
      loss: 'mse',
      metrics: ['mae'],
      seed: 1,
    });
    const x = {
      values: Float32Array.from({ length: 8192 }, (_, i) => Math.sin(i)),
      shape: [2048, 4],
    } as const;
    const y = {
      values: Float32Array.from({ length: 2048 }, (_, i) => Math.cos(i)),
      shape: [2048, 1],
    } as const;
    const epochs = 4;
    const script = new Worker(new URL('/train-worker.js', location.href), { type: 'module' });
    let withNumbers = 0;
    // what the worker calls in the page comes through ports
    const { addEventListener } = MessagePort.prototype;
    MessagePort.prototype.addEventListener = function (this: MessagePort, ...args: unknown[]) {
      addEventListener.call(
        this,
        'message',
        (event) => void (hasNumbers((event as MessageEvent).data) && withNumbers++),
      );
      addEventListener.apply(this, args as never);
    };
    const worker = trainingWorker(script, { backend: 'cpu' });
    const told: FitProgress[] = [];
    const onProgress = [
      progressElement(bar!),
      historyChart(chart!),
      (each: FitProgress) => void told.push(each),
    ];
    const { history } = await net.fit(x, y, {
      epochs,
      verbose: 0,
      validationSplit: 0.25,
      worker,
      onProgress,
    });
    worker.terminate();
    net.dispose();
    const [progress, line] = bar!.children;
    const wrong = [
      (progress as HTMLProgressElement).value === epochs || 'the bar is not full',
      line!.textContent?.includes(`Epoch 4/4 - 48/48 - loss: `) || `the line says ${line!.textContent}`,
      chart!.querySelectorAll('path').length === 4 || 'the chart wants two panels of two lines',
      told.filter(({ epochEnded }) => epochEnded).length === epochs || 'not every epoch was told',
      told.at(-1)!.logs['val_mae'] === history.val_mae.at(-1) || 'the last logs are not the history',
      (withNumbers >= epochs && withNumbers <= 2 * epochs) || `weights came over ${withNumbers} times`,
    ].filter((each) => each !== true);
    return {
      right: wrong.length === 0,
      message: wrong.join('; ') || `${told.length} times told, weights came over ${withNumbers} times`,
    };
  },
);
