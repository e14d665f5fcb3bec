import { f32x4 } from './assembler.js';
import type { Code } from './assembler.js';

/** What becomes of a sum before it is stored. */
export type Activation = 'linear' | 'relu' | 'relu6';

/** Whether an activation is one that a product does in its last step. */
export const isBound = (activation: string): activation is Activation =>
  activation === 'linear' || activation === 'relu' || activation === 'relu6';

/** Four numbers, held to the bounds of an activation; NaN stays NaN. */
export const bounded = (activation: Activation, value: Code): Code => {
  const low = activation === 'linear' ? value : f32x4.atLeast(value, f32x4.zero);
  return activation === 'relu6' ? f32x4.atMost(low, f32x4.splatConst(6)) : low;
};
