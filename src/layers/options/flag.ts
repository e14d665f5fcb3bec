/** A yes or no among the options, checked: JavaScript would take any string for a yes. */
export const flag = (
  layer: string,
  option: string,
  value: boolean | undefined,
  otherwise: boolean,
): boolean => {
  if (value === undefined) return otherwise;
  if (typeof value === 'boolean') return value;
  throw new TypeError(`${layer}: ${option} must be true or false, got ${JSON.stringify(value)}`);
};
