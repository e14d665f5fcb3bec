/** Thrown by what has no plan, with the reason in words: the model takes today's loop, whole. */
export class NoPlan extends Error {
  override readonly name = 'NoPlan';
}
