/** Which real thing an address is about: the first id of the noun that stands at that place, as an outsider may have seen it. */
import { type Noun, prefixes } from '#api/kernel/ids.ts';
import type { Operation } from '#api/kernel/operation.ts';
import { isBytes } from '#api/kernel/operation.ts';
import { sample } from './sample.ts';

const nouns: Readonly<Record<string, Noun>> = {
  agreements: 'agreement',
  applications: 'application',
  orders: 'order',
  entries: 'entry',
  desk: 'targeted',
  cases: 'targeted',
  products: 'product',
  statements: 'statement',
  versions: 'version',
  requests: 'request',
  amendments: 'amendment',
  filings: 'filing',
  keys: 'apiKey',
  refunds: 'refund',
  payouts: 'payout',
  'payout-accounts': 'payoutAccount',
  'payout-batches': 'payoutBatch',
  measures: 'measure',
  endings: 'ending',
  dispositions: 'disposition',
  'joint-applications': 'joint_case',
  'licensing-calls': 'licensing_call',
  sources: 'source',
  runs: 'run',
  records: 'record',
  'agreement-templates': 'agreement_template',
  'treasury-repayments': 'repayment',
  'treasury-lines': 'treasuryLine',
  jobs: 'enclaveJob',
  reuses: 'showcase',
  subscriptions: 'subscription',
  views: 'view',
  papers: 'credential',
  corrections: 'correction',
  ratings: 'rating',
  'source-notices': 'sourceNotice',
  documents: 'document',
  tokens: 'token',
  synonyms: 'synonym',
  notices: 'notice',
  'order-keys': 'orderKey',
  'licensing-faq': 'licensing_faq',
  clues: 'clue',
  members: 'person',
  invitations: 'invitation',
  'factor-resets': 'factorReset',
  identities: 'identity',
  moves: 'bankMove',
  lines: 'bankLine',
};

export interface Known {
  /** One id by prefix, where the world has one. */
  readonly ids: ReadonlyMap<string, string>;
  readonly params: Readonly<Record<string, string>>;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
}

export function callOf(operation: Operation, known: Known): Call {
  const parts = operation.path.split('/');
  const path = parts
    .map((part, at) => {
      if (!part.startsWith(':')) return part;
      const name = part.slice(1);
      const before = parts[at - 1] ?? '';
      const noun = nouns[before];
      const id = noun === undefined ? undefined : known.ids.get(prefixes[noun]);
      return encodeURIComponent(known.params[`${before}/${name}`] ?? id ?? known.params[name] ?? unknownId(noun));
    })
    .join('/');
  const query = sample(operation.query) as Record<string, unknown>;
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  const asked = operation.method !== 'get' && operation.upload === undefined;
  return {
    method: operation.method.toUpperCase(),
    path: `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`,
    body: asked ? JSON.stringify(sample(operation.body) ?? {}) : null,
  };
}

const unknownId = (noun: Noun | undefined): string =>
  `${noun === undefined ? 'xxx' : prefixes[noun]}_${'0'.repeat(26)}`;

export const answersJson = (operation: Operation): boolean => !isBytes(operation.out);
