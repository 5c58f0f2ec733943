/** Requests of OAI-PMH 2.0: which arguments a verb takes, what they must look like, and the error each fault answers (section 3.6). */
import { isDay } from '#api/kernel/time.ts';

export const verbs = [
  'Identify',
  'ListMetadataFormats',
  'ListSets',
  'ListIdentifiers',
  'ListRecords',
  'GetRecord',
] as const;
export type Verb = (typeof verbs)[number];

export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch'
  | 'noMetadataFormats'
  | 'noSetHierarchy';

export interface OaiError {
  readonly code: OaiErrorCode;
  readonly text: string;
}

/** The one format we hand out; it is the one that every repository must. */
export const metadataPrefix = 'oai_dc';

/** What a list is asked for; the same goes into the resumption token. */
export interface Listing {
  /** Instants, both ends inclusive to the second; null for an open end. */
  readonly from: string | null;
  readonly until: string | null;
  readonly set: string | null;
}

export type OaiRequest =
  | { readonly verb: 'Identify' | 'ListSets' }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier: string | null }
  | { readonly verb: 'GetRecord'; readonly identifier: string }
  | { readonly verb: 'ListIdentifiers' | 'ListRecords'; readonly listing: Listing; readonly token: null }
  | { readonly verb: 'ListIdentifiers' | 'ListRecords'; readonly listing: null; readonly token: string };

const takes: Readonly<Record<Verb, { readonly required: readonly string[]; readonly optional: readonly string[] }>> = {
  Identify: { required: [], optional: [] },
  ListMetadataFormats: { required: [], optional: ['identifier'] },
  ListSets: { required: [], optional: ['resumptionToken'] },
  ListIdentifiers: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'] },
  ListRecords: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'] },
  GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [] },
};

export type Arguments = Readonly<Record<string, string | readonly string[] | undefined>>;
export type Parsed =
  | { readonly ok: true; readonly request: OaiRequest; readonly given: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly error: OaiError; readonly given: Readonly<Record<string, string>> };

/** `given` are the arguments to echo; none for a wrong verb or argument, as the protocol wants it. */
export function parseRequest(args: Arguments): Parsed {
  const fault = (code: OaiErrorCode, text: string, given: Readonly<Record<string, string>> = {}): Parsed => ({
    ok: false,
    error: { code, text },
    given,
  });
  const { verb } = args;
  if (typeof verb !== 'string' || !verbs.some((one) => one === verb))
    return fault('badVerb', 'The verb is missing, repeated or none of the six.');
  const asked = verb as Verb;
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(args)) {
    if (typeof value !== 'string') return fault('badArgument', `The argument ${name} is repeated.`);
    given[name] = value;
  }
  const token = given.resumptionToken;
  if (token !== undefined && (asked === 'ListIdentifiers' || asked === 'ListRecords')) {
    if (Object.keys(given).length !== 2) return fault('badArgument', 'A resumptionToken is given alone.');
    return { ok: true, request: { verb: asked, listing: null, token }, given };
  }
  const { required, optional } = takes[asked];
  const known = new Set(['verb', ...required, ...optional]);
  const unknown = Object.keys(given).find((name) => !known.has(name));
  if (unknown !== undefined) return fault('badArgument', `The verb ${asked} takes no argument ${unknown}.`);
  const missing = required.find((name) => given[name] === undefined);
  if (missing !== undefined) return fault('badArgument', `The argument ${missing} is missing.`);
  if (given.metadataPrefix !== undefined && given.metadataPrefix !== metadataPrefix)
    return fault('cannotDisseminateFormat', `Records are given out as ${metadataPrefix} only.`, given);
  switch (asked) {
    case 'Identify':
      return { ok: true, request: { verb: asked }, given };
    case 'ListSets':
      // All sets fit into one answer, so that none of our tokens can be for this verb.
      if (token !== undefined) return fault('badResumptionToken', 'The list of sets is given out whole.', given);
      return { ok: true, request: { verb: asked }, given };
    case 'ListMetadataFormats':
      return { ok: true, request: { verb: asked, identifier: given.identifier ?? null }, given };
    case 'GetRecord':
      return { ok: true, request: { verb: asked, identifier: given.identifier ?? '' }, given };
    default: {
      const listing = listingOf(given);
      if (typeof listing === 'string') return fault('badArgument', listing);
      return { ok: true, request: { verb: asked, listing, token: null }, given };
    }
  }
}

/** What is asked for, or the sentence that says why it cannot be. */
function listingOf(given: Readonly<Record<string, string>>): Listing | string {
  const from = given.from === undefined ? null : stampOf(given.from, 'from');
  const until = given.until === undefined ? null : stampOf(given.until, 'until');
  for (const one of [from, until]) if (one?.ok === false) return one.text;
  if (from?.ok && until?.ok) {
    if (from.day !== until.day) return 'from and until must be of one granularity.';
    if (from.instant > until.instant) return 'from lies after until.';
  }
  return { from: from?.ok ? from.instant : null, until: until?.ok ? until.instant : null, set: given.set ?? null };
}

type Stamp =
  | { readonly ok: true; readonly day: boolean; readonly instant: string }
  | { readonly ok: false; readonly text: string };

/** Datestamps are UTC, of a day or of a second. */
function stampOf(text: string, name: 'from' | 'until'): Stamp {
  const day = isDay(text);
  const second = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/.test(text) && isDay(text.slice(0, 10));
  if (!day && !second) return { ok: false, text: `${name} must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.` };
  const instant = day ? `${text}T${name === 'from' ? '00:00:00' : '23:59:59'}Z` : text;
  return { ok: true, day, instant };
}

/** An instant as a datestamp: whole seconds. */
export const stamp = (instant: string): string => `${instant.slice(0, 19)}Z`;

/** The sets: agencies by credit code, themes by their code, each also found under its kind. */
export type SetQuery =
  | { readonly kind: 'all' }
  | { readonly kind: 'agency'; readonly uscc: string }
  | { readonly kind: 'theme'; readonly theme: string };

export function setQueryOf(set: string | null): SetQuery | null {
  if (set === null || set === 'agency' || set === 'theme') return { kind: 'all' };
  const [, kind, code = ''] = /^(agency|theme):([A-Za-z0-9_]+)$/.exec(set) ?? [];
  if (kind === 'agency') return { kind, uscc: code };
  return kind === 'theme' ? { kind, theme: code } : null;
}

/** `oai:data.example.cn:306014/000127`, by the guideline for identifiers. */
export const identifierOf = (host: string, code: string): string => `oai:${host}:${code}`;

export function codeOfIdentifier(host: string, identifier: string): string | null {
  const head = `oai:${host}:`;
  return identifier.startsWith(head) ? identifier.slice(head.length) : null;
}
