/** What is said where a model is trained that was not compiled. */
export type NotCompiled<Method extends string> =
  `${Method} is for what compile returns: const trainable = model.compile({ loss: 'mse' }); await trainable.${Method}(x, y)`;

/** Value twin of `NotCompiled`: the method of a model that says so. */
export const notCompiled = (method: 'fit' | 'evaluate') => async (): Promise<never> => {
  const sentence: NotCompiled<typeof method> =
    `${method} is for what compile returns: const trainable = model.compile({ loss: 'mse' }); await trainable.${method}(x, y)`;
  throw new TypeError(sentence);
};
