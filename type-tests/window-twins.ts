// Random arguments of layers that slide a window.

interface Draw {
  below(n: number): number;
  pick<T>(all: readonly T[]): T;
}

/** The arguments of each layer, drawn anew each time. */
export const windowCalls = ({ below, pick }: Draw): Readonly<Record<string, () => readonly unknown[]>> => {
  const padding = () => pick(['valid', 'same'] as const);
  const dataFormat = () => pick(['channelsLast', 'channelsLast', 'channelsFirst'] as const);
  const keepdims = () => pick([true, false]);
  /** A size for each axis, or one for all. */
  const sizes = (rank: number, all: readonly number[]): unknown =>
    below(2) > 0 ? pick(all) : Array.from({ length: rank }, () => pick(all));
  const size = (rank: number) => sizes(rank, [1, 2, 3, 5]);
  /** Strides or gaps, now and then both, which is refused. */
  const strides = (rank: number) => {
    const kind = below(9);
    return {
      ...(kind < 4 && { strides: sizes(rank, [1, 2, 3]) }),
      ...(kind > 3 && kind < 8 && { dilationRate: sizes(rank, [1, 2, 3]) }),
    };
  };
  const filters = () => pick([1, 2, 3, 4, 6, 8, 12]);
  const ranks = [1, 2, 3] as const;
  const over = (name: (rank: number) => string, args: (rank: number) => readonly unknown[]) =>
    ranks.map((rank) => [name(rank), () => args(rank)] as const);
  return Object.fromEntries([
    ...over(
      (rank) => `conv${rank}d`,
      (rank) => {
        const groups = pick([1, 1, 2, 3]);
        return [
          filters() * groups,
          size(rank),
          {
            padding: rank === 1 && below(3) === 0 ? 'causal' : padding(),
            dataFormat: dataFormat(),
            ...strides(rank),
            ...(groups > 1 && { groups }),
          },
        ];
      },
    ),
    ...over(
      (rank) => `conv${rank}dTranspose`,
      (rank) => {
        const bigger = below(3) === 0;
        return [
          filters(),
          size(rank),
          {
            padding: padding(),
            dataFormat: dataFormat(),
            ...(bigger
              ? { strides: sizes(rank, [2, 3, 4]), outputPadding: sizes(rank, [0, 1]) }
              : strides(rank)),
          },
        ];
      },
    ),
    ...[1, 2].flatMap((rank) => {
      const options = () => ({
        padding: padding(),
        dataFormat: dataFormat(),
        ...strides(rank),
        depthMultiplier: 1 + below(3),
      });
      return [
        [`depthwiseConv${rank}d`, () => [size(rank), options()]] as const,
        [`separableConv${rank}d`, () => [filters(), size(rank), options()]] as const,
      ];
    }),
    ...['Max', 'Average'].flatMap((which) =>
      over(
        (rank) => `adaptive${which}Pooling${rank}d`,
        (rank) => [sizes(rank, [1, 2, 3, 7]), { dataFormat: dataFormat() }],
      ),
    ),
    ...['max', 'average'].flatMap((which) =>
      over(
        (rank) => `${which}Pooling${rank}d`,
        (rank) => [size(rank), { padding: padding(), strides: size(rank), dataFormat: dataFormat() }],
      ),
    ),
    ...['Max', 'Average'].flatMap((which) =>
      over(
        (rank) => `global${which}Pooling${rank}d`,
        () => [{ keepdims: keepdims(), dataFormat: dataFormat() }],
      ),
    ),
  ]);
};
