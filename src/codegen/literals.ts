// Texts and numbers as TypeScript writes them, whatever they hold: a name from a file can never become code.

/** What is not shown as it is: control and format characters, surrogates by themselves, other line ends. */
const odd = /[\p{C}\u2028\u2029]/gu;

const escaped = (text: string): string =>
  text.replace(odd, (each) => {
    const short = ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' } as Readonly<Record<string, string>>)[each];
    if (short !== undefined) return short;
    return Array.from(
      { length: each.length },
      (_, i) => `\\u${each.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join('');
  });

/** A text in quotes: single ones, unless double ones need fewer escapes. */
export const textLiteral = (text: string): string => {
  const quote = text.split("'").length > text.split('"').length ? '"' : "'";
  return quote + escaped(text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)) + quote;
};

/** A text that may stand in a comment. */
export const inComment = (text: string): string => escaped(text).replaceAll('*/', '*\\/');

/** A key of an object: by itself where it is a name, else in quotes. */
export const keyLiteral = (key: string): string => {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) ? key : textLiteral(key);
};

export const numberLiteral = (value: number): string =>
  Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
