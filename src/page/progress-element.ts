import type { FitProgress, ProgressListener } from '../training/progress/progress-reporter.js';
import { showLeft, showLogs } from '../training/progress/progress-lines.js';

/** `Epoch 2/5 - 34/94 - 0:12 left - accuracy: 0.8721 - loss: 0.4421`. */
const describe = ({ epoch, epochs, batch, steps, logs, eta }: FitProgress): string => {
  const left = eta === undefined || eta === 0 ? '' : ` - ${showLeft(eta * 1000)} left`;
  return `Epoch ${epoch + 1}/${epochs} - ${batch}/${steps ?? 'unknown'}${left}${showLogs(logs)}`;
};

/**
 * A progress bar in an element of a page, with the losses and the time that is left beneath it; what the element held
 * is replaced. Give it to `fit` as `onProgress`; for another run, make another.
 *
 * @example await net.fit(x, y, { epochs: 5, onProgress: progressElement(document.querySelector('#progress')!) });
 */
export const progressElement = (place: HTMLElement): ProgressListener => {
  const bar = place.ownerDocument.createElement('progress');
  const line = place.ownerDocument.createElement('div');
  bar.style.width = '100%';
  bar.setAttribute('aria-label', 'training');
  place.replaceChildren(bar, line);
  return (progress) => {
    const { epoch, epochs, batch, steps } = progress;
    bar.max = epochs;
    // without a count of steps the bar moves once an epoch
    bar.value = epoch + (progress.epochEnded ? 1 : steps === undefined ? 0 : batch / steps);
    line.textContent = describe(progress);
  };
};
