// What `defineLayer` and `defineCell` share: functions that make layers, and the options that these are given.
import { isPlain, show } from '../../errors/show.js';
import type { AnyLayer, LayerFactory, LayerOptions } from '../../graph/layer.js';
import { ownPrefix } from '../../graph/own-computation.js';
import { isCallable } from '../../options/declare.js';
import type { AnyKind, Options } from '../../options/option.js';

/** What a user writes for some options. */
export type GivenOptions<O extends Options> = {
  readonly [K in keyof O as 'fallback' extends keyof O[K] ? never : K]: GivenOf<O[K]>;
} & { readonly [K in keyof O as 'fallback' extends keyof O[K] ? K : never]?: GivenOf<O[K]> };

type GivenOf<K extends AnyKind> = K extends { readonly '~given'?: (given: infer Given) => unknown }
  ? Given
  : unknown;

/** Options that do not exist, as `never`: a misspelt one is an error. */
export type NoOthers<Given, Known> = { readonly [K in Exclude<keyof Given, keyof Known>]: never };

/** The name among the options, or `never`. */
export type NameIn<Given> = Given extends { readonly name: infer Name extends string } ? Name : never;

/** What a rule is told of the options: all but those that every layer has. */
export type ConfigIn<Given> = { readonly [K in Exclude<keyof Given, keyof LayerOptions>]: Given[K] };

/** What a layer of such a name is called in summaries, and where it is numbered: `PatchEmbedding`, `patch_embedding`. */
export const namesOf = (name: string) => ({
  className: name[0]!.toUpperCase() + name.slice(1),
  baseName: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
});

/** The factory whose layers are known by a name of their own in files. */
export const named = (factory: LayerFactory): LayerFactory => {
  const make = factory as unknown as (...args: readonly unknown[]) => AnyLayer;
  const call = (...args: readonly unknown[]) => {
    const layer = make(...args);
    return Object.assign(layer, {
      origin: { ...layer.origin!, factory: `${ownPrefix}${layer.origin!.factory}` },
    });
  };
  Object.defineProperty(call, 'name', { value: factory.declaration!.name });
  return Object.assign(call, { declaration: factory.declaration!, own: true }) as unknown as LayerFactory;
};

/** Holds the options of a definition to kinds. */
export const checkOptions = (by: string, name: string, options: unknown): void => {
  const wrong = isPlain(options)
    ? Object.entries(options).find(([, kind]) => !isPlain(kind) || !isCallable(kind['read']))
    : ['options', options];
  if (wrong)
    throw new TypeError(
      `${by}: option '${String(wrong[0])}' of '${name}' must be a kind, such as kinds.count; got ${show(wrong[1])}`,
    );
};
