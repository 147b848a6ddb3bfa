import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'units',
          // On two cores Vitest would keep to one: most of these files wait for no device and no browser.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
          include: ['{electron,native,sync,fixtures,renderer}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**'],
          // A limit for what hangs, not for what a busy machine makes slow.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'house',
          // After the units: both drive the one virtual card reader a machine has.
          sequence: { groupOrder: 1 },
          include: ['tests/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
