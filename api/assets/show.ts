/** Cards and applications as the wire shapes of the contract. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { publicNames } from '#api/participants/service.ts';
import { type AssetContent, type assetCard, assetContent, type assetLine } from './contract.ts';
import * as facts from './facts-store.ts';
import type * as codes from './rules/codes.ts';
import { assetCaseKinds } from './rules/codes.ts';
import { changedBetween, failedTests, missingOf } from './rules/content.ts';
import { type EntryFacts, factsDiffer, scaleOf } from './rules/facts.ts';
import { ballOf, type CardFacts, type CaseFacts, hindrance, kindHindrance, offered } from './rules/rights.ts';
import { standingOf } from './rules/standing.ts';
import * as store from './store.ts';
import { maintainBy, renewFrom, type Spans, spansBy } from './terms.ts';

export type CardOut = z.output<typeof assetCard>;
export type AssetLine = z.input<typeof assetLine>;
export type CaseOut = CardOut['cases'][number];

type Units = Awaited<ReturnType<typeof store.findUnits>>;

export const contentOf = (value: unknown): AssetContent => assetContent.parse(value);
export const kept = (value: unknown): EntryFacts[] => value as EntryFacts[];

export function unitOut(units: Units, id: string) {
  const found = units.get(id);
  return { id, name: found?.name ?? '', name_en: found?.nameEn ?? null, uscc: found?.uscc ?? '' };
}

type OpenRow = store.CardLineRow['cases'][number];
const openOf = (row: Pick<store.CardLineRow, 'cases'>): OpenRow | null =>
  row.cases.find((one) => ['filed', 'supplementing', 'accepted', 'noticed'].includes(one.state)) ?? null;

export const openCase = openOf;

const caseFacts = (row: OpenRow): CaseFacts => ({
  no: row.no,
  kind: row.kind as codes.AssetCaseKind,
  state: row.state,
  filedBy: row.filedBy,
  supplementNotice: row.supplementNotice,
  noticeTo: row.noticeTo,
  objections: row.objections,
});

export function cardFacts(row: store.CardLineRow, spans: Spans): CardFacts {
  const open = openOf(row);
  return {
    state: row.state,
    holderId: row.holderId,
    regionCode: row.regionCode,
    validTo: row.validTo,
    renewFrom: renewFrom(row.validTo, spans),
    open: open === null ? null : caseFacts(open),
  };
}

export function standingNow(row: store.CardLineRow, spans: Spans, today: Day): codes.AssetStanding {
  return standingOf(
    {
      state: row.state,
      validTo: row.validTo,
      maintainBy: maintainBy(row.maintainedOn, spans),
      renewFrom: renewFrom(row.validTo, spans),
    },
    today,
  );
}

function lineOut(row: store.CardLineRow, units: Units, spans: Spans, today: Day): AssetLine {
  const open = openOf(row);
  return {
    id: row.id,
    no: row.no,
    code: row.code,
    name: row.name,
    holder: unitOut(units, row.holderId),
    region_code: row.regionCode,
    state: row.state,
    standing: standingNow(row, spans, today),
    entries: row.resources.length,
    rows: scaleOf(kept(row.facts)).rows,
    valid_to: row.validTo,
    maintain_by: maintainBy(row.maintainedOn, spans),
    open_case:
      open === null
        ? null
        : {
            id: open.id,
            no: open.no,
            kind: open.kind as codes.AssetCaseKind,
            state: open.state,
            due_on: open.dueOn,
            late: open.dueOn !== null && today > open.dueOn,
          },
    updated_at: row.updatedAt.toISOString(),
  };
}

export async function showLines(ctx: Ctx, rows: readonly store.CardLineRow[]): Promise<AssetLine[]> {
  const units = await store.findUnits(
    ctx.db,
    rows.map((row) => row.holderId),
  );
  const [spans, today] = [spansBy(ctx), dayOf(ctx.clock.now())];
  return Promise.all(rows.map(async (row) => lineOut(row, units, await spans(row.regionCode), today)));
}

const told = (refusal: Refusal | null) =>
  refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') };

export async function showCard(ctx: Ctx, row: store.CardRow): Promise<CardOut> {
  const viewer = requireViewer(ctx.viewer);
  const today = dayOf(ctx.clock.now());
  const spans = await spansBy(ctx)(row.regionCode);
  const units = await store.findUnits(ctx.db, [
    row.holderId,
    ...row.cases.map((one) => one.authorityId),
    ...row.steps.flatMap((one) => one.organizationId ?? []),
    ...row.versions.map((one) => one.holderId),
  ]);
  const now = await facts.factsOf(
    ctx.db,
    row.resources.map((one) => one.entryId),
  );
  const taken = kept(row.facts);
  const shown = taken.length === 0 ? now : taken;
  const content = contentOf(row.content);
  const own = cardFacts(row, spans);
  const names = await publicNames(
    ctx,
    row.cases.flatMap((one) => one.objections.map(({ ownerId, organizationId }) => ({ id: ownerId, organizationId }))),
  );
  return {
    ...lineOut(row, units, spans, today),
    revision: row.revision,
    number: row.number,
    content,
    missing: row.state === 'draft' ? missingOf(content) : [],
    failed_tests: failedTests(content),
    facts: shown.map(({ entry_id: _, ...one }) => one),
    scale: scaleOf(shown),
    evidence_sha256: row.evidenceSha256,
    facts_at: row.factsAt?.toISOString() ?? null,
    facts_changed: taken.length > 0 && row.state !== 'cancelled' && factsDiffer(taken, now),
    registered_on: row.registeredOn,
    maintained_on: row.maintainedOn,
    cancelled_on: row.cancelledOn,
    cancel_ground: row.cancelGround as CardOut['cancel_ground'],
    document_id: row.documentId,
    cases: row.cases.map((one) => caseOut(ctx, one, content, units, names, today)),
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as codes.AssetAction,
      words: one.words,
      who: one.organizationId === null ? null : (units.get(one.organizationId)?.name ?? ''),
      at: one.at.toISOString(),
    })),
    versions: row.versions.map((one) => ({
      number: one.number,
      kind: one.kind,
      holder: units.get(one.holderId)?.name ?? '',
      document_id: one.documentId,
      at: one.at.toISOString(),
    })),
    actions: offered(own, viewer).map((name) => ({ name, refusal: told(hindrance(own, viewer, name, today)) })),
    kinds: kindsOf(own, viewer, today),
  };
}

/** Applications the holder can think of; the first one stands alone, for nothing else makes sense before. */
function kindsOf(own: CardFacts, viewer: Viewer, today: Day): CardOut['kinds'] {
  if (viewer.organization.id !== own.holderId || !viewer.duties.includes('steward')) return [];
  if (own.open !== null || own.state === 'cancelled' || own.state === 'submitted') return [];
  const kinds = assetCaseKinds.codes.filter((kind) => (own.state === 'draft') === (kind === 'first'));
  return kinds.map((kind) => ({ kind, refusal: told(kindHindrance(own, kind, today)) }));
}

type Names = Awaited<ReturnType<typeof publicNames>>;

function caseOut(
  ctx: Ctx,
  row: store.CaseRow,
  registered: AssetContent,
  units: Units,
  names: Names,
  today: Day,
): CaseOut {
  const content = row.content === null ? null : contentOf(row.content);
  const left = row.dueOn === null ? row.pausedDaysLeft : ctx.calendar().workingDaysBetween(today, row.dueOn);
  return {
    id: row.id,
    no: row.no,
    kind: row.kind as codes.AssetCaseKind,
    state: row.state,
    authority: unitOut(units, row.authorityId),
    words: row.words,
    ground: row.ground as CaseOut['ground'],
    content,
    changed: content === null || row.kind === 'first' ? [] : changedBetween(registered, content),
    filed_by: units.get(row.holderId)?.name ?? '',
    filed_at: row.filedAt.toISOString(),
    due_on: row.dueOn,
    days_left: row.closedAt === null ? left : null,
    late: row.closedAt === null && row.dueOn !== null && today > row.dueOn,
    ball: row.state === 'noticed' && row.noticeTo !== null && today > row.noticeTo ? 'authority' : ballOf(row.state),
    supplement_notice: row.supplementNotice,
    opinion: row.reviewOpinion,
    notice_from: row.noticeFrom,
    notice_to: row.noticeTo,
    refusal:
      row.refusalGround === null ? null : { ground: row.refusalGround as 'duplicate', reason: row.refusalReason ?? '' },
    closed_at: row.closedAt?.toISOString() ?? null,
    objections: row.objections.map((one) => ({
      id: one.id,
      by: names.get(one.ownerId)?.[ctx.locale === 'zh' ? 0 : 1] ?? '',
      words: one.words,
      filed_at: one.filedAt.toISOString(),
      outcome: one.outcome as 'dismissed' | 'upheld' | null,
      answer: one.answer,
      answered_at: one.answeredAt?.toISOString() ?? null,
    })),
  };
}

export async function reread(ctx: Ctx, id: string): Promise<CardOut> {
  const row = await store.findCard(ctx.db, id);
  if (row === null) throw new Error('a card went');
  return showCard(ctx, row);
}
