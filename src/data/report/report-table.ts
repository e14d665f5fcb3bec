import type { ClassificationReport, ClassScores } from '../classification-report.js';

/** Two decimals; of two as near the even one, as Python rounds. */
const rounded = (value: number): string => {
  const below = Math.floor(value * 100);
  return (value * 100 - below === 0.5 && below % 2 === 0 ? below / 100 : value).toFixed(2);
};

/** The table of a report, as scikit-learn prints it. */
export const reportTable = (
  classes: readonly (readonly [name: string, scores: ClassScores])[],
  { accuracy, macroAverage, weightedAverage }: Omit<ClassificationReport, 'classes' | 'toString'>,
): string => {
  const wide = Math.max('weighted avg'.length, ...classes.map(([name]) => name.length));
  const cell = (text: string) => ` ${text.padStart(9)}`;
  const line = (name: string, cells: readonly string[]) =>
    `${name.padStart(wide)} ${cells.map(cell).join('')}`;
  const row = (name: string, { precision, recall, f1Score, support }: ClassScores) =>
    line(name, [...[precision, recall, f1Score].map(rounded), String(support)]);
  return [
    line('', ['precision', 'recall', 'f1-score', 'support']),
    '',
    ...classes.map(([name, scores]) => row(name, scores)),
    '',
    line('accuracy', ['', '', rounded(accuracy), String(macroAverage.support)]),
    row('macro avg', macroAverage),
    row('weighted avg', weightedAverage),
    '',
  ].join('\n');
};
