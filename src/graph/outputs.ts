// What a layer gives: one tensor, or several.
import { fits, misfit, whenFits, type Checked, type Shape } from '../shapes/shape.js';

/** The shape of a layer's output, or of each of several: `[null, 64]`, or `[[null, 10, 64], [null, 64]]`. */
export type Outputs = Shape | readonly Shape[];

/** What a layer, or a model, of several outputs says where one follows the other. */
export type SeveralOutputs<What extends 'layer' | 'model' = 'layer'> =
  `this ${What} has several outputs: call it, and go on with one of them`;

const isShape = (outputs: Outputs): outputs is Shape => !Array.isArray(outputs[0]);

/** The outputs' shapes in a list, also of one. */
export const listOutputs = (outputs: Outputs): readonly Shape[] => (isShape(outputs) ? [outputs] : outputs);

/** Value twin of `SeveralOutputs`. */
export const severalOutputs = <What extends 'layer' | 'model'>(what: What): SeveralOutputs<What> =>
  `this ${what} has several outputs: call it, and go on with one of them`;

/** The shape of an only output, or the sentence for several. */
export const onlyOutput = (checked: Checked<Outputs>): Checked =>
  whenFits(checked, (outputs) => (isShape(outputs) ? fits(outputs) : misfit(severalOutputs('layer'))));
