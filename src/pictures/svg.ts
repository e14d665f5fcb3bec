// Pieces of SVG text.

/** Words as SVG may hold them: no tags, and no characters that XML forbids. */
export const escape = (words: string): string =>
  words

    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');

/** A number in few digits. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

type Attributes = Readonly<Record<string, string | number | undefined>>;

const written = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? short(value) : escape(value!)}"`)
    .join('');

/** An element without anything in it. */
export const tag = (name: string, attributes: Attributes): string => `<${name}${written(attributes)}/>`;

/** Words at a place. */
export const text = (x: number, y: number, words: string, attributes: Attributes = {}): string =>
  `<text${written({ x, y, ...attributes })}>${escape(words)}</text>`;

/** A whole picture; `label` is what is read out in its place. */
export const svg = (width: number, height: number, label: string, parts: readonly string[]): string =>
  [
    `<svg${written({ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${short(width)} ${short(height)}`, 'font-family': 'sans-serif', 'font-size': 12, fill: 'currentColor', role: 'img', 'aria-label': label })}>`,
    ...parts,
    '</svg>',
  ].join('\n');

/** Words cut to a width, as wide as they are on average; letters of a fixed width have a `letter` of theirs. */
export const cutTo = (words: string, width: number, letter = 6.4): string => {
  const most = Math.max(1, Math.floor(width / letter));
  const letters = [...words];
  return letters.length <= most ? words : `${letters.slice(0, most - 1).join('')}…`;
};

/** How wide words are, about. */
export const widthOf = (words: string, letter = 6.4): number => [...words].length * letter;
