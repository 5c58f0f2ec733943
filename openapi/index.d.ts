import type { Client } from 'openapi-fetch';
import type { components, operations, paths } from './client.d.ts';

export type { components, operations, paths };
export type Schemas = components['schemas'];

/** A problem document (RFC 9457) with a stable code and a sentence in both languages. */
export type Problem = Schemas['Problem'];

/** A call that was refused by name. `code` is stable; `message` is for people. */
export declare class JinshuRefusal extends Error {
  constructor(problem: Problem, response: Response);
  readonly code: string;
  readonly status: number;
  /** The sentence in Chinese and English. */
  readonly title: string;
  /** What is wrong with single fields of the input; empty where the refusal is not about fields. */
  readonly fields: readonly { readonly path: string; readonly zh: string; readonly en: string }[];
  /** Name this to the operator: the log knows the call by it. */
  readonly requestId: string;
  readonly problem: Problem;
}

export interface JinshuOptions {
  /** Where the portal is, e.g. `https://data.example.cn`. */
  readonly url: string;
  /** An API key `jsk_…` (licensed data), an access token `jst_…` or a session token `jss_…`. Open data needs none. */
  readonly credential?: string;
  /** Language of the sentences in refusals; `zh-CN` unless told. */
  readonly language?: 'zh-CN' | 'en';
  /** Further attempts after 429 or 503; 3 unless told. */
  readonly retries?: number;
  /** Longest pause that is waited for, in seconds; 60 unless told. A longer one is answered as a refusal at once. */
  readonly longestPause?: number;
  readonly fetch?: (request: Request) => Promise<Response>;
}

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
type Answer<Name extends keyof operations> = operations[Name] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;
type Query<Name extends keyof operations> = operations[Name] extends { parameters: { query?: infer Asked } }
  ? Omit<NonNullable<Asked>, 'cursor'>
  : never;

export type OpenPage = Answer<'readRows'>;
export type LicensedPage = Answer<'readLicensedRows'>;
export type OpenOptions = Partial<Query<'readRows'>> & {
  /** Number of a version; the latest one unless told. */
  readonly version?: number | 'latest';
};
export type LicensedOptions = Partial<Query<'readLicensedRows'>>;

export interface Jinshu {
  /** Every operation of the API, typed by its path. Pass the answer to `done`. */
  readonly api: Client<paths>;
  /** Page after page, by cursor: as quick at the end as at the start. */
  openPages(code: string, options?: OpenOptions): AsyncGenerator<OpenPage, void, undefined>;
  /** Row after row, as objects by column name. */
  openRows(code: string, options?: OpenOptions): AsyncGenerator<Row, void, undefined>;
  /** Each page is one logged delivery: `delivery_id` and `acquired_on` are what a product cites (Article 20). */
  licensedPages(code: string, options?: LicensedOptions): AsyncGenerator<LicensedPage, void, undefined>;
  licensedRows(code: string, options?: LicensedOptions): AsyncGenerator<Row, void, undefined>;
}

/**
 * A client of one portal. Calls that change something carry an Idempotency-Key, so that a repeated one acts once;
 * 429 and 503 are waited for as `Retry-After` asks.
 */
export declare function createJinshu(options: JinshuOptions): Jinshu;

/** What a call answered. Throws {@link JinshuRefusal} when it was refused. */
export declare function done<Data>(answer: {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}): NonNullable<Data>;
