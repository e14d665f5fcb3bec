/** A sentence for the first label outside low to high. */
export const outside = (
  name: string,
  values: ArrayLike<number>,
  low: number,
  high: number,
): string | undefined => {
  for (let i = 0; i < values.length; i++)
    if (!(values[i]! >= low && values[i]! <= high))
      return `${name} needs labels from ${low} to ${high}, got ${values[i]} at place ${i}`;
  return undefined;
};
