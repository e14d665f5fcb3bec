import { isUncalled } from '../options/declare.js';
import type { Kind } from '../options/option.js';
import { isLayer, type AnyLayer } from './layer.js';

/** A layer as an argument of another one. */
export const layerKind: Kind<AnyLayer> = {
  needs: 'a layer',
  read: (given) => (isLayer(given) ? given : undefined),
  hint: (given) => (isUncalled(given) ? `call it: ${given.declaration.name}(...)` : undefined),
};
