/** When validation runs: every so many epochs, or after those of a list, counted from 1. */
export type ValidationFreq = number | readonly number[];

/** Whether an epoch, counted from 0, is one after which validation runs. */
export const isValidated = (epoch: number, often: ValidationFreq): boolean =>
  typeof often === 'number' ? (epoch + 1) % often === 0 : often.includes(epoch + 1);
