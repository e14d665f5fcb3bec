import type { LayerClass } from '../define-class.js';
import { headsLayer, type HeadSizes } from './heads-layer.js';

/** Multi-head attention, which tfjs lacks. */
export const multiHeadAttentionClass = (): LayerClass =>
  class MultiHeadAttention extends headsLayer() {
    static readonly className = 'MultiHeadAttention';

    override get sizes(): HeadSizes {
      const { numHeads, keyDim, valueDim } = this.args as Readonly<Record<string, number | undefined>>;
      return { heads: numHeads!, groups: numHeads!, keys: keyDim!, values: valueDim ?? keyDim! };
    }
  } as unknown as LayerClass;

/** Grouped-query attention, which tfjs lacks: several heads of the query share those of keys and values. */
export const groupedQueryAttentionClass = (): LayerClass =>
  class GroupedQueryAttention extends headsLayer() {
    static readonly className = 'GroupedQueryAttention';

    override get sizes(): HeadSizes {
      const { headDim, numQueryHeads, numKeyValueHeads } = this.args as Readonly<Record<string, number>>;
      return { heads: numQueryHeads!, groups: numKeyValueHeads!, keys: headDim!, values: headDim! };
    }
  } as unknown as LayerClass;
