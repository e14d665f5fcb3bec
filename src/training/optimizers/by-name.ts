import { show } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { isMade, isUncalled } from '../../options/declare.js';
import { adadelta } from './adadelta.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamW } from './adam-w.js';
import { adamax } from './adamax.js';
import { ftrl } from './ftrl.js';
import { lamb } from './lamb.js';
import { lion } from './lion.js';
import { nadam } from './nadam.js';
import type { Optimizer } from './optimizer.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';

/** By Keras's names, those of its classes too: files have them. */
const byName = {
  sgd,
  SGD: sgd,
  rmsprop,
  RMSprop: rmsprop,
  adam,
  Adam: adam,
  adamw: adamW,
  adamW,
  AdamW: adamW,
  adadelta,
  Adadelta: adadelta,
  adagrad,
  Adagrad: adagrad,
  adamax,
  Adamax: adamax,
  nadam,
  Nadam: nadam,
  ftrl,
  Ftrl: ftrl,
  lion,
  Lion: lion,
  lamb,
  Lamb: lamb,
};

/** An optimizer by its name, with Keras's defaults. */
export type OptimizerName = keyof typeof byName;

/** The optimizer behind `compile`'s option: by name, or with settings of its own. */
export const resolveOptimizer = (given: OptimizerName | Optimizer): Optimizer => {
  if (isMade(given, 'optimizer', 'create')) return given as Optimizer;
  if (typeof given === 'string' && Object.hasOwn(byName, given)) return byName[given]();
  const hint = isUncalled(given)
    ? `call it: ${given.declaration.name}()`
    : orElse(given, Object.keys(byName));
  throw new TypeError(
    `compile: optimizer must be a name, or an instance such as optimizers.adam(), got ${show(given)}; ${hint}`,
  );
};

/** An optimizer as a file tells it: Keras's class and its options; undefined for a class that is none of ours. */
export const optimizerOf = (
  className: string,
  config: Readonly<Record<string, unknown>>,
): Optimizer | undefined =>
  Object.hasOwn(byName, className) ? byName[className as OptimizerName](config) : undefined;
