// A size of a window over images: one for both sides, or [height, width].
import { count, either, listOf } from '../options/kinds.js';
import type { Kind } from '../options/option.js';
import type { Size2 } from '../shapes/window.js';

export const size2 = either(
  count,
  listOf('[height, width]', count, (all) => all.length === 2),
  'a whole number above zero, or [height, width]',
) as unknown as Kind<Size2>;
