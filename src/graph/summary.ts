import type { AnyModel } from './model.js';

/** Options of `summary`. */
export interface SummaryOptions {
  /** The table's width in characters. Default: the terminal's, or 80. */
  lineLength?: number;
  /** Shows the layers of nested models too. Default false. */
  expandNested?: boolean;
  /** Adds a column that says whether each layer is trainable. Default false. */
  showTrainable?: boolean;
  /** Where the lines go. Default `console.log`. */
  printFn?: (line: string) => void;
}

export const printSummary = (model: AnyModel, options: SummaryOptions = {}): void => {
  void [model, options];
};
