import { permutation } from '../../random.js';
import { dirichlet } from './dirichlet.js';
import { forEach } from './image-change.js';
import { weighed, type ImageMix, type Pairs } from './image-mix.js';

/** Adds to each image a share of another (Zhang et al. 2018). */
export const mixUp: ImageMix<Pairs> = {
  draw: (uniform, { batch }, { alpha }) => ({
    permutationOrder: permutation(batch, uniform),
    mixWeight: Array.from({ length: batch }, () => dirichlet(uniform, 2, alpha as number)[0]!),
  }),
  mix: (x, others, { mixWeight }) => weighed(x, others, forEach(mixWeight)),
};
