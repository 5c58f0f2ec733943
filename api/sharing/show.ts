/** Requests as the wire shapes of the contract. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import type { Filter } from '#api/datasets/rules/query.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { factsOf } from './access.ts';
import type { proposal, sharingLine, sharingRequest } from './contract.ts';
import { type BoardClock, clocksOf } from './rules/board.ts';
import type * as codes from './rules/codes.ts';
import { hindrance, isOpen, offered, sidesOf } from './rules/rights.ts';
import { keptUntil } from './rules/terms.ts';
import * as store from './store.ts';

export type RequestOut = z.input<typeof sharingRequest>;
export type RequestLine = z.input<typeof sharingLine>;
export type Proposal = z.output<typeof proposal>;

type Units = Awaited<ReturnType<typeof store.findUnits>>;
type Entries = Awaited<ReturnType<typeof store.findEntries>>;

export const filtersOf = (value: unknown): Filter[] => value as Filter[];

function unit(units: Units, id: string) {
  const found = units.get(id);
  return { id, name: found?.name ?? '', name_en: found?.nameEn ?? null, uscc: found?.uscc ?? '' };
}

export function clocksNow(ctx: Ctx, row: store.LineRow): BoardClock[] {
  const facts = {
    ...row,
    objections: row.objections.map((one) => ({ ...one, filedOn: dayOf(one.filedAt) })),
    corrections: row.corrections.map((one) => ({ ...one, filedOn: dayOf(one.filedAt) })),
  };
  return clocksOf(facts, ctx.calendar(), dayOf(ctx.clock.now()));
}

function clockOut(units: Units, one: BoardClock): RequestOut['clocks'][number] {
  return {
    kind: one.kind,
    of: one.of,
    ball: one.ball,
    with: one.ballId === '' ? null : unit(units, one.ballId),
    due_on: one.dueOn,
    days_left: one.daysLeft,
    tone: one.tone,
  };
}

export async function showLines(ctx: Ctx, rows: readonly store.LineRow[]): Promise<RequestLine[]> {
  const [units, entries] = await lookedUp(ctx, rows);
  return rows.map((row) => showLine(ctx, row, units, entries));
}

export async function lookedUp(
  ctx: Ctx,
  rows: readonly store.LineRow[],
  more: readonly string[] = [],
): Promise<[Units, Entries]> {
  const ids = rows.flatMap((row) => [
    row.requesterId,
    row.providerId,
    row.authorityId ?? '',
    ...row.objections.map((one) => one.bodyId),
  ]);
  return Promise.all([
    store.findUnits(ctx.db, [...ids, ...more]),
    store.findEntries(
      ctx.db,
      rows.map((row) => row.entryId),
    ),
  ]);
}

function showLine(ctx: Ctx, row: store.LineRow, units: Units, entries: Entries): RequestLine {
  const entry = entries.get(row.entryId);
  const [first] = clocksNow(ctx, row);
  return {
    id: row.id,
    no: row.no,
    kind: row.kind as codes.SharingKind,
    state: row.state,
    dataset: { code: entry?.code ?? '', title: entry?.title ?? '' },
    requester: unit(units, row.requesterId),
    provider: unit(units, row.providerId),
    share_type: row.shareType as '1' | '2',
    method: row.method as RequestLine['method'],
    term_until: row.termUntil,
    clock: first === undefined ? null : clockOut(units, first),
    filed_at: row.filedAt?.toISOString() ?? null,
    updated_at: row.updatedAt.toISOString(),
  };
}

const shownFilters = (filters: readonly Filter[]) =>
  filters.map(({ column, op, value }) => ({
    column,
    op,
    ...(value === undefined ? {} : { value: typeof value === 'string' ? value : [...value] }),
  }));

export async function showRequest(ctx: Ctx, row: store.RequestRow): Promise<RequestOut> {
  const viewer = requireViewer(ctx.viewer);
  const facts = factsOf(row);
  const sides = sidesOf(facts, viewer);
  const today = dayOf(ctx.clock.now());
  const walkers = row.steps.flatMap((one) => one.organizationId ?? []);
  const [[units, entries], people, rule, meter] = await Promise.all([
    lookedUp(ctx, [row], walkers),
    store.findPeople(ctx.db, [row.draftedBy, row.consentedBy ?? '', row.decidedBy ?? '']),
    store.findReturnRule(ctx.db, row.entryId),
    store.metered(ctx.db, row.id),
  ]);
  const providing = sides.includes('provider');
  const entry = entries.get(row.entryId);
  const steward = viewer.duties.includes('steward');
  const uses = sides.includes('requester') && steward && row.openedAt !== null;
  return {
    ...showLine(ctx, row, units, entries),
    revision: row.revision,
    need: row.need,
    use_basis: row.useBasis,
    scenario: row.scenario,
    use_scope: row.useScope,
    columns: [...row.columns],
    rows_wanted: row.rowsWanted,
    share_condition: row.shareCondition,
    share_basis: row.shareBasis,
    catalogue_changed: entry !== undefined && (entry.shareType !== row.shareType || entry.state === 'withdrawn'),
    drafted_by: people.get(row.draftedBy) ?? '',
    consented_by: row.consentedBy === null ? null : (people.get(row.consentedBy) ?? ''),
    supplement_notice: row.supplementNotice,
    extension:
      row.extensionDays === null
        ? null
        : {
            days: row.extensionDays,
            reason: row.extensionReason ?? '',
            answer: row.extensionAnswer as 'consented' | 'declined' | null,
            words: row.extensionWords,
          },
    proposal: providing ? (row.proposal as RequestOut['proposal']) : null,
    decision:
      row.decidedAt === null || row.outcome === null
        ? null
        : {
            outcome: row.outcome as codes.Outcome,
            reason: row.decisionReason ?? '',
            ground: row.refusalGround as codes.SharingGround | null,
            by: row.decidedBy === null ? null : (people.get(row.decidedBy) ?? ''),
            at: row.decidedAt.toISOString(),
          },
    grant:
      row.outcome === null || row.outcome === 'refused'
        ? null
        : {
            table: row.grantedTable,
            columns: [...row.grantedColumns],
            filters: shownFilters(filtersOf(row.grantedFilters)),
            opened_at: row.openedAt?.toISOString() ?? null,
          },
    suspend_reason: row.suspendReason,
    remedy: row.remedy,
    end_reason: row.endReason,
    disposition: row.disposition,
    clocks: clocksNow(ctx, row).map((one) => clockOut(units, one)),
    metered: { deliveries: meter.deliveries, rows: String(meter.rows), bytes: String(meter.bytes) },
    deliveries: row.deliveries.map((one) => ({
      id: one.id,
      number: one.number,
      kind: one.kind as codes.SharedKind,
      format: one.format,
      rows: String(one.rows),
      bytes: String(one.bytes),
      sha256: one.sha256,
      receipt: one.receipt,
      at: one.at.toISOString(),
    })),
    uses: row.uses.map((one) => ({
      id: one.id,
      kind: one.kind as codes.UseKind,
      words: one.words,
      on: one.on,
      at: one.at.toISOString(),
      keep_until: keptUntil(dayOf(one.at)),
    })),
    objections: row.objections.map((one) => ({
      id: one.id,
      rung: one.rung,
      body: unit(units, one.bodyId),
      words: one.words,
      filed_at: one.filedAt.toISOString(),
      due_on: one.dueOn,
      outcome: one.outcome as 'upheld' | 'returned' | null,
      answer: one.answer,
      document_no: one.documentNo,
      answered_at: one.answeredAt?.toISOString() ?? null,
    })),
    corrections: row.corrections.map((one) => ({
      id: one.id,
      no: one.no,
      column: one.column,
      record: one.record,
      wrong: one.wrong,
      right: one.right,
      evidence: one.evidence,
      filed_at: one.filedAt.toISOString(),
      due_on: one.dueOn,
      late: one.outcome === null ? today > one.dueOn : one.answeredAt !== null && dayOf(one.answeredAt) > one.dueOn,
      outcome: one.outcome as 'corrected' | 'kept' | null,
      answer: one.answer,
      version: one.version,
      answered_at: one.answeredAt?.toISOString() ?? null,
      may_answer: providing && steward && one.outcome === null,
    })),
    return_rule: rule === null ? null : { table: rule.table, column: rule.column, form: rule.form as codes.ReturnForm },
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as codes.SharingAction,
      to: one.toState as codes.SharingState,
      words: one.words,
      who: one.organizationId === null ? null : (units.get(one.organizationId)?.name ?? ''),
      at: one.at.toISOString(),
    })),
    may: {
      take: uses && isOpen(facts) && row.termUntil >= today,
      record_use: uses,
      correct: uses,
      set_return_rule: providing && steward && row.kind === 'return',
      see_provider_side: providing,
    },
    actions: offered(facts, viewer).map((name) => {
      const refusal = hindrance(facts, viewer, name, today);
      return {
        name,
        refusal:
          refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
      };
    }),
  };
}
