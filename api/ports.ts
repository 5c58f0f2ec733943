/** The adapters this installation runs on. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { App, Ports } from '#api/context.ts';
import { createPdfDocuments } from '#api/ports/documents/pdf.ts';
import { createEmbeddedExchange } from '#api/ports/exchange/embedded.ts';
import { createHttpExchange } from '#api/ports/exchange/http.ts';
import type { ExchangePort } from '#api/ports/exchange/port.ts';
import { createHttpFapiao } from '#api/ports/fapiao/http.ts';
import { manualFapiao } from '#api/ports/fapiao/manual.ts';
import { sweep } from '#api/ports/files/common.ts';
import { createLocalFiles } from '#api/ports/files/local.ts';
import type { FilesPort } from '#api/ports/files/port.ts';
import { createFolderMail } from '#api/ports/mail/folder.ts';
import { createSmtpMail } from '#api/ports/mail/smtp.ts';
import { createLocalParts } from '#api/ports/parts/local.ts';
import { bankTransfer } from '#api/ports/payments/bank.ts';
import { createStripe } from '#api/ports/payments/stripe.ts';
import type { EnrolPort } from '#api/ports/seal/enrol-port.ts';
import { createEst } from '#api/ports/seal/est.ts';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import { createLocalStatements } from '#api/ports/seal/local-statements.ts';
import { withFallback } from '#api/ports/search/fallback.ts';
import { createMeilisearch } from '#api/ports/search/meilisearch.ts';
import type { SearchPort } from '#api/ports/search/port.ts';
import { createPostgresSearch } from '#api/ports/search/postgres.ts';
import { createDuckdbTables } from '#api/ports/tables/duckdb.ts';
import { createHttpTimestamps } from '#api/ports/timestamp/http.ts';
import { createLocalTimestamps } from '#api/ports/timestamp/local.ts';
import type { TimestampPort } from '#api/ports/timestamp/port.ts';

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
  const files = await filesOf(env, at);
  const tables = await createDuckdbTables({
    directories: [at('files'), at('scratch'), at('cache')],
    scratchRoot: at('tables'),
    log,
  });
  // Not the spill folders of a server that runs beside this one.
  await sweep(at('tables'), /^(?:export|sql)-/);
  const authority = { dir: at('ca'), secret: env.SESSION_SECRET, clock };
  const timestamps = await timestampsOf(env, createLocalTimestamps(authority));
  const from = env.MAIL_FROM ?? `Jinshu <no-reply@${new URL(env.PUBLIC_URL).hostname}>`;
  const mail =
    env.SMTP_URL === undefined
      ? createFolderMail({ dir: at('mail'), from, clock })
      : createSmtpMail({ url: env.SMTP_URL, from });
  return {
    ports: {
      files,
      parts: await createLocalParts({ root: at('uploads') }),
      tables,
      seal: createLocalSeal({ ...authority, timestamps, ...(await enrolOf(env)) }),
      statements: createLocalStatements(authority),
      timestamps,
      documents: createPdfDocuments({ publicUrl: env.PUBLIC_URL }),
      mail,
      search: makeSearch({ env, db, log }),
      exchange: exchangeOf(env, files),
      payments: bankTransfer,
      fapiao: fapiaoOf(env, clock),
      checkout: checkoutOf(env),
    },
    close: async () => {
      await Promise.all([tables.close(), mail.close()]);
    },
  };
}

/** The platform's own clock, unless an outside authority is named; the own clock's older tokens count still. */
async function timestampsOf(env: App['env'], own: TimestampPort): Promise<TimestampPort> {
  const { TSA_URL, TSA_ROOTS } = env;
  if (TSA_URL === undefined || TSA_ROOTS === undefined) return own;
  const roots = await certificatesIn('TSA_ROOTS', TSA_ROOTS);
  return createHttpTimestamps({ url: TSA_URL, roots, alsoTrusted: () => own.roots() });
}

/** Certificates come from a licensed authority where one is named. */
async function enrolOf(env: App['env']): Promise<{ enrol?: EnrolPort }> {
  const { EST_URL, EST_ANCHORS, EST_USER: user, EST_PASSWORD: password } = env;
  if (EST_URL === undefined || EST_ANCHORS === undefined) return {};
  return {
    enrol: createEst({ url: EST_URL, user, password, anchors: await certificatesIn('EST_ANCHORS', EST_ANCHORS) }),
  };
}

async function certificatesIn(name: string, path: string): Promise<readonly string[]> {
  const found = (await readFile(path, 'utf8')).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (found === null) throw new Error(`the file of ${name} holds no certificate`);
  return found;
}

/** The database searches, unless an engine is named; then it stands behind it. */
export function makeSearch({ env, db, log }: Pick<App, 'env' | 'db' | 'log'>): SearchPort {
  const base = createPostgresSearch(db);
  if (env.MEILI_URL === undefined) return base;
  return withFallback(createMeilisearch({ url: env.MEILI_URL, key: env.MEILI_KEY }), base, { db, log });
}

async function filesOf(env: App['env'], at: (...names: string[]) => string): Promise<FilesPort> {
  const { S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = env;
  const scratchRoot = at('scratch');
  // Files and work in progress lie side by side, so that keeping a file is a rename.
  if (S3_BUCKET === undefined) return createLocalFiles({ root: at('files'), scratchRoot });
  const { createS3Files } = await import('#api/ports/files/s3.ts');
  return createS3Files({
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    ...(S3_ENDPOINT === undefined ? {} : { endpoint: S3_ENDPOINT }),
    ...(S3_REGION === undefined ? {} : { region: S3_REGION }),
    scratchRoot,
    cacheRoot: at('cache'),
  });
}

/** Sellers issue by hand unless a service is named. */
function fapiaoOf({ FAPIAO_URL, FAPIAO_KEY_ID, FAPIAO_SECRET }: App['env'], clock: App['clock']) {
  if (FAPIAO_URL === undefined || FAPIAO_KEY_ID === undefined || FAPIAO_SECRET === undefined) return manualFapiao;
  return createHttpFapiao({ url: FAPIAO_URL, keyId: FAPIAO_KEY_ID, secret: FAPIAO_SECRET, now: () => clock.now() });
}

/** Batches between agencies go through the exchange platform that is named, or lie here until they are taken. */
function exchangeOf({ EXCHANGE_URL: url, EXCHANGE_TOKEN: token }: App['env'], files: FilesPort): ExchangePort {
  return url === undefined || token === undefined ? createEmbeddedExchange(files) : createHttpExchange({ url, token });
}

/** Off unless both keys are there; the environment refuses one without the other. */
function checkoutOf({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE }: App['env']) {
  if (STRIPE_SECRET_KEY === undefined || STRIPE_WEBHOOK_SECRET === undefined) return null;
  return createStripe({
    secretKey: STRIPE_SECRET_KEY,
    webhookSecret: STRIPE_WEBHOOK_SECRET,
    ...(STRIPE_API_BASE === undefined ? {} : { apiBase: STRIPE_API_BASE }),
  });
}
