// The entry `shapewright/page`: how a run of `fit` goes, shown in a page.
export type { FitProgress, ProgressListener } from '../training/progress/progress-reporter.js';
export { historyChart } from './history-chart.js';
export { plotHistory, type PlotOptions } from '../pictures/plot-history.js';
export { progressElement } from './progress-element.js';
