// Options that do not exist, in the types.

declare const refused: unique symbol;
interface Refused<Sentence extends string> {
  readonly [refused]: Sentence;
}

/** The option that a name was meant to be, in Keras's spelling or in other capitals: `Meant<'batch_size', 'batchSize'>` is `'batchSize'`. */
type Meant<Name extends string, Known> = Known extends string
  ? Lowercase<Known> extends Lowercase<Joined<Name>>
    ? Known
    : never
  : never;
type Joined<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Head}${Joined<Rest>}`
  : Name;

/** `NoOption<'fit', 'batch_size', 'batchSize'>` is `fit has no option 'batch_size'; did you mean 'batchSize'?`. */
type NoOption<What extends string, Name extends string, Known> = [Meant<Name, Known>] extends [never]
  ? `${What} has no option '${Name}'`
  : `${What} has no option '${Name}'; did you mean '${Meant<Name, Known>}'?`;

/**
 * Beside options whose type is inferred: those that do not exist have a type that nothing is of, and that says so. A sentence by
 * itself would become `never` there.
 */
export type NoOthers<What extends string, Given, Known> = {
  readonly [K in Exclude<keyof Given, keyof Known>]: Refused<NoOption<What, K & string, keyof Known>>;
};
