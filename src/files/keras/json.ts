import { FileError } from '../file-error.js';

/**
 * JSON as Python writes it, with NaN and infinities, which become texts that no number is.
 *
 * @throws FileError where it is none.
 */
export const parseKerasJson = (where: string, name: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // strings are kept as they are
    const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
      found.startsWith('"') ? found : `"${found}"`,
    );
    try {
      return JSON.parse(plain);
    } catch (cause) {
      throw new FileError('damaged', `'${where}' is damaged: ${name} is no JSON`, { cause });
    }
  }
};
