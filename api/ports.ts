/** The adapters this installation runs on. */
import path from 'node:path';
import type { App, Ports } from '#api/context.ts';
import { createPdfDocuments } from '#api/ports/documents/pdf.ts';
import { createLocalFiles } from '#api/ports/files/local.ts';
import { createFolderMail } from '#api/ports/mail/folder.ts';
import { createSmtpMail } from '#api/ports/mail/smtp.ts';
import { bankTransfer } from '#api/ports/payments/bank.ts';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import { createPostgresSearch } from '#api/ports/search/postgres.ts';
import { createDuckdbTables } from '#api/ports/tables/duckdb.ts';

export interface ConnectedPorts {
  readonly ports: Ports;
  close(): Promise<void>;
}

export async function makePorts({
  env,
  db,
  clock,
  log,
}: Pick<App, 'env' | 'db' | 'clock' | 'log'>): Promise<ConnectedPorts> {
  const at = (...names: string[]) => path.join(env.DATA_DIR, ...names);
  // Files and work in progress lie side by side, so that keeping a file is a rename.
  const files = await createLocalFiles({ root: at('files'), scratchRoot: at('scratch') });
  const tables = await createDuckdbTables({
    directories: [at('files'), at('scratch')],
    scratchRoot: at('tables'),
    log,
  });
  const from = env.MAIL_FROM ?? `Jinshu <no-reply@${new URL(env.PUBLIC_URL).hostname}>`;
  const mail =
    env.SMTP_URL === undefined
      ? createFolderMail({ dir: at('mail'), from, clock })
      : createSmtpMail({ url: env.SMTP_URL, from });
  announceAbsent(env, log);
  return {
    ports: {
      files,
      tables,
      seal: createLocalSeal({ dir: at('ca'), secret: env.SESSION_SECRET, clock }),
      documents: createPdfDocuments({ publicUrl: env.PUBLIC_URL }),
      mail,
      search: createPostgresSearch(db),
      payments: bankTransfer,
    },
    close: async () => {
      await Promise.all([tables.close(), mail.close()]);
    },
  };
}

/** Settings of adapters that a later version brings are accepted, but nobody shall believe that they work already. */
function announceAbsent(env: App['env'], log: App['log']): void {
  for (const name of ['MEILI_URL', 'STRIPE_SECRET_KEY', 'S3_BUCKET'] as const) {
    if (env[name] !== undefined)
      log.warn({ variable: name }, 'this setting has no adapter in this version and is not used');
  }
}
