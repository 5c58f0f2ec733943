/** The adapters this installation runs on. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { App, Ports } from '#api/context.ts';
import { createLocalFiles } from '#api/ports/files/local.ts';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';

export interface ConnectedPorts {
  readonly ports: Ports;
  close(): Promise<void>;
}

export async function makePorts({
  env,
  clock,
}: Pick<App, 'env' | 'db' | 'clock' | 'log' | 'random'>): Promise<ConnectedPorts> {
  const at = (...names: string[]) => path.join(env.DATA_DIR, ...names);
  const files = await createLocalFiles({ root: at('files'), scratchRoot: at('scratch') });
  const seal = createLocalSeal({ dir: at('ca'), secret: env.SESSION_SECRET, clock });
  const absent = (file: string): never =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error(`${file}: not yet ${existsSync(file)}`);
        },
      },
    ) as never;
  return {
    ports: { files, seal, tables: absent('tables'), documents: absent('documents'), search: absent('search') },
    close: async () => {},
  };
}
