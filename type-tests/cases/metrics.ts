// Metrics: their names in logs, what each takes, and their use outside of fit.
import { layers, metrics, sequential, type History } from 'shapewright';

const net = sequential([4], [layers.dense(3)]);
const trainable = net.compile({
  loss: 'mse',
  metrics: [
    'auc',
    'top_k_categorical_accuracy',
    'r2Score',
    metrics.precision({ threshold: 0.7 }),
    metrics.recall({ topK: 2, name: 'recall_2' }),
    metrics.f1Score({ average: 'macro' }),
    metrics.precisionAtRecall(0.9, { name: 'p_at_r' }),
    metrics.meanIoU(3, { sparseYPred: false }),
    metrics.logCoshError(),
  ],
});
const run = await trainable.fit([[1, 2, 3, 4]], [[1, 0, 0]]);
const seen: History<
  | 'loss'
  | 'auc'
  | 'top_k_categorical_accuracy'
  | 'r2_score'
  | 'precision'
  | 'recall_2'
  | 'f1_score'
  | 'p_at_r'
  | 'mean_io_u'
  | 'logcosh'
> = run;
const auc = metrics.auc({
  curve: 'PR',
  summationMethod: 'majoring',
  multiLabel: true,
  labelWeights: [1, 2, 1],
});
auc.update([[1, 0, 1]], [[0.2, 0.4, 0.6]], { sampleWeight: [1] });
const area: number = await auc.result();
const name: 'auc' = auc.name;
auc.reset();
void [seen, area, name];

metrics.f1Score(); // error
metrics.f1Score({ average: 'none' }); // error
metrics.auc({ curve: 'roc' }); // error
metrics.precision({ thresholds: [0.1, 0.9] }); // error
metrics.iou(3); // error
metrics.meanIoU(); // error
metrics.precisionAtRecall(); // error
auc.update([1], 'yes'); // error
net.compile({ loss: 'mse', metrics: ['f1_score'] }); // error
run.history.recall; // error
