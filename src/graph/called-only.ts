/**
 * What every function has, hidden: a model is called, and nobody looks for `bind` among its methods. Editors offer no private
 * member of a class, and an interface that extends the class has them; the class itself is nowhere made.
 */
export declare class CalledOnly {
  private readonly apply: unknown;
  private readonly arguments: unknown;
  private readonly bind: unknown;
  private readonly call: unknown;
  private readonly caller: unknown;
  private readonly length: unknown;
  private readonly prototype: unknown;
  private readonly [Symbol.hasInstance]: unknown;
}
