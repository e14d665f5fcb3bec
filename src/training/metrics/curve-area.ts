import { share } from './sums-state.js';

/** The counts of a confusion over thresholds that rise, for one class. */
export interface CurveCounts {
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
  readonly trueNegatives: readonly number[];
  readonly falseNegatives: readonly number[];
}

/** How the height between two thresholds is taken: their mean, the less, or the larger. */
export type SummationMethod = 'interpolation' | 'minoring' | 'majoring';

/** What is drawn over what. */
export type Curve = 'ROC' | 'PR' | 'PRGAIN';

/** The curve's points at each threshold, `[x, y]`. */
const points = (curve: Curve, counts: CurveCounts): readonly (readonly [number, number])[] =>
  counts.truePositives.map((tp, i) => {
    const [fp, tn, fn] = [counts.falsePositives[i]!, counts.trueNegatives[i]!, counts.falseNegatives[i]!];
    const recall = share(tp, tp + fn);
    if (curve === 'ROC') return [share(fp, fp + tn), recall];
    if (curve === 'PR') return [recall, share(tp, tp + fp)];
    // where nothing is met, as in Keras, the gain of recall is 0, that of precision 1
    if (tp === 0) return [0, 1];
    const scale = share(tp + fn, tn + fp);
    return [Math.max(0, 1 - scale * share(fn, tp)), 1 - scale * share(fp, tp)];
  });

const heights = {
  interpolation: (a: number, b: number) => (a + b) / 2,
  minoring: Math.min,
  majoring: Math.max,
} satisfies Record<SummationMethod, (a: number, b: number) => number>;

/** The area under a curve of precision over recall, interpolated by counts (Davis and Goadrich 2006). */
const precisionRecallArea = ({ truePositives, falsePositives, falseNegatives }: CurveCounts): number => {
  let area = 0;
  for (let i = 0; i + 1 < truePositives.length; i++) {
    const [here, next] = [truePositives[i]!, truePositives[i + 1]!];
    const [p, nextP] = [here + falsePositives[i]!, next + falsePositives[i + 1]!];
    const slope = share(here - next, Math.max(p - nextP, 0));
    const intercept = next - slope * nextP;
    const ratio = p > 0 && nextP > 0 ? p / nextP : 1;
    area += share(
      slope * (here - next + intercept * Math.log(ratio)),
      Math.max(next + falseNegatives[i + 1]!, 0),
    );
  }
  return area;
};

/** The area under a curve of counts, as Keras takes it. */
export const curveArea = (curve: Curve, method: SummationMethod, counts: CurveCounts): number => {
  if (curve === 'PR' && method === 'interpolation') return precisionRecallArea(counts);
  const at = points(curve, counts);
  let area = 0;
  for (let i = 0; i + 1 < at.length; i++) {
    const [[x, y], [nextX, nextY]] = [at[i]!, at[i + 1]!];
    area += (x - nextX) * heights[method](y, nextY);
  }
  return area;
};
