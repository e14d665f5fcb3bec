/** Options of `toLayersModel`. */
export interface EmitOptions {
  /** The seed of the weights that do not exist yet: the same gives the same weights. Default: a fresh one. */
  seed?: number;
}
