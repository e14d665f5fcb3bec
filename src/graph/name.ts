/** Refuses a name that weights could not be filed under: they are called `layer/kernel`, in tfjs's files too. */
export const checkName = (where: string, name: unknown): void => {
  if (name === undefined || name === null) return;
  if (typeof name === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) return;
  throw new TypeError(
    `${where}: name must be letters, digits, '_', '-' or '.', and begin with a letter or a digit; got ${JSON.stringify(name)}`,
  );
};
