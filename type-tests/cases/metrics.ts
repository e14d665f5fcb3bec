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

// several thresholds, and classes by themselves, give lists
const several = net.compile({
  loss: 'mse',
  metrics: [
    metrics.precision({ thresholds: [0.2, 0.8] }),
    metrics.f1Score(),
    metrics.f1Score({ average: 'macro' }),
    metrics.r2Score({ classAggregation: 'none', name: 'by_class' }),
    'fbeta_score',
  ],
});
const lists = await several.fit([[1, 2, 3, 4]], [[1, 0, 0]], { validationSplit: 0.5 });
const byEpoch: number[][] = lists.history.val_precision;
const judged = await several.evaluate([[1, 2, 3, 4]], [[1, 0, 0]]);
const atEach: number[] = judged.precision;
const one: number = judged.f1_score_1;
const ofClasses: number[][] = [judged.f1_score, judged.by_class, judged.fbeta_score];
const names: readonly ('loss' | 'precision' | 'f1_score' | 'f1_score_1' | 'by_class' | 'fbeta_score')[] =
  several.metricsNames;
const values: (number | number[])[] = await several.evaluate([[1, 2, 3, 4]], [[1, 0, 0]], {
  returnList: true,
});
const counted: number[] = await metrics.truePositives({ thresholds: [0.1, 0.2] }).result();
const mean: number = await metrics.mean().result();
void [byEpoch, atEach, one, ofClasses, names, values, counted, mean];
lists.history.precision[0]?.toFixed(); // error
judged.by_class.toFixed(); // error

const byClasses = net.compile({
  loss: 'MeanSquaredError',
  metrics: ['AUC', 'BinaryAccuracy', 'f_beta_score', 'AUC'],
  weightedMetrics: ['AUC'],
});
const inLogs: readonly ('loss' | 'AUC' | 'BinaryAccuracy' | 'f_beta_score' | 'AUC_1' | 'weighted_AUC')[] =
  byClasses.metricsNames;
void inLogs;
net.compile({ loss: 'mse', metrics: ['Auc'] }); // error
net.compile({ loss: 'mse', metrics: ['PrecisionAtRecall'] }); // error

metrics.f1Score({ average: 'all' }); // error
metrics.auc({ curve: 'roc' }); // error
metrics.precision({ thresholds: ['0.1'] }); // error
metrics.iou(3); // error
metrics.meanIoU(); // error
metrics.precisionAtRecall(); // error
auc.update([1], 'yes'); // error
net.compile({ loss: 'mse', metrics: ['f1'] }); // error
run.history.recall; // error
