/** OAI-PMH 2.0 over the catalogue. Lists are read by keyset; what continues one is in a token that we sign and do not keep. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { findHolder } from '#api/organizations/service.ts';
import { contactOf } from './rules/describe.ts';
import {
  envelope,
  errorBody,
  formatsBody,
  identifyBody,
  listBody,
  recordOf,
  setsBody,
  type TokenShown,
  type Xml,
} from './rules/oai/answer.ts';
import {
  type Arguments,
  codeOfIdentifier,
  type Listing,
  type OaiError,
  type OaiRequest,
  parseRequest,
  setQueryOf,
} from './rules/oai/request.ts';
import type { DatasetRecord } from './rules/record.ts';
import { recordsOf } from './service.ts';
import * as store from './store.ts';

const perAnswer = 100;
const tokenHours = 24;

export async function answerOai(ctx: Ctx, args: Arguments): Promise<Xml> {
  const parsed = parseRequest(args);
  const frame = { at: ctx.clock.now().toISOString(), base: ctx.env.PUBLIC_URL, given: parsed.given };
  if (!parsed.ok) return envelope(frame, errorBody(parsed.error));
  return envelope(frame, await bodyOf(ctx, parsed.request));
}

const hostOf = (ctx: Ctx): string => new URL(ctx.env.PUBLIC_URL).hostname;

async function bodyOf(ctx: Ctx, request: OaiRequest): Promise<Xml> {
  const base = ctx.env.PUBLIC_URL;
  switch (request.verb) {
    case 'Identify': {
      const [holder, earliest] = await Promise.all([
        findHolder(ctx, 'information_department', provinceCode),
        store.earliest(ctx.db),
      ]);
      const email = holder === null ? null : contactOf(holder).email;
      // The protocol demands an address; one that is certain to lead nowhere is better than one that is made up.
      return identifyBody(
        base,
        hostOf(ctx),
        (earliest ?? ctx.clock.now()).toISOString(),
        email ?? `postmaster@${hostOf(ctx)}`,
      );
    }
    case 'ListMetadataFormats': {
      if (request.identifier === null || (await find(ctx, request.identifier)) !== null) return formatsBody;
      return errorBody(unknown(request.identifier));
    }
    case 'ListSets':
      return setsBody(await store.publishingAgencies(ctx.db));
    case 'GetRecord': {
      const record = await find(ctx, request.identifier);
      if (record === null) return errorBody(unknown(request.identifier));
      return { GetRecord: { record: recordOf(record, hostOf(ctx), base) } };
    }
    default:
      return listOf(ctx, request);
  }
}

const unknown = (identifier: string): OaiError => ({
  code: 'idDoesNotExist',
  text: `There is no record ${identifier.slice(0, 100)}.`,
});

async function find(ctx: Ctx, identifier: string): Promise<DatasetRecord | null> {
  const code = codeOfIdentifier(hostOf(ctx), identifier);
  const listed = code === null ? null : await store.findListed(ctx.db, code);
  const [record] = listed === null ? [] : await recordsOf(ctx, [listed]);
  return record ?? null;
}

interface Token extends Listing {
  readonly verb: string;
  readonly after: string;
  readonly cursor: number;
  readonly size: number;
  /** Seconds since 1970. */
  readonly expires: number;
}

type ListRequest = Extract<OaiRequest, { verb: 'ListIdentifiers' | 'ListRecords' }>;

async function listOf(ctx: Ctx, request: ListRequest): Promise<Xml> {
  const token = request.token === null ? null : readToken(ctx, request.verb, request.token);
  const bad: OaiError = {
    code: 'badResumptionToken',
    text: 'The token is not ours, is for another verb or has expired.',
  };
  if (request.token !== null && token === null) return errorBody(bad);
  const listing = token ?? request.listing;
  if (listing === null) return errorBody(bad);
  const set = setQueryOf(listing.set);
  const none: OaiError = { code: 'noRecordsMatch', text: 'Nothing was changed in that time and set.' };
  if (set === null) return errorBody(none);
  const choice: store.Choice = {
    withdrawn: 'with',
    from: listing.from,
    until: listing.until,
    uscc: set.kind === 'agency' ? set.uscc : null,
    theme: set.kind === 'theme' ? set.theme : null,
  };
  const listed = await store.listEntries(ctx.db, choice, { after: token?.after ?? null, take: perAnswer + 1 });
  const shown = listed.slice(0, perAnswer);
  const last = shown.at(-1);
  if (last === undefined) return errorBody(token === null ? none : bad);
  const more = listed.length > perAnswer;
  const size = token?.size ?? (more ? await store.countEntries(ctx.db, choice) : shown.length);
  const cursor = token?.cursor ?? 0;
  const expires = Math.floor(ctx.clock.now().getTime() / 1000) + tokenHours * 3600;
  const { from, until, set: asked } = listing;
  const next: TokenShown | null =
    !more && token === null
      ? null
      : {
          token: more
            ? writeToken(ctx, {
                verb: request.verb,
                from,
                until,
                set: asked,
                after: last.id,
                cursor: cursor + shown.length,
                size,
                expires,
              })
            : '',
          expires: new Date(expires * 1000).toISOString(),
          size,
          cursor,
        };
  const records = await recordsOf(ctx, shown);
  return listBody(request.verb, records, { host: hostOf(ctx), base: ctx.env.PUBLIC_URL }, next);
}

const sign = (ctx: Ctx, text: string): Buffer =>
  createHmac('sha256', ctx.env.SESSION_SECRET).update(`oai ${text}`).digest().subarray(0, 16);

function writeToken(ctx: Ctx, token: Token): string {
  const body = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${body}.${sign(ctx, body).toString('base64url')}`;
}

function readToken(ctx: Ctx, verb: string, text: string): Token | null {
  const [body = '', signature = ''] = text.split('.');
  const given = Buffer.from(signature, 'base64url');
  const ours = sign(ctx, body);
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) return null;
  const token = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Token;
  return token.verb === verb && token.expires * 1000 > ctx.clock.now().getTime() ? token : null;
}
