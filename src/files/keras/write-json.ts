// JSON as Python writes it: numbers with a point stay such, and infinities and NaN are words.

/** A number that Python is to read as one with a point: 1.0. */
class Float {
  constructor(readonly value: number) {}
}

/** A number, or numbers in a list, as such with a point; anything else as it is. */
export const asFloat = (value: unknown): unknown => {
  if (typeof value === 'number') return new Float(value);
  return Array.isArray(value) ? value.map(asFloat) : value;
};

const written = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};

/** A value as JSON. */
export const writeKerasJson = (value: unknown): string => {
  if (value instanceof Float) return written(value.value);
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return written(value);
  if (Array.isArray(value)) return `[${value.map((each) => writeKerasJson(each ?? null)).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${JSON.stringify(key)}: ${writeKerasJson(each)}`)
      .join(', ')}}`;
  return JSON.stringify(value ?? null);
};
