// Names of variables, made of names in a file.

/** What cannot be a variable's name in a module, or would hide what the program needs. */
const reserved = new Set(
  (
    'arguments as async await boolean break case catch class const continue debugger default delete do else enum eval ' +
    'export extends false finally for from function get if implements import in Infinity instanceof interface let NaN ' +
    'new null number of package private protected public return set static string super switch symbol this throw true ' +
    'try type typeof undefined var void while with yield ' +
    'input sequential model layers ops initializers regularizers constraints losses metrics optimizers'
  ).split(' '),
);

/** A text as a name in camelCase: `conv2d_1` is `conv2d1`, `block/1 (a)` is `block1A`. */
export const camelCase = (text: string): string => {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, i) => (i === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
  // ABCdef and A alike begin small, for a name is no class
  const name = joined.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (start) => start.toLowerCase());
  return /^[a-z]/.test(name) ? name : `x${name}`;
};

/** Gives each variable a name that no other has. */
export const variables = () => {
  const taken = new Set<string>();
  const fresh = (from: string): string => {
    const base = camelCase(from).slice(0, 60);
    let name = base;
    for (let i = 2; taken.has(name) || reserved.has(name); i++)
      name = `${base}${/\d$/.test(base) ? '_' : ''}${i}`;
    taken.add(name);
    return name;
  };
  return { fresh, has: (name: string) => taken.has(name) };
};
