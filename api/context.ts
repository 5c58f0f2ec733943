/** What every use-case is given: who asks, when, and with which means. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Env } from '#api/env.ts';
import { makeId, type Noun } from '#api/kernel/ids.ts';
import type { Clock } from '#api/kernel/time.ts';
import type { WorkingCalendar } from '#api/kernel/working-days.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import type { DocumentsPort } from '#api/ports/documents/port.ts';
import type { ExchangePort } from '#api/ports/exchange/port.ts';
import type { FapiaoPort } from '#api/ports/fapiao/port.ts';
import type { FilesPort } from '#api/ports/files/port.ts';
import type { MailPort } from '#api/ports/mail/port.ts';
import type { PartsPort } from '#api/ports/parts/port.ts';
import type { CheckoutPort } from '#api/ports/payments/checkout-port.ts';
import type { PaymentsPort } from '#api/ports/payments/port.ts';
import type { SealPort } from '#api/ports/seal/port.ts';
import type { StatementPort } from '#api/ports/seal/statement-port.ts';
import type { SearchPort } from '#api/ports/search/port.ts';
import type { TablesPort } from '#api/ports/tables/port.ts';
import type { TimestampPort } from '#api/ports/timestamp/port.ts';
import type { Grant } from '#api/usage/rules/grant.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';

/** The client inside or outside a transaction; stores take this. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends'>;

export interface Ports {
  readonly files: FilesPort;
  readonly parts: PartsPort;
  readonly tables: TablesPort;
  readonly seal: SealPort;
  /** Short-lived tokens of the platform for programs. */
  readonly statements: StatementPort;
  readonly timestamps: TimestampPort;
  readonly documents: DocumentsPort;
  readonly mail: MailPort;
  readonly search: SearchPort;
  /** The platform that carries batches between agencies; this one itself where none is named. */
  readonly exchange: ExchangePort;
  readonly payments: PaymentsPort;
  /** Invoices of the tax side. */
  readonly fapiao: FapiaoPort;
  /** Cards and wallets; null where no provider is configured. */
  readonly checkout: CheckoutPort | null;
}

/** Someone who acts for an organisation, or a passer-by (`null` in Ctx). */
export interface Viewer {
  readonly personId: string;
  readonly displayName: string;
  readonly sessionId: string;
  /** The organisation acted for in this session. */
  readonly organization: {
    readonly id: string;
    readonly uscc: string;
    readonly name: string;
    readonly kind: 'agency' | 'enterprise';
    readonly regionCode: string;
    readonly level: 'province' | 'city' | 'county';
  };
  /** What the person may do for it. */
  readonly duties: readonly Duty[];
  /** Powers the organisation holds by document on the day of the request, each within one region. */
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
  /**
   * Set while the person acts for another under a delegation (decision 0070): `duties` are those lent alone, and `personId` stays the
   * human who acts. Checks of two people ask `isSelf`, which knows both.
   */
  readonly actingFor?: {
    readonly delegationId: string;
    readonly personId: string;
    readonly displayName: string;
    readonly kind: 'delegation' | 'deputy';
  };
  /** Set where the region asks for a second factor that the person has not: those duties sleep from that day on. */
  readonly factorDue?: { readonly duties: readonly Duty[]; readonly from: string; readonly asleep: boolean };
}

/** The long-lived means of the process, made once in app.ts. */
export interface App {
  readonly env: Env;
  readonly db: Db;
  readonly ports: Ports;
  readonly clock: Clock;
  readonly log: Logger;
  /** Working days of the years loaded so far; refuses to compute past the last of them. */
  readonly calendar: () => WorkingCalendar;
  /** 10 or more random bytes; the only source of randomness for services. */
  readonly random: (bytes: number) => Uint8Array;
}

export interface Ctx extends App {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly locale: 'zh' | 'en';
  /** The caller's address, kept for evidence of signatures; never logged with personal data. */
  readonly ip: string | null;
  /** What the caller's browser says it is; kept as a few words only. */
  readonly userAgent?: string;
  /** The mark of a browser that signed in before, as its cookie carries it. */
  readonly knownDevice?: string;
  /** The token of a sign-in under way in this browser. */
  readonly signInStep?: string;
  /** Hash of the token of a confirmed mailbox the caller carries; whose it is, `participantOf` tells. */
  readonly participantSession?: string;
  /** True inside `act`: the database in hand is the open transaction. */
  readonly inTransaction?: boolean;
  /** What the caller's API key opens; set for operations with `auth: 'key'` only. */
  readonly grant?: Grant;
  /** The caller's idempotency key with the hash of what was asked under it. */
  readonly idempotency?: { readonly key: string; readonly hash: string };
}

export function newId(ctx: Pick<App, 'clock' | 'random'>, noun: Noun): string {
  return makeId(noun, ctx.clock.now(), ctx.random(10));
}

export const cryptoRandom = (bytes: number): Uint8Array => randomBytes(bytes);

/** A context for work nobody asked for over HTTP: jobs, the seed, command lines. */
export function systemContext(app: App, over: Partial<Ctx> = {}): Ctx {
  return { ...app, viewer: null, requestId: newId(app, 'request'), locale: 'zh', ip: null, ...over };
}
