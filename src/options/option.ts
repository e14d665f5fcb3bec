/** What an option may hold, of whatever types. */
export interface AnyKind {
  /** In words, after 'must be': 'a whole number above zero'. */
  readonly needs: string;
  /** The value for the configuration; `undefined` where it is none of this kind. It may throw at what cannot be read. */
  readonly read: (given: unknown) => unknown;
  /** What else helps whoever wrote the value: "did you mean 'relu'?" */
  readonly hint?: (given: unknown) => string | undefined;
  /** The very part of a value that is wrong, and what that must be: the 0 of [3, 0]. */
  readonly blame?: (given: unknown) => { readonly needs: string; readonly part: unknown } | undefined;
}

/** What an option may hold: `Given` is what a user writes, `T` what the configuration has of it. */
export interface Kind<T, Given = T> extends AnyKind {
  readonly read: (given: unknown) => T | undefined;
  /** For the types alone. */
  readonly '~given'?: (given: Given) => Given;
}

/** An option or an argument of whatever kind; it cannot be left out unless one of the three says what it is then. */
export interface AnyOption extends AnyKind {
  /** Nothing. */
  readonly absent?: true;
  /** A value, as a user would write it. */
  readonly fallback?: unknown;
  /** As the option of that name, which comes before it. */
  readonly follows?: string;
}

/** Whether an option must be given. */
export const isRequired = ({ absent, fallback, follows }: AnyOption): boolean =>
  absent !== true && fallback === undefined && follows === undefined;

/** An option or an argument: a kind, and what it is where it is left out. */
export interface Option<T, Given = T> extends AnyOption, Kind<T, Given> {
  readonly read: (given: unknown) => T | undefined;
}

/** An option that is nothing where it is left out. */
export interface OptionOrNone<T, Given = T> extends Option<T, Given> {
  readonly absent: true;
}

/** Options by their names, in the order of the configuration. */
export type Options = Readonly<Record<string, AnyOption>>;

/** An option that may be left out: then it is `fallback`, or nothing. */
export function optional<T, Given>(kind: Kind<T, Given>): OptionOrNone<T, Given>;
export function optional<T, Given>(kind: Kind<T, Given>, fallback: NoInfer<Given>): Option<T, Given>;
export function optional<T, Given>(kind: Kind<T, Given>, fallback?: Given): Option<T, Given> {
  return fallback === undefined ? { ...kind, absent: true } : { ...kind, fallback };
}

/** An option that is as another one, which comes before it, where it is left out. */
export const following = <T, Given>(kind: Kind<T, Given>, follows: string): Option<T, Given> => ({
  ...kind,
  follows,
});

/**
 * A declaration for each option of an interface, and no other: `options satisfies Declares<DenseOptions>` is an error
 * where an option is declared but not in the interface, the other way round, or of another type.
 */
export type Declares<O, But extends PropertyKey = never> = {
  readonly [K in Exclude<keyof O, But>]-?: Option<unknown, Exclude<O[K], undefined>>;
};

/** The configuration that options come to. */
export type ConfigOf<D extends Options> = {
  readonly [K in keyof D]: D[K] extends { readonly read: (given: unknown) => infer T }
    ? D[K] extends { readonly absent: true }
      ? T
      : Exclude<T, undefined>
    : never;
};
