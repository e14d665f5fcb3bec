import type * as tfl from '@tensorflow/tfjs-layers';
import type { HoldingLayer } from '../../../tfjs/layers/holding.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { gruCell } from './gru.js';
import { lstmCell } from './lstm.js';
import { planAdd, planAverage, planConcatenate, planMultiply } from './merging.js';
import { plannedSteps } from './recurrent.js';
import { simpleRNNCell } from './simple-rnn.js';

const cells = { GRU: gruCell, LSTM: lstmCell, SimpleRNN: simpleRNNCell };

/** What becomes of both ways, by the merge mode. */
const merges: Readonly<Record<string, LayerPlan>> = {
  concat: planConcatenate,
  sum: planAdd,
  mul: planMultiply,
  ave: planAverage,
};

/** The name of Keras's class that a layer is of, also where it has settings that tfjs knows nothing of. */
const kerasClass = (layer: tfl.layers.Layer): string => layer.getClassName().replace('Shapewright>', '');

/** The plan of `bidirectional`: states lie by the step that they come of, so that nothing is turned round. */
export const planBidirectional: LayerPlan = (call, planner) => {
  const { name, config, live, inputs, shapes } = call;
  const { forwardLayer, backwardLayer } = (live as HoldingLayer).held;
  const first = forwardLayer![0]!.getConfig();
  // both come out the other way round then
  if (first['goBackwards'] === true && first['returnSequences'] === true)
    throw new NoPlan(`the layer '${name}' gives its steps backwards`);
  const ways = [forwardLayer![0]!, backwardLayer![0]!].map((way) => {
    const className = kerasClass(way);
    if (!Object.hasOwn(cells, className)) throw new NoPlan(`the layer '${name}' goes over ${className}`);
    const own = way.getConfig() as PlannedCall['config'];
    return planner.part(() =>
      plannedSteps(
        { name, config: own, live: way },
        cells[className as keyof typeof cells],
        planner,
        inputs[0]!,
        own['goBackwards'] === true,
      ),
    );
  });
  const mode = (config['mergeMode'] as string | null | undefined) ?? null;
  if (mode === null) return ways;
  return merges[mode]!({ ...call, config: { axis: -1 }, inputs: ways, shapes }, planner);
};
