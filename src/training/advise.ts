import { warnOnce } from '../errors/warn.js';
import type { AnyModel } from '../graph/model.js';
import { lastActivation } from './last-activation.js';
import type { OutputPlan } from './plan.js';

/** Activations that make shares of what comes in. */
const shares: readonly string[] = ['softmax', 'sigmoid', 'hardSigmoid'];
/** Those whose results are above zero, of which a categorical cross-entropy makes shares itself. */
const positive: readonly string[] = ['exponential', 'softplus'];

/**
 * Says, once for each model, where an output's last activation and its loss do not belong together: logits under a loss
 * that takes them for probabilities, probabilities under one that takes them for logits, a softmax over one unit. Whoever
 * says `fromLogits: false` has seen to it.
 */
export const adviseOnActivations = (model: AnyModel, outputs: readonly OutputPlan[]): void =>
  outputs.forEach((output, i) => {
    const last = lastActivation(model.graph.outputs[i]!);
    const advice = last && adviceFor(output, last.name, last.units);
    if (advice === undefined) return;
    const where =
      output.name === undefined
        ? `the model '${model.name}'`
        : `the output '${output.name}' of '${model.name}'`;
    warnOnce(model, `shapewright: ${where} ${advice}`);
  });

const adviceFor = ({ loss }: OutputPlan, activation: string, units: number | null): string | undefined => {
  if (activation === 'softmax' && units === 1)
    return "ends in a softmax over one unit, which is 1 whatever comes in: it cannot learn. End in activation: 'sigmoid'";
  const { predictions, className } = loss;
  if (!predictions) return undefined;
  const name = className[0]!.toLowerCase() + className.slice(1);
  if (predictions.kind === 'logits')
    return shares.includes(activation)
      ? `ends in '${activation}', but ${name} with fromLogits: true takes what comes out for logits and does the same again: it hardly learns. ` +
          'Leave out fromLogits, or the activation'
      : undefined;
  const isBinary = className.startsWith('Binary');
  if (predictions.isSaid || shares.includes(activation) || (!isBinary && positive.includes(activation)))
    return undefined;
  return (
    `ends in ${activation === 'linear' ? 'no activation' : `'${activation}'`}, but ${name} takes what comes out for probabilities: it hardly learns. ` +
    `Say losses.${name}({ fromLogits: true }), or end in activation: '${isBinary ? 'sigmoid' : 'softmax'}'; fromLogits: false says that it is meant so`
  );
};
