/** Where what threads tell each other stands, in words of 32 bits: each in a line of the cache of its own. */
export const words = {
  /** How many chunks of the present stage nobody has taken. */
  left: 0,
  /** How many of them threads have done. */
  done: 16,
  /** How many threads sleep until there are chunks. */
  asleep: 32,
  /** Whether the one that gives them out sleeps until they are done. */
  giverAsleep: 48,
  /** How many threads are to take chunks. */
  allowed: 64,
  /** How many functions there are: a thread that has fewer reads its messages. */
  functions: 80,
  /** Whether a chunk went wrong in a thread. */
  failed: 96,
  /** From here on: how many functions each thread has. */
  ready: 112,
} as const;

/** As many threads as there is room for. */
export const mostThreads = 64;

/** Where chunks are written, in bytes behind the words. */
export const chunksAt = 1024;

/** Numbers that chunks may take. */
export const chunkNumbers = 16384;
