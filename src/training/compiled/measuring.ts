import type { OutputPlan } from '../plan.js';
import type { measureOutput } from './measures.js';

/** What measures the metrics of outputs; where there are none, nothing is loaded. */
export const measuring = async (outputs: readonly OutputPlan[]): Promise<typeof measureOutput> =>
  outputs.some(({ metrics }) => metrics.length > 0)
    ? (await import('./measures.js')).measureOutput
    : () => [];
