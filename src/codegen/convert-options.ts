import { quantizedDtypes, type QuantizedDtype } from '../files/quantize.js';
import { oneOf } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';

/** Options of `convertModel`. */
export interface ConvertOptions {
  /**
   * What weights are written in, as tfjs's converter does: whole numbers of 8 or 16 bits between the ends of each weight, or half
   * floats. The state of training is left out then; a file of Keras's is refused. Default: 32 bits, as they are.
   */
  readonly quantize?: QuantizedDtype;
}

/** The options of `convertModel`, declared. */
export const convertOptions = {
  quantize: optional(oneOf(quantizedDtypes)),
} satisfies Declares<ConvertOptions>;
