/** The configuration, parsed once; everything that is wrong with it is named at once. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high, {
      message: `must be a whole number from ${low} to ${high}`,
    })
    .transform(Number);

const oneOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

/** `2` (proxies in front), or the proxies' addresses: `loopback`, `10.0.0.0/8, 192.0.2.7`. Never "trust everyone". */
const proxies = z
  .string()
  .refine((text) => /^\d{1,2}$/.test(text) || text.split(',').every((part) => /^\s*[\w.:/]+\s*$/.test(part)), {
    message: 'must be the number of proxies in front, or their addresses separated by commas',
  })
  .refine((text) => !/^(true|false|yes|no)$/i.test(text), {
    message: 'must name the proxies: with "true" any client could choose its own address',
  })
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.split(',').map((part) => part.trim())));

/** Inner addresses that webhooks and harvests may call all the same: `host:port` separated by commas. */
const hostsAndPorts = z
  .string()
  .refine((text) => text.split(',').every((part) => /^\s*(\[[\da-f:.]+\]|[\w.-]+):\d{1,5}\s*$/i.test(part)), {
    message: 'must be host:port, several separated by commas',
  })
  .transform((text): readonly string[] => text.split(',').map((part) => part.trim().toLowerCase()));

const variables = z.object({
  NODE_ENV: oneOf('development', 'production', 'test').default('development'),
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a host name')
    .optional(),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((dir) => path.resolve(dir)),
  DATABASE_URL: url('postgresql:', 'postgres:')
    .refine((text) => URL.canParse(text) && new URL(text).pathname.length > 1, {
      message: 'must name a database: postgresql://user:password@host:5432/name',
    })
    .optional(),
  PUBLIC_URL: url('http:', 'https:')
    .refine((text) => URL.canParse(text) && new URL(text).pathname === '/' && new URL(text).search === '', {
      message: 'must be an address without a path',
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  SESSION_SECRET: z.string().optional(),
  SEED: oneOf('demo', 'none').optional(),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').optional(),
  JOBS: oneOf('in-process', 'off').default('in-process'),
  TRUST_PROXY: proxies.optional(),
  MEILI_URL: url('http:', 'https:').optional(),
  MEILI_KEY: z.string().optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_/, 'must start with sk_ or rk_')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, 'must start with whsec_ and have no spaces')
    .optional(),
  STRIPE_API_BASE: url('http:', 'https:').optional(),
  FAPIAO_URL: url('http:', 'https:').optional(),
  FAPIAO_KEY_ID: z.string().max(100).optional(),
  FAPIAO_SECRET: z.string().min(32, 'must have 32 or more characters').optional(),
  S3_ENDPOINT: url('http:', 'https:').optional(),
  S3_REGION: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]{1,100} )?<?[^\s<>@]+@[^\s<>@]+>?$/,
      'must be an e-mail address, or a name with one: Jinshu <data@example.cn>',
    )
    .optional(),
  TSA_URL: url('http:', 'https:').optional(),
  TSA_ROOTS: z.string().optional(),
  EST_URL: url('http:', 'https:').optional(),
  EST_ANCHORS: z.string().optional(),
  EST_USER: z.string().optional(),
  EST_PASSWORD: z.string().optional(),
  EXCHANGE_URL: url('http:', 'https:').optional(),
  EXCHANGE_TOKEN: z.string().min(16, 'must have 16 or more characters').optional(),
  OIDC_ISSUER: url('http:', 'https:').optional(),
  OIDC_CLIENT_ID: z.string().max(200).optional(),
  OIDC_CLIENT_SECRET: z.string().min(16, 'must have 16 or more characters').optional(),
  /** What the button calls it, in Chinese and after a bar in English. */
  OIDC_NAME: z.string().max(80).optional(),
  /** The claim that is shown so that a person knows the identity again; it decides nothing. */
  OIDC_NAME_CLAIM: z
    .string()
    .regex(/^[\w.:/-]{1,100}$/, 'must be the name of a claim')
    .default('name'),
  /** Values of `amr` or `acr` by which the issuer says that it saw a second factor (RFC 8176), separated by commas. */
  OIDC_FACTOR_VALUES: z
    .string()
    .default('mfa,otp,hwk')
    .transform((text): readonly string[] => text.split(',').map((one) => one.trim())),
  OUTBOUND_ALLOW: hostsAndPorts.default([]),
});

type Parsed = z.output<typeof variables>;

export interface Env extends Parsed {
  readonly PUBLIC_URL: string;
  readonly SESSION_SECRET: string;
  readonly SEED: 'demo' | 'none';
  readonly LOG_LEVEL: NonNullable<Parsed['LOG_LEVEL']>;
}

export interface EnvFault {
  readonly name: string;
  readonly reason: string;
}

/** Thrown with every fault; its message has one line for each, and never the value (it may be a secret). */
export class EnvError extends Error {
  constructor(readonly faults: readonly EnvFault[]) {
    super(faults.map(({ name, reason }) => `${name} ${reason}`).join('\n'));
    this.name = 'EnvError';
  }
}

type Source = Readonly<Record<string, string | undefined>>;

/**
 * @param secretOf where the secret comes from outside production when none is given: kept in the data directory, so that
 *   sessions outlive a restart.
 */
export function readEnv(source: Source, secretOf: (dataDir: string) => string = keptSecret): Env {
  // `NAME=` in a compose file means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = variables.safeParse(given);
  const faults: EnvFault[] = (result.error?.issues ?? []).map((issue) => ({
    name: issue.path.join('.'),
    reason: issue.message,
  }));
  faults.push(...faultsBetween(given));
  if (!result.success || faults.length > 0) throw new EnvError(faults);
  const env = result.data;
  const production = env.NODE_ENV === 'production';
  return {
    ...env,
    PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    SESSION_SECRET: env.SESSION_SECRET ?? secretOf(env.DATA_DIR),
    SEED: env.SEED ?? (env.NODE_ENV === 'development' ? 'demo' : 'none'),
    LOG_LEVEL: env.LOG_LEVEL ?? (production ? 'info' : 'warn'),
  };
}

/** Rules over more than one variable. */
function faultsBetween(given: Source): EnvFault[] {
  const faults: EnvFault[] = [];
  const secret = given.SESSION_SECRET;
  if (given.NODE_ENV === 'production') {
    if (secret === undefined)
      faults.push({ name: 'SESSION_SECRET', reason: 'is required in production: 32 or more random characters' });
    if (given.PUBLIC_URL === undefined)
      faults.push({ name: 'PUBLIC_URL', reason: 'is required in production: the address people type' });
    const issuer = given.OIDC_ISSUER;
    if (issuer?.startsWith('http:') && !isLoopback(issuer))
      faults.push({ name: 'OIDC_ISSUER', reason: 'must start with https:// in production' });
    if (secret !== undefined && isWeak(secret)) {
      faults.push({
        name: 'SESSION_SECRET',
        reason: 'is too weak for production: take 32 or more random characters (openssl rand -base64 48)',
      });
    }
  }
  for (const [name, needs] of Object.entries(together)) {
    if (given[name] === undefined) continue;
    for (const other of needs)
      if (given[other] === undefined) faults.push({ name: other, reason: `is required when ${name} is set` });
  }
  return faults;
}

const together: Readonly<Record<string, readonly string[]>> = {
  OIDC_ISSUER: ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  OIDC_CLIENT_ID: ['OIDC_ISSUER'],
  OIDC_CLIENT_SECRET: ['OIDC_ISSUER'],
  MEILI_KEY: ['MEILI_URL'],
  EXCHANGE_URL: ['EXCHANGE_TOKEN'],
  EXCHANGE_TOKEN: ['EXCHANGE_URL'],
  STRIPE_SECRET_KEY: ['STRIPE_WEBHOOK_SECRET'],
  STRIPE_WEBHOOK_SECRET: ['STRIPE_SECRET_KEY'],
  FAPIAO_URL: ['FAPIAO_KEY_ID', 'FAPIAO_SECRET'],
  FAPIAO_KEY_ID: ['FAPIAO_URL'],
  FAPIAO_SECRET: ['FAPIAO_URL'],
  S3_BUCKET: ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  S3_ENDPOINT: ['S3_BUCKET'],
  SMTP_URL: ['MAIL_FROM'],
  TSA_URL: ['TSA_ROOTS'],
  TSA_ROOTS: ['TSA_URL'],
  EST_URL: ['EST_ANCHORS'],
  EST_ANCHORS: ['EST_URL'],
  EST_USER: ['EST_URL', 'EST_PASSWORD'],
  EST_PASSWORD: ['EST_USER'],
};

/** An issuer on this very machine, as in tests and trials. */
export function isLoopback(address: string): boolean {
  return URL.canParse(address) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname);
}

/** Too short, too few different characters, a short piece repeated, or words of a template nobody replaced. */
export function isWeak(secret: string): boolean {
  const repeats = (secret + secret).indexOf(secret, 1) < secret.length;
  return (
    secret.length < 32 ||
    new Set(secret).size < 12 ||
    repeats ||
    /change.?me|secret|password|example|placeholder/i.test(secret)
  );
}

function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}
