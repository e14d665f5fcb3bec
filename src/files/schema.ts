// What a model's description must look like, whole: held against it before anything is made of it.
import * as v from 'valibot';
import { show } from '../errors/show.js';
import { isWhole } from '../shapes/arithmetic.js';
import { declared } from '../shapes/formulas/declared.js';
import type { Dim } from '../shapes/shape.js';
import type { Architecture, LayerRecord } from './architecture.js';
import { FileError } from './file-error.js';

const whole = v.custom<number>((x) => isWhole(x), 'a whole number, zero or more');
const finite = v.pipe(v.number('a number'), v.finite('a finite number'));
const notNegative = v.pipe(finite, v.minValue(0, 'zero or more'));
const text = v.string('a text');
const flag = v.boolean('true or false');
const only = <T extends string | number | boolean>(value: T) => v.literal(value, JSON.stringify(value));
const list = <S extends v.GenericSchema>(of: S) => v.array(of, 'a list');
const object = <const E extends v.ObjectEntries>(entries: E) => v.strictObject(entries, 'an object');
const anyObject = v.custom<Readonly<Record<string, unknown>>>(
  (x) => typeof x === 'object' && x !== null && !Array.isArray(x),
  'an object',
);

const name = v.pipe(
  text,
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "letters, digits, '_', '-' or '.', a letter or digit first"),
);
const dim = v.custom<Dim>(
  (x) =>
    x === null ||
    (isWhole(x) && x > 0) ||
    (typeof x === 'string' && typeof declared('input', x) === 'string'),
  'a whole number above zero, a name or a formula of names, or null',
);

const inputRecord = object({
  name,
  shape: v.custom<Dim[]>(
    (x) => Array.isArray(x) && x.length <= 16 && x[0] === null && x.every((each) => v.is(dim, each)),
    'a shape whose batch is null, such as [null, 28, 28]',
  ),
  dtype: v.picklist(['float32', 'int32', 'string'], "'float32', 'int32' or 'string'"),
});

const basis = { name, unnamed: v.optional(only(true)), trainable: flag };
const layerRecord: v.GenericSchema<unknown, LayerRecord> = v.lazy((x) => {
  const keys = typeof x === 'object' && x !== null ? Object.keys(x) : [];
  if (keys.includes('same')) return object({ name, same: whole });
  if (keys.includes('model')) return object({ ...basis, model: architecture });
  return object({ ...basis, origin: object({ factory: text, args: list(argument) }) });
}) as unknown as v.GenericSchema<unknown, LayerRecord>;

/** An argument of a layer: anything, but a layer in it is held to what layers must be. */
const argument: v.GenericSchema = v.lazy((x) => {
  if (Array.isArray(x)) return list(argument);
  if (typeof x !== 'object' || x === null) return v.unknown();
  return '~layer' in x ? object({ '~layer': layerRecord }) : v.record(text, argument, 'an object');
});

const architecture: v.GenericSchema<unknown, Architecture> = object({
  name,
  unnamed: v.optional(only(true)),
  sequential: v.optional(only(true)),
  trainable: v.optional(only(false)),
  inputs: v.pipe(list(inputRecord), v.minLength(1, 'a list of one or more')),
  layers: list(layerRecord),
  calls: list(
    object({
      layer: whole,
      inputs: v.pipe(list(whole), v.minLength(1, 'a list of one or more')),
      roles: v.optional(list(text)),
      options: v.optional(anyObject),
    }),
  ),
  outputs: v.pipe(list(whole), v.minLength(1, 'a list of one or more')),
  inputNames: v.optional(list(text)),
  outputNames: v.optional(list(text)),
  inputsListed: v.optional(only(true)),
  outputsListed: v.optional(only(true)),
}) as unknown as v.GenericSchema<unknown, Architecture>;

const training = object({
  optimizer: text,
  config: anyObject,
  iterations: whole,
  learningRate: v.optional(notNegative),
  seed: whole,
  epochsSeen: whole,
});

const random = v.record(text, object({ seed: whole, calls: whole }), 'an object');

/** A run that was broken off. */
const backup = object({ saves: whole, training, random, run: anyObject, memories: anyObject });

const checksumText = v.pipe(text, v.regex(/^crc32:[0-9a-f]{8}$/, "a checksum such as 'crc32:cbf43926'"));
const sums = object({ description: checksumText, weights: checksumText });

/** What we keep beside tfjs's own description: of this version, of the first, of weights alone, or of a run. */
const ours = v.lazy((x) => {
  const keys = typeof x === 'object' && x !== null ? Object.keys(x) : [];
  const paths = list(text);
  const checked: v.ObjectEntries =
    keys.includes('version') || keys.includes('checksum') ? { version: only(2), checksum: sums } : {};
  if (keys.includes('backup')) return object({ ...checked, weightsOnly: only(true), backup });
  if (keys.includes('weightsOnly')) return object({ ...checked, weightsOnly: only(true) });
  return object({
    ...checked,
    architecture,
    paths,
    random: v.optional(random),
    training: v.optional(training),
  });
});

const entry = object({
  name: text,
  shape: v.pipe(list(whole), v.maxLength(16, 'a shape of 16 axes at most')),
  dtype: text,
  group: v.optional(v.picklist(['model', 'optimizer'], "'model' or 'optimizer'")),
  quantization: v.optional(
    v.looseObject(
      {
        dtype: v.picklist(['uint8', 'uint16', 'float16'], "'uint8', 'uint16' or 'float16'"),
        scale: v.optional(finite),
        min: v.optional(finite),
      },
      'an object',
    ),
  ),
});

const description = object({
  topology: v.unknown(),
  entries: list(entry),
  metadata: v.looseObject({ shapewright: v.optional(ours) }, 'an object'),
  writtenBy: v.optional(text),
  training: v.optional(v.unknown()),
});

/** Where in a file an issue stands, its innermost steps: `layers.3.name`. */
const placeOf = (issue: v.BaseIssue<unknown>): string => {
  const steps = (issue.path ?? []).map(({ key }) => String(key)).filter((key) => key !== 'metadata');
  const shown = steps.map((step) => (step.length <= 40 ? step : `${step.slice(0, 37)}...`));
  return shown.length <= 6
    ? shown.join('.')
    : `${shown.slice(0, 2).join('.')}...${shown.slice(-3).join('.')}`;
};

/**
 * Holds a description to the schema.
 *
 * @throws FileError that names the first place that is wrong, and says what should be there.
 */
export const checkDescription = (where: string, given: unknown): void => {
  const { issues } = v.safeParse(description, given, { abortEarly: true });
  if (!issues) return;
  const [issue] = issues;
  const place = placeOf(issue);
  const strange = issue.expected === 'never';
  const missing = issue.input === undefined && !strange;
  throw new FileError(
    'not-a-model',
    strange
      ? `'${where}' is damaged, or from another version: it has '${place}', which is unknown here`
      : missing
        ? `'${where}' is damaged: it has no '${place}'`
        : `'${where}' is damaged: '${place}' should be ${issue.message}, got ${show(issue.input)}`,
  );
};
