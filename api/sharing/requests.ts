/** The requester's side: what the catalogue offers, the request, the unit's own consent, and withdrawal. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { firstStep } from '#api/audit/file-step.ts';
import { getPublicEntry, type PublicEntry } from '#api/catalog/read.ts';
import { shareMethods } from '#api/catalog/rules/codes.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { type FieldFault, isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, type Day, isDay } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { resumeClock, startClock, stopped } from '#api/licensing/rules/clock.ts';
import { requireAsker, scopeOf, seenRequest } from './access.ts';
import type * as shapes from './contract.ts';
import { tell } from './letters.ts';
import { grantAtOnce } from './provide.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import { returnsTo } from './rules/returns.ts';
import { atOnce } from './rules/rights.ts';
import { maxTermDays } from './rules/terms.ts';
import { type RequestOut, showLines, showRequest } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { reread, walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;
type Wanted = Omit<In<typeof shapes.saveBody>, 'revision'>;

export const basisOf = ({ content: { share_basis: basis } }: Pick<PublicEntry, 'content'>): string =>
  basis.instrument === '' ? '' : `${basis.instrument}${basis.article}`;

/** Why nobody may ask for an entry, with the basis it cites itself (Article 12); null where one may. */
function closedTo(entry: PublicEntry): Refusal | null {
  const { share_type: type, share_reason: reason, title } = entry.content;
  if (type === '3') return refuse('sharing.not_shared', { title, basis: basisOf(entry), reason });
  return null;
}

/** What the catalogue says of an entry, and whether the viewer's unit may ask for it. */
export async function showSharingOffer(ctx: Ctx, code: string): Promise<z.input<typeof shapes.sharingOffer>> {
  const viewer = requireViewer(ctx.viewer);
  const entry = await getPublicEntry(ctx, code);
  const { content, provider } = entry;
  const own = provider.id === viewer.organization.id ? refuse('sharing.own_data') : null;
  const outside = viewer.organization.kind === 'agency' ? null : refuse('sharing.agencies_only');
  const refusal = outside ?? own ?? closedTo(entry);
  return {
    code: entry.code,
    title: content.title,
    provider,
    share_type: content.share_type,
    share_condition: content.share_condition,
    share_reason: content.share_reason,
    share_basis: basisOf(entry),
    method: content.share_method,
    columns: content.items.map(({ name, label }) => ({ name, label })),
    return_possible: returnsTo(entry.region_code, viewer.organization.regionCode),
    refusal: refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
  };
}

/** Columns the catalogue has, and the way of sharing it names; a file can be asked for instead of any. */
function requireFitting(entry: PublicEntry, wanted: Wanted): void {
  const { share_method: method, items } = entry.content;
  if (method !== null && wanted.method !== method && wanted.method !== 'file')
    throw refuse('sharing.other_method', bilingual('method', shareMethods.words[method]));
  const known = new Set(items.map((one) => one.name));
  const unknown = wanted.columns.filter((name) => !known.has(name));
  if (unknown.length > 0) throw refuse('sharing.unknown_columns', { columns: unknown.join(', ').slice(0, 300) });
}

const fieldsOf = (wanted: Wanted) => ({
  need: wanted.need,
  useBasis: wanted.use_basis,
  scenario: wanted.scenario,
  useScope: wanted.use_scope,
  method: wanted.method,
  columns: wanted.columns,
  rowsWanted: wanted.rows_wanted,
  termUntil: wanted.term_until,
});

export async function startSharing(ctx: Ctx, input: In<typeof shapes.startBody>): Promise<RequestOut> {
  const viewer = requireAsker(ctx);
  const entry = await getPublicEntry(ctx, input.entry);
  if (entry.provider.id === viewer.organization.id) throw refuse('sharing.own_data');
  const closed = closedTo(entry);
  if (closed !== null) throw closed;
  if (input.kind === 'return' && !returnsTo(entry.region_code, viewer.organization.regionCode))
    throw refuse('sharing.no_return');
  requireFitting(entry, input);
  return act(ctx, { action: 'sharing.start', subject: ['sharing', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'sharing');
    const at = tx.clock.now();
    const no = await nextNumber(tx, 'sharing', 'GX');
    await store.insertRequest(tx.db, {
      id,
      no,
      kind: input.kind,
      entryId: entry.id,
      requesterId: viewer.organization.id,
      requesterRegion: viewer.organization.regionCode,
      providerId: entry.provider.id,
      regionCode: entry.region_code,
      state: 'drafting',
      revision: 1,
      shareType: entry.content.share_type ?? '',
      shareCondition: entry.content.share_condition,
      shareBasis: basisOf(entry),
      ...fieldsOf(input),
      draftedBy: viewer.personId,
      createdAt: at,
      updatedAt: at,
    });
    await store.insertStep(tx.db, { requestId: id, ...firstStep(tx, 'drafting', viewer) });
    note({ no, entry: entry.code, kind: input.kind }, id);
    return reread(tx, id);
  });
}

export async function showSharing(ctx: Ctx, id: string): Promise<RequestOut> {
  return showRequest(ctx, (await seenRequest(ctx, id)).row);
}

export async function listSharing(
  ctx: Ctx,
  query: In<typeof shapes.listQuery>,
): Promise<z.input<typeof shapes.sharingList>> {
  const scope = scopeOf(ctx);
  const { page, page_size, side, open } = query;
  const none = { requesterId: null, providerId: null, regions: [], bodyId: null };
  const asked =
    side === undefined
      ? scope
      : side === 'requester'
        ? { ...none, requesterId: scope.requesterId }
        : side === 'provider'
          ? { ...none, providerId: scope.providerId }
          : { ...none, regions: scope.regions, bodyId: scope.bodyId };
  const { rows, total } = await store.listRequests(ctx.db, asked, open === undefined ? undefined : open === 'open', {
    skip: (page - 1) * page_size,
    take: page_size,
  });
  return { items: await showLines(ctx, rows), total, page, page_size };
}

async function entryOf(ctx: Ctx, row: store.RequestRow): Promise<PublicEntry> {
  const code = (await store.findEntries(ctx.db, [row.entryId])).get(row.entryId)?.code ?? '';
  return getPublicEntry(ctx, code);
}

export async function saveSharing(ctx: Ctx, id: string, input: In<typeof shapes.saveBody>): Promise<RequestOut> {
  return walk(
    ctx,
    id,
    'save',
    async ({ tx, row, viewer }) => {
      requireFitting(await entryOf(tx, row), input);
      // Whoever wrote it last is its writer: the consent has to come from somebody else.
      return { changes: { ...fieldsOf(input), draftedBy: viewer.personId } };
    },
    input.revision,
  );
}

/** Everything Article 13 and Order 809, Article 20, ask a request to say. */
function requireComplete(
  row: Pick<store.RequestRow, 'need' | 'useBasis' | 'scenario' | 'useScope' | 'termUntil'>,
  today: Day,
): void {
  const faults: FieldFault[] = [
    ...(row.need === '' ? [fieldFaults.need] : []),
    ...(row.useBasis === '' ? [fieldFaults.use_basis] : []),
    ...(row.scenario === '' ? [fieldFaults.scenario] : []),
    ...(row.useScope === '' ? [fieldFaults.use_scope] : []),
    ...(row.termUntil === '' ? [fieldFaults.term_until] : []),
  ];
  if (faults.length > 0) throw refuse('sharing.incomplete', { count: faults.length }, faults);
  const to = addDays(today, maxTermDays);
  if (!isDay(row.termUntil) || row.termUntil < today || row.termUntil > to)
    throw refuse('sharing.bad_term', { from: today, to }, [fieldFaults.term_until]);
}

export async function submitSharing(ctx: Ctx, id: string, input: In<typeof shapes.seenBody>): Promise<RequestOut> {
  return walk(
    ctx,
    id,
    'submit',
    async ({ tx, row, today }) => {
      requireComplete(row, today);
      const { title } = (await entryOf(tx, row)).content;
      await tell(tx, 'to_consent', { id, to: row.requesterId, duties: ['signatory'], params: { no: row.no, title } });
      return {};
    },
    input.revision,
  );
}

export async function sendBackSharing(ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<RequestOut> {
  return walk(ctx, id, 'send_back', () => ({ words: input.words }));
}

/**
 * The unit's consent files the request. What the catalogue says on this day is what counts; what is shared unconditionally, or
 * returned downward, is granted in the same moment (Article 13).
 */
export async function consentSharing(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<RequestOut> {
  return walk(ctx, id, 'consent', async ({ tx, row, viewer, today }) => {
    const entry = await entryOf(tx, row);
    const closed = closedTo(entry);
    if (closed !== null) throw closed;
    requireComplete(row, today);
    const shareType = entry.content.share_type ?? '';
    const now = { kind: row.kind, shareType };
    const clock = atOnce(now) ? stopped : startClock(tx.calendar(), today, await termDays(tx, 'reply', row.regionCode));
    const changes = {
      ...clock,
      shareType,
      shareCondition: entry.content.share_condition,
      shareBasis: basisOf(entry),
      consentedBy: viewer.personId,
      filedAt: tx.clock.now(),
    };
    return {
      changes,
      words: input.words,
      after: async (inner, after) => {
        const params = { no: row.no, who: viewer.organization.name, title: entry.content.title };
        if (atOnce(now)) {
          await tell(inner, 'granted_at_once', { id, to: row.providerId, params });
          await grantAtOnce(inner, after);
        } else await tell(inner, 'filed', { id, to: row.providerId, params: { ...params, due: clock.dueOn ?? '' } });
      },
    };
  });
}

export async function withdrawSharing(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<RequestOut> {
  return walk(ctx, id, 'withdraw', () => ({ changes: stopped, words: input.words }));
}

/** The clock goes on with the days that were left. */
export async function resubmitSharing(ctx: Ctx, id: string, input: In<typeof shapes.saveBody>): Promise<RequestOut> {
  return walk(
    ctx,
    id,
    'resubmit',
    async ({ tx, row, today }) => {
      requireFitting(await entryOf(tx, row), input);
      const fields = fieldsOf(input);
      requireComplete(fields, today);
      const clock = resumeClock(tx.calendar(), row, today);
      await tell(tx, 'resubmitted', { id, to: row.providerId, params: { no: row.no, due: clock.dueOn ?? '' } });
      return { changes: { ...fields, ...clock } };
    },
    input.revision,
  );
}

/** Whether a page may offer to ask for an entry at all. */
export function mayAsk(ctx: Ctx): boolean {
  try {
    requireAsker(ctx);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
