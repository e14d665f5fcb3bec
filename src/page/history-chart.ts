import type { ProgressListener } from '../training/progress/progress-reporter.js';
import { plotHistory, type PlotOptions } from '../pictures/plot-history.js';

/**
 * A chart of the losses and metrics in an element of a page, drawn anew after each epoch; what the element held is
 * replaced. Give it to `fit` as `onProgress`; for another run, make another.
 *
 * @example
 * const [bar, chart] = [progressElement(barPlace), historyChart(chartPlace)];
 * await net.fit(x, y, { epochs: 20, onProgress: [bar, chart] });
 */
export const historyChart = (place: HTMLElement, options?: PlotOptions): ProgressListener => {
  const history: Record<string, number[]> = {};
  place.replaceChildren();
  return ({ logs, epochEnded }) => {
    if (!epochEnded) return;
    for (const [name, value] of Object.entries(logs)) (history[name] ??= []).push(value);
    place.innerHTML = plotHistory(history, options);
  };
};
