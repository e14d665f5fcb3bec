import { show } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { isMade, isUncalled } from '../../options/declare.js';
import { adadelta } from './adadelta.js';
import { adafactor } from './adafactor.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamW } from './adam-w.js';
import { adamax } from './adamax.js';
import { ftrl } from './ftrl.js';
import { lamb } from './lamb.js';
import { lion } from './lion.js';
import { muon } from './muon.js';
import { nadam } from './nadam.js';
import type { Optimizer } from './optimizer.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';

/** By Keras's names, those of its classes too: files have them. */
export const optimizersByName = {
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
  adafactor,
  Adafactor: adafactor,
  muon,
  Muon: muon,
};

/** An optimizer by its name, with Keras's defaults. */
export type OptimizerName = keyof typeof optimizersByName;

/** The optimizer behind `compile`'s option: by name, or with settings of its own. */
export const resolveOptimizer = (given: OptimizerName | Optimizer): Optimizer => {
  if (isMade(given, 'optimizer', 'create')) return given as Optimizer;
  if (typeof given === 'string' && Object.hasOwn(optimizersByName, given)) return optimizersByName[given]();
  const hint = isUncalled(given)
    ? `call it: ${given.declaration.name}()`
    : orElse(given, Object.keys(optimizersByName));
  throw new TypeError(
    `compile: optimizer must be a name, or an instance such as optimizers.adam(), got ${show(given)}; ${hint}`,
  );
};

/** An optimizer as plain data: Keras's class and its options. */
export interface OptimizerRecord {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The options of an optimizer that has a learning rate: of one that scales the loss those of what it is put around. */
export const innermost = (config: OptimizerRecord['config']): OptimizerRecord['config'] => {
  const inner = config['inner'] as OptimizerRecord | undefined;
  return inner ? innermost(inner.config) : config;
};
