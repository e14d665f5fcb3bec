import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['tests/on-cpu.ts'],
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // tfjs and its WASM module are slow to come up on a small machine
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2 } },
  },
});
