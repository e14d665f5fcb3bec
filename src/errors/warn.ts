/** What has been said of whom. */
const said = new WeakMap<object, Set<string>>();

/** The one place from which a warning goes to the console: each sentence once for each thing it is about. */
export const warnOnce = (about: object, sentence: string): void => {
  const sentences = said.get(about) ?? new Set();
  if (sentences.has(sentence)) return;
  said.set(about, sentences.add(sentence));
  console.warn(sentence);
};
