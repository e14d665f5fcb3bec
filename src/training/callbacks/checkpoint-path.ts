import { suggest } from '../../errors/suggest.js';
import type { Logs } from './callback.js';

/** The path for what is known now: `epoch` and `batch` count from 1, as in Keras. */
export type CheckpointPath = (logs: Logs, epoch: number, batch?: number) => string;

/** A number as one of Python's format specifications prints it. */
type Print = (value: number) => string;

/**
 * Reads a template such as `{epoch:02d}-{val_loss:.2f}`. A field may be printed as `d`, `f`, `e` or `%`, with width,
 * zeros before it and decimals; `{{` and `}}` stand for braces.
 *
 * @throws TypeError for a format that cannot be read; what is made of it throws for a name that the logs lack.
 * @see https://docs.python.org/3/library/string.html#format-specification-mini-language
 */
export const checkpointPath = (template: string): CheckpointPath => {
  if (typeof template !== 'string' || template === '')
    throw new TypeError(`modelCheckpoint needs a path such as 'models/{epoch:02d}', got ${String(template)}`);
  const parts = [...template.matchAll(/\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}|[^{}]+|[{}]/g)].map(
    ([text, name, format]): string | { readonly name: string; readonly print: Print } => {
      if (text === '{{' || text === '}}') return text[0]!;
      if (text === '{' || text === '}')
        throw new TypeError(
          `modelCheckpoint: the path '${template}' has a lone '${text}'; write '${text}${text}'`,
        );
      return name === undefined ? text : { name, print: printer(template, name, format) };
    },
  );
  return (logs, epoch, batch) => {
    const known = { ...logs, epoch: epoch + 1, ...(batch === undefined ? {} : { batch: batch + 1 }) };
    return parts
      .map((part) => (typeof part === 'string' ? part : part.print(lookUp(template, part.name, known))))
      .join('');
  };
};

const lookUp = (template: string, name: string, known: Logs): number => {
  if (Object.hasOwn(known, name)) return known[name]!;
  const near = suggest(name, Object.keys(known));
  throw new Error(
    `modelCheckpoint: the path '${template}' names '${name}', ${near ? `did you mean '${near}'?` : 'but'} there are ${Object.keys(known).join(', ')}`,
  );
};

const printer = (template: string, name: string, format = ''): Print => {
  const counted = name === 'epoch' || name === 'batch';
  const [, zero, width, decimals, kind] = /^(0?)(\d*)(?:\.(\d+))?([dfe%]?)$/.exec(format) ?? [];
  const readable = kind !== undefined && (kind === 'd' || kind === '' ? decimals === undefined : true);
  if (!readable || (kind === 'd' && !counted) || Number(decimals ?? 0) > 100)
    throw new TypeError(
      `modelCheckpoint: the path '${template}' has '{${name}:${format}}', which is no format for ${counted ? 'a count; write for example' : 'a number of the logs; write for example'} '{${name}:${counted ? '02d' : '.2f'}}'`,
    );
  const digits = Number(decimals ?? 6);
  return (value) => {
    const text =
      kind === 'f'
        ? value.toFixed(digits)
        : kind === 'e'
          ? value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2')
          : kind === '%'
            ? `${(value * 100).toFixed(digits)}%`
            : String(value);
    const sign = zero && text.startsWith('-') ? '-' : '';
    return sign + text.slice(sign.length).padStart(Number(width || 0) - sign.length, zero ? '0' : ' ');
  };
};
