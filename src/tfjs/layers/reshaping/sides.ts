import type { Side } from '../../../shapes/resize.js';

/** The ends of each spatial axis, as files hold them: of a sequence [before, after], of images and volumes such a pair an axis. */
export const allSides = (given: unknown, spatial: 1 | 2 | 3): readonly Side[] =>
  spatial === 1 ? [given as Side] : (given as readonly Side[]);
