import type { Naming } from '../../graph/layer-names.js';
import type { Said } from '../../graph/rule.js';

/**
 * What is said of options that are no object, as where Keras has them by place: `dense(10, 'relu')`. Beside their type it
 * costs a call nothing. `AsObject<'dense', "{ activation: 'relu' }">` says
 * `dense takes its options as an object, e.g. { activation: 'relu' }`. TypeScript infers the layer's `Name` beside them.
 */
export type AsObject<
  Layer extends string,
  Example extends string,
  Name extends string = never,
> = `${Layer} takes its options as an object, e.g. ${Example}` extends infer Sentence extends string
  ? Said<Sentence> | Naming<Name>
  : never;
