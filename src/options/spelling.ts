// Keras's spellings, and ours.

/** `kernel_size` as `kernelSize`; what has no underscores stays as it is. */
export const camelCase = (word: string): string =>
  word.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A class in snake_case as Keras makes it, which names groups of weights by it: `PReLU` is `p_re_lu`. */
export const snakeCase = (className: string): string =>
  className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** The words of a list, numbered where they come again: `dense`, `dense_1`. */
export const numbered = (): ((word: string) => string) => {
  const times = new Map<string, number>();
  return (word) => {
    const before = times.get(word) ?? 0;
    times.set(word, before + 1);
    return before === 0 ? word : `${word}_${before}`;
  };
};

/** `kernelSize` as `kernel_size`, the inverse of `camelCase`; what has no capitals stays as it is. */
export const underscored = (word: string): string =>
  word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
