// An optimizer as Keras writes it, with its state: the other way round of optimizer-from-config.ts.
import type { AnyModel } from '../../graph/model.js';
import { warnOnce } from '../../errors/warn.js';
import { countOf } from '../../shapes/sizes.js';
import { innermost } from '../../training/optimizers/by-name.js';
import { optimizerOf } from '../../training/optimizers/optimizer-of.js';
import { momentumProduct } from '../../training/optimizers/nadam.js';
import { ownScheduleOf, type ScheduleRecord } from '../../training/schedules/learning-rate.js';
import type { TrainingState } from '../../training/training-state.js';
import { written, type Written } from './config-of-layer.js';
import { asFloat } from './write-json.js';
import { slotOrder } from './optimizer-state.js';
import { snakeCase, underscored } from '../../options/spelling.js';
import type { WrittenDataset } from './write-hdf5.js';

/** What an optimizer around another one keeps itself. */
export const scaling: readonly [string, string] & readonly string[] = [
  'loss_scale_optimizer/step_counter',
  'loss_scale_optimizer/dynamic_scale',
];

/** `beta1` as `beta_1`; the `l1` of a penalty is no count. */
const keyOf = (name: string): string =>
  underscored(name.replace(/([a-z]{3,})(\d)/g, '$1_$2')).replace(/__+/g, '_');

const isRecord = (rate: unknown): rate is ScheduleRecord =>
  typeof rate === 'object' && rate !== null && 'className' in rate;

/** Settings that are whole numbers; Keras takes others for numbers with a point alone. */
const wholeSettings = /steps$|frequency$|^(boundaries|adamLrRatio|excludeLayers)$/i;

/** A rate as Keras writes it: a number, or a schedule. */
const rateOf = (rate: unknown): unknown =>
  isRecord(rate)
    ? written(
        'keras.optimizers.schedules',
        rate.className,
        Object.fromEntries(
          Object.entries(rate.config).flatMap(([key, value]) =>
            value === undefined ? [] : [[underscored(key), wholeSettings.test(key) ? value : asFloat(value)]],
          ),
        ),
      )
    : rate;

/** An optimizer's class and settings; undefined where its learning rate is a function of the user's own. */
export const optimizerConfig = (
  model: AnyModel,
  { optimizer, config, learningRate }: Pick<TrainingState, 'optimizer' | 'config' | 'learningRate'>,
): Written | undefined => {
  const name = snakeCase(optimizer);
  if (optimizer === 'LossScaleOptimizer') {
    const { inner, initialScale, dynamicGrowthSteps } = config as Readonly<Record<string, unknown>> & {
      readonly inner: Pick<TrainingState, 'config'> & { readonly className: string };
    };
    const within = optimizerConfig(model, {
      optimizer: inner.className,
      config: inner.config,
      ...(learningRate !== undefined && { learningRate }),
    });
    return (
      within &&
      written('keras.optimizers', optimizer, {
        name: 'loss_scale_optimizer',
        inner_optimizer: within,
        initial_scale: asFloat(initialScale),
        dynamic_growth_steps: dynamicGrowthSteps,
      })
    );
  }
  const own = ownScheduleOf(config);
  if (own !== undefined) {
    warnOnce(
      model,
      `shapewright: the learning rate of the model '${model.name}' is a function of your own, '${own}', which no file of Keras's holds: its optimizer is left out`,
    );
    return undefined;
  }
  if (config['excludeFromWeightDecay'] !== undefined)
    warnOnce(
      model,
      `shapewright: no file of Keras's tells what weight decay leaves out: say it again, optimizer.exclude_from_weight_decay`,
    );
  const settings = Object.entries(config).flatMap(([key, value]) =>
    value === undefined || key === 'excludeFromWeightDecay' || key === 'learningRate'
      ? []
      : [[keyOf(key), wholeSettings.test(key) ? value : asFloat(value)] as const],
  );
  return written('keras.optimizers', optimizer, {
    name,
    learning_rate: asFloat(rateOf(learningRate ?? config['learningRate'])),
    ...Object.fromEntries(settings),
  });
};

/** A variable of an optimizer. */
export type OptimizerVariable = Omit<WrittenDataset, 'path'> & {
  /** As in HDF5: `adam/iteration`. */
  readonly name: string;
};

/** The variables of an optimizer in Keras's order, those of one around another apart: steps, the rate, and what it keeps of each weight. */
export const optimizerVariables = async (
  model: AnyModel,
  { optimizer, config, iterations, learningRate, slots }: TrainingState,
): Promise<{
  readonly outer: readonly OptimizerVariable[];
  readonly inner: readonly OptimizerVariable[];
}> => {
  const made = optimizerOf({ className: optimizer, config });
  if (!made) return { outer: [], inner: [] };
  const values = new Map(slots.map(({ name, tensor }) => [name, tensor]));
  const single = (name: string, value: number) => ({ name, shape: [], data: new Float32Array([value]) });
  const outer: OptimizerVariable[] = [];
  const isScaled = optimizer === 'LossScaleOptimizer';
  if (isScaled) {
    const numberOf = async (name: string, otherwise: unknown) =>
      Number((await values.get(name)?.data())?.[0] ?? otherwise);
    const [counter, scale] = scaling;
    outer.push(
      { name: counter, shape: [], data: new Int32Array([await numberOf(counter, 0)]) },
      single(scale, await numberOf(scale, config['initialScale'])),
    );
  }
  const className = isScaled ? (config['inner'] as { readonly className: string }).className : optimizer;
  const prefix = className.toLowerCase();
  const inner: OptimizerVariable[] = [
    { name: `${prefix}/iteration`, shape: [], data: new BigInt64Array([BigInt(iterations)]) },
    ...(learningRate === undefined ? [] : [single(`${prefix}/learning_rate`, learningRate)]),
  ];
  // before its first step an optimizer has nothing of the weights
  if (slots.some(({ name }) => !scaling.includes(name)))
    for (const [i, { name, shape, begins = 0 }] of slotOrder(
      model,
      { optimizer: made },
      true,
      className,
    ).entries())
      inner.push({
        name: name ?? `${prefix}/none_${i}`,
        shape,
        data:
          ((await values.get(name ?? '')?.data()) as Float32Array | undefined) ??
          new Float32Array(countOf(shape)).fill(begins),
      });
  // what follows from the steps here is kept there
  if (className === 'Nadam' && inner.length > 2) {
    const { beta1, gradientAccumulationSteps = 1 } = innermost(config) as Readonly<Record<string, number>>;
    const steps = Math.floor(iterations / gradientAccumulationSteps);
    inner.push(single('nadam/u_product', momentumProduct(beta1!, steps)));
  }
  return { outer, inner };
};
