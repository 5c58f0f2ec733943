import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const shared = {
  environment: 'node' as const,
  // A file that leaves a server or a connection open shall be seen.
  teardownTimeout: 20_000,
  restoreMocks: true,
};

// Node's own choice between a package's two copies; with the other one the built pages and the server that hands them their
// context would each hold a React Router of their own.
const ssr = {
  resolve: { conditions: ['module-sync', ...defaultServerConditions], externalConditions: ['node', 'module-sync'] },
};

/** Files that take a minute or more: first, or one worker waits at the end while the other is at the longest. */
const long = ['e2e/pages', 'e2e/journey', 'integration/seed', 'integration/authorisation', 'integration/crashes'];

/** Larger files first, which is Vitest's own order on a fresh clone, but for those whose size does not tell. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return at < 0 ? long.length : at;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

// Pages have their own configuration (vite.config.ts); tests run the sources as Node does.
export default defineConfig({
  test: {
    // Two cores: more workers than that only make PostgreSQL wait for Node and Node for Chromium.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/house/**/*.test.ts'],
          // Two workers for the whole run instead of one a file: half the time, and a start that cannot hang two hundred times.
          isolate: false,
          // Property tests count in seconds on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        ssr,
        test: {
          ...shared,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          setupFiles: ['test/support/quiet.ts'],
          // The whole API is loaded once a worker, not once a file: four minutes of a run. Each file has an application of its own.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ssr,
        test: {
          ...shared,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          setupFiles: ['test/support/quiet.ts'],
          isolate: false,
          testTimeout: 300_000,
          // A browser on a shared machine stumbles now and then; a journey that fails twice is broken.
          retry: 1,
          hookTimeout: 120_000,
          // Each file drives a browser, a server and a database of its own.
          maxWorkers: 2,
        },
      },
    ],
  },
});
