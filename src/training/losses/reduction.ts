import { oneOf } from '../../options/kinds.js';

const reductions = ['sumOverBatchSize', 'sum', 'mean', 'meanWithSampleWeight', 'none'] as const;

/** How the losses of samples become the loss of a batch; by `'none'` they stay by themselves. */
export type Reduction = (typeof reductions)[number];

/** A reduction among the options. */
export const reduction = oneOf(reductions);
