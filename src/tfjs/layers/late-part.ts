// What a layer does in training alone: a page that has no such layer, or does not train, does not load it.

/** A part of layers that is loaded with the first of them, and there before a model computes. */
export interface LatePart<T> {
  /** Begins to load it. */
  want(): void;
  /** Gives it, where it has been loaded otherwise. */
  put(part: T): void;
  /**
   * The part itself, for a layer of some class.
   *
   * @throws Error where it is not there yet: plain tfjs trains a model in the very moment that it was made.
   */
  of(className: string): T;
}

/** What loads those that were wanted and are not there yet. */
const awaited = new Set<() => Promise<void>>();

/** A part by what loads it. */
export const latePart = <T>(load: () => Promise<T>): LatePart<T> => {
  let part: T | undefined;
  const bring = async (): Promise<void> => {
    part ??= await load();
    awaited.delete(bring);
  };
  return {
    want: () => {
      if (part !== undefined) return;
      awaited.add(bring);
      // whoever waits for it is told what went wrong
      bring().catch(() => {});
    },
    put: (given) => {
      part = given;
      awaited.delete(bring);
    },
    of: (className) => {
      if (part !== undefined) return part;
      throw new Error(
        `what ${className} does in training is not loaded yet: fit of shapewright waits for it; before plain tfjs trains, call registerLayers(tf)`,
      );
    },
  };
};

/** Loads what layers so far want: what computes waits for it. */
export const readyParts = async (): Promise<void> => {
  await Promise.all([...awaited].map((bring) => bring()));
};
