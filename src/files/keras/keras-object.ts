// Keras's objects as JSON has them: `{ class_name, config }`.
import { show } from '../../errors/show.js';
import { FileError } from '../file-error.js';

/** Any object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** A layer, a model, an initializer or the like, as Keras writes it. */
export interface KerasObject extends Json {
  readonly class_name: string;
  readonly config: Json;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isKerasObject = (value: unknown): value is KerasObject =>
  isJson(value) && typeof value['class_name'] === 'string' && isJson(value['config']);

/** What stands in a file in place of something else, as a FileError. */
export const notA = (where: string, place: string, what: string, given: unknown): FileError =>
  new FileError(
    'not-a-model',
    `'${where}' is damaged: ${place} should be ${what}, got ${given === undefined ? 'nothing' : show(given)}`,
  );

/** A list that must be one. */
export const listAt = (where: string, place: string, given: unknown): readonly unknown[] => {
  if (!Array.isArray(given)) throw notA(where, place, 'a list', given);
  return given;
};

/** An object that must be one of Keras's. */
export const objectAt = (where: string, place: string, given: unknown): KerasObject => {
  if (!isKerasObject(given)) throw notA(where, place, "an object of Keras's, { class_name, config }", given);
  return given;
};
