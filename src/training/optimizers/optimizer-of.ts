import { readRate } from '../schedules/read-rate.js';
import type { LearningRate } from '../schedules/schedule.js';
import { optimizersByName, type OptimizerName, type OptimizerRecord } from './by-name.js';
import { lossScale } from './loss-scale.js';
import type { Optimizer } from './optimizer.js';

/** An optimizer as a file or a page tells it; undefined for a class that is none of ours. */
export const optimizerOf = ({ className, config }: OptimizerRecord): Optimizer | undefined => {
  if (className === 'LossScaleOptimizer') {
    const { inner, ...options } = config as { readonly inner: OptimizerRecord };
    const made = optimizerOf(inner);
    return made && lossScale(made, options);
  }
  if (!Object.hasOwn(optimizersByName, className)) return undefined;
  return optimizersByName[className as OptimizerName]({
    ...config,
    learningRate: readRate(config['learningRate']) as LearningRate,
  });
};
