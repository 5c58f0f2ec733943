/**
 * Citing what was taken. A version never changes, so a question to it has one answer for ever; a citation keeps both the
 * question and the hash of the answer, and anyone may have it checked that the table still answers the same.
 */
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { getPublicEntry } from '#api/catalog/read.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { citationOut, verificationOut } from './citations-contract.ts';
import * as store from './citations-store.ts';
import { getOpenVersion, showPublishedVersion } from './open.ts';
import { openExport, type PublishedVersion } from './read.ts';
import { type CitationFormat, type Cited, citationFormats, citationForms, citationKey } from './rules/citation.ts';
import {
  type CitedQuery,
  type citationBody,
  citedOf,
  isWhole,
  normalised,
  queryText,
  readableQuery,
  rowText,
  viewSearch,
} from './rules/citation-query.ts';
import { refuse } from './rules/citation-refusals.ts';
import { parseFilter, parseSort } from './rules/query.ts';
import { showTombstone } from './tombstone.ts';

export type CitationOut = z.input<typeof citationOut>;
export type VerificationOut = z.input<typeof verificationOut>;

/** More rows than a reader looks through; the whole version has a checksum of its own. */
const mostRows = 1_000_000;

export interface CitationFile {
  readonly text: string;
  readonly mediaType: string;
  readonly fileName: string;
}

function fileOf(cited: Cited, format: CitationFormat): CitationFile {
  const { write, mediaType, extension } = citationForms[format];
  return {
    text: write(cited),
    mediaType,
    fileName: `${citationKey(cited.code, cited.version)}-${format}.${extension}`,
  };
}

const everyForm = (cited: Cited) =>
  Object.fromEntries(citationFormats.map((format) => [format, citationForms[format].write(cited)])) as Readonly<
    Record<CitationFormat, string>
  >;

/** Also of data that needs a licence: what is cited is public. */
async function citedVersion(ctx: Ctx, code: string, number: number | 'latest') {
  const entry = await getPublicEntry(ctx, code);
  const version = await showPublishedVersion(ctx, code, number);
  const cited = citedOf({
    agency: entry.provider.name,
    title: entry.content.title,
    titleEn: entry.content.title_en,
    code,
    version: version.number,
    publishedOn: dayOf(new Date(version.published_at)),
    acquiredOn: dayOf(ctx.clock.now()),
    url: `${ctx.env.PUBLIC_URL}/datasets/${code}/versions/${version.number}`,
  });
  return { entry, version, cited };
}

export async function citeVersion(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  format: CitationFormat,
): Promise<CitationFile> {
  return fileOf((await citedVersion(ctx, code, number)).cited, format);
}

/** A version with its citation in every form. */
export async function citeInEveryForm(ctx: Ctx, code: string, number: number | 'latest') {
  const { entry, version, cited } = await citedVersion(ctx, code, number);
  return { entry, version, citations: everyForm(cited) };
}

/** The same question to the same version has one citation, whoever asks. */
export async function createCitation(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  asked: z.output<typeof citationBody>,
): Promise<CitationOut> {
  const query = normalised(asked);
  const { version } = await getOpenVersion(ctx, code, number, asked.table);
  if (isWhole(query)) throw refuse('datasets.cite_whole');
  const queryHash = createHash('sha256').update(queryText(query)).digest('hex');
  const known = await store.findByQuery(ctx.db, version.id, asked.table, queryHash);
  if (known !== null) return showCitation(ctx, known);
  await throttle(ctx);
  const answer = await answerOf(ctx, version, query);
  const event = { action: 'datasets.cite', subject: ['citation', 'new'] } as const;
  const id = await act(ctx, event, async (tx, note) => {
    const made = newId(tx, 'citation');
    await store.insertCitation(tx.db, {
      id: made,
      versionId: version.id,
      table: asked.table,
      query,
      queryHash,
      rowCount: BigInt(answer.rows),
      resultSha256: answer.sha256,
      createdAt: tx.clock.now(),
    });
    note({ version: version.id, query_sha256: queryHash }, made);
    return made;
  }).catch(async (error: unknown) => {
    // Two readers citing the same at once: one row, found by both.
    const other =
      sqlState(error) === '23505' ? await store.findByQuery(ctx.db, version.id, asked.table, queryHash) : null;
    if (other === null) throw error;
    return other;
  });
  return showCitation(ctx, id);
}

async function load(ctx: Ctx, id: string) {
  const row = /^cit_[0-9a-v]{26}$/.test(id) ? await store.findCitation(ctx.db, id) : null;
  if (row === null) throw refuse('datasets.citation_not_found');
  return row;
}

/** What the entry says of itself today, or said when it was withdrawn. */
async function standing(ctx: Ctx, code: string) {
  try {
    return { entry: await getPublicEntry(ctx, code), withdrawn: null };
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'catalog.withdrawn') throw error;
    const { entry, withdrawn_at, reason } = await showTombstone(ctx, code);
    return { entry, withdrawn: { at: withdrawn_at, reason } };
  }
}

async function citedView(ctx: Ctx, id: string) {
  const row = await load(ctx, id);
  const { code } = row.version.entry;
  const { entry, withdrawn } = await standing(ctx, code);
  const source = {
    agency: entry.provider.name,
    title: entry.content.title,
    titleEn: entry.content.title_en,
    code,
    version: row.version.number,
    publishedOn: dayOf(row.version.publishedAt ?? row.createdAt),
    acquiredOn: dayOf(row.createdAt),
    url: `${ctx.env.PUBLIC_URL}/cite/${id}`,
  };
  const rows = Number(row.rowCount);
  return { row, withdrawn, cited: citedOf(source, { id, query: readableQuery(row.query, row.table), rows }) };
}

export async function showCitation(ctx: Ctx, id: string): Promise<CitationOut> {
  const { row, withdrawn, cited } = await citedView(ctx, id);
  const { filter, sort, columns, q } = row.query;
  return {
    id,
    url: cited.url,
    state: withdrawn === null ? 'live' : 'withdrawn',
    code: cited.code,
    title: cited.title,
    agency: cited.agency,
    version: cited.version,
    table: row.table,
    query: { filter: [...filter], sort: [...sort], columns: [...columns], q },
    query_sha256: row.queryHash,
    row_count: Number(row.rowCount),
    result_sha256: row.resultSha256,
    created_at: row.createdAt.toISOString(),
    view_url: `/datasets/${cited.code}/versions/${cited.version}?${viewSearch(row.query, row.table)}`,
    withdrawn,
    citations: everyForm(cited),
  };
}

export async function downloadCitation(ctx: Ctx, id: string, format: CitationFormat): Promise<CitationFile> {
  const { cited } = await citedView(ctx, id);
  const file = fileOf(cited, format);
  return { ...file, fileName: `${id.slice(-8)}-${file.fileName}` };
}

/** Asks again. Refuses `catalog.withdrawn`: then there is nobody to ask. */
export async function verifyCitation(ctx: Ctx, id: string): Promise<VerificationOut> {
  const row = await load(ctx, id);
  const { version } = await getOpenVersion(ctx, row.version.entry.code, row.version.number, row.table);
  await throttle(ctx);
  const { rows, sha256 } = await answerOf(ctx, version, row.query);
  return {
    same: sha256 === row.resultSha256 && rows === Number(row.rowCount),
    row_count: rows,
    result_sha256: sha256,
    checked_at: ctx.clock.now().toISOString(),
  };
}

/** Reads the whole answer row by row, memory flat. */
async function answerOf(
  ctx: Ctx,
  version: PublishedVersion,
  query: CitedQuery,
): Promise<{ rows: number; sha256: string }> {
  const { stream } = await openExport(ctx, version, 'jsonl', {
    ...(query.columns.length === 0 ? {} : { columns: query.columns }),
    ...(query.q === '' ? {} : { q: query.q }),
    filters: query.filter.map(parseFilter),
    sort: query.sort.map(parseSort),
  });
  const hash = createHash('sha256');
  let rows = 0;
  let failed: unknown = null;
  stream.once('error', (error: unknown) => {
    failed = error;
  });
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line === '') continue;
      rows += 1;
      if (rows > mostRows) throw refuse('datasets.cite_too_many', { limit: mostRows.toLocaleString('en-US') });
      hash.update(rowText(JSON.parse(line) as Record<string, unknown>));
    }
  } finally {
    stream.destroy();
  }
  // Readline ends quietly when its input breaks: half an answer must not be hashed as a whole.
  if (failed !== null) throw failed;
  return { rows, sha256: hash.digest('hex') };
}

// Each answer reads a table: enough for a reader, too little to keep the house busy.
const perCaller = new RateLimiterMemory({ points: 30, duration: 60 });

async function throttle(ctx: Ctx): Promise<void> {
  if (ctx.ip === null) return;
  try {
    await perCaller.consume(`${ctx.env.DATA_DIR}|${ctx.ip}`);
  } catch (limit) {
    if (limit instanceof RateLimiterRes)
      throw refuseAnywhere('request.too_many', { seconds: Math.ceil(limit.msBeforeNext / 1000) });
    throw limit;
  }
}
