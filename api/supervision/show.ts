/** A file as its sides see it. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { orUnloaded } from '#api/quality/reports.ts';
import { factsOf, scopeOf, seenCase, termDays } from './access.ts';
import type { caseLine, caseOut, caseQuery } from './contract.ts';
import {
  type CaseAction,
  type CaseState,
  departmentPapers,
  endedStates,
  type PaperKind,
  type Tone,
  wordOf,
} from './rules/codes.ts';
import { detectorCodes } from './rules/detectors.ts';
import { inspectionRule } from './rules/inspection-text.ts';
import { hindrance, isRare, offered } from './rules/rights.ts';
import { governmentName, manualWords } from './rules/template.ts';
import { dueSoonDays } from './rules/terms.ts';
import * as store from './store.ts';

export type CaseOut = z.input<typeof caseOut>;
export type CaseLine = z.input<typeof caseLine>;
export type Units = Awaited<ReturnType<typeof store.findUnits>>;

export const unitOf = (units: Units, id: string) => {
  const found = units.get(id);
  return { id, name: found?.name ?? '', name_en: found?.nameEn ?? null, uscc: found?.uscc ?? '' };
};
export const wordsOfRule = (rule: string) => {
  const [zh, en] =
    rule === 'manual' ? manualWords : rule === 'inspection' ? inspectionRule : wordOf(detectorCodes, rule);
  return { zh, en };
};

/** Working days left; null where a year's table is missing. */
export function clockOf(ctx: Ctx, dueOn: Day | null): CaseLine['clock'] {
  if (dueOn === null) return null;
  const today = dayOf(ctx.clock.now());
  const left = orUnloaded<number | null>(null, () => ctx.calendar().workingDaysBetween(today, dueOn));
  return { due_on: dueOn, days_left: left, tone: toneOf(dueOn, today, left) };
}
const toneOf = (dueOn: Day, today: Day, left: number | null): Tone =>
  dueOn < today ? 'late' : left !== null && left <= dueSoonDays ? 'due' : 'green';

type LineRow = Pick<
  store.CaseLineRow,
  'id' | 'no' | 'state' | 'circumstance' | 'title' | 'accusedId' | 'dueOn' | 'openedAt' | 'closedAt'
> & {
  readonly papers: readonly Pick<store.PaperRow, 'kind' | 'state'>[];
};
export function lineOf(ctx: Ctx, row: LineRow, units: Units, agencyId: string | null): CaseLine {
  const own = row.accusedId === agencyId;
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    circumstance: String(row.circumstance) as CaseLine['circumstance'],
    title: row.title,
    agency: unitOf(units, row.accusedId),
    clock: clockOf(ctx, row.dueOn),
    opened_at: row.openedAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
    papers: row.papers
      .filter((one) => one.state === 'issued')
      .map((one) => one.kind as PaperKind)
      .filter((kind) => !own || !departmentPapers.includes(kind)),
  };
}

export async function listCases(ctx: Ctx, query: z.output<typeof caseQuery>) {
  const scope = scopeOf(ctx);
  const { page, page_size, state, circumstance, agency } = query;
  const { rows, total } = await store.listCases(
    ctx.db,
    scope,
    { state, circumstance: circumstance === undefined ? undefined : Number(circumstance), agency },
    { skip: (page - 1) * page_size, take: page_size },
  );
  const units = await store.findUnits(
    ctx.db,
    rows.map((row) => row.accusedId),
  );
  return { items: rows.map((row) => lineOf(ctx, row, units, scope.agencyId)), total, page, page_size };
}

export async function showCase(ctx: Ctx, id: string): Promise<CaseOut> {
  const { row, side, viewer } = await seenCase(ctx, id);
  const own = side === 'agency';
  // The agency learns of a paper when it is issued, and never of letters that name people or a crime.
  const papers = row.papers.filter(
    (one) => !own || (one.state === 'issued' && !departmentPapers.includes(one.kind as PaperKind)),
  );
  const shown = new Set(papers.map((one) => one.id));
  const steps = row.steps.filter(
    (one) => !own || (!/^(draft_|return_draft)/.test(one.action) && (one.paperId === null || shown.has(one.paperId))),
  );
  const units = await store.findUnits(ctx.db, [
    row.accusedId,
    row.departmentId,
    ...steps.flatMap((one) => (one.organizationId === null ? [] : [one.organizationId])),
  ]);
  const names = await store.findPeople(
    ctx.db,
    papers.map((one) => one.draftedBy),
  );
  const facts = factsOf(row);
  const today = dayOf(ctx.clock.now());
  const term = await termsOf(ctx, row.regionCode, today);
  return {
    ...lineOf(ctx, row, units, own ? row.accusedId : null),
    revision: row.revision,
    region_code: row.regionCode,
    department: unitOf(units, row.departmentId),
    facts: row.facts,
    provision: row.provision,
    governing_law: row.governingLaw,
    law_prevails: row.lawPrevails,
    government: governmentName(row.regionCode),
    first_due_on: row.firstDueOn,
    lapsed_on: row.lapsedOn,
    statement: row.statement,
    statement_at: row.statementAt?.toISOString() ?? null,
    received_at: row.receivedAt?.toISOString() ?? null,
    extension:
      row.extensionTo === null
        ? null
        : {
            until: row.extensionTo,
            reason: row.extensionReason ?? '',
            answer: row.extensionAnswer,
            words: row.extensionWords,
          },
    reported_at: row.reportedAt?.toISOString() ?? null,
    close_reason: row.closeReason,
    side,
    clues: row.clues.map((one) => ({
      id: one.id,
      no: one.no,
      kind: wordsOfRule(one.rule),
      title: one.title,
      evidence_sha256: one.evidenceSha256,
    })),
    demands: row.demands.map((one) => ({
      number: one.number,
      demand: one.demand,
      measure: one.measure,
      evidence: one.evidence,
      responsible: one.responsible,
      done_on: one.doneOn,
      verdict: one.verdict as CaseOut['demands'][number]['verdict'],
      opinion: one.opinion,
    })),
    documents: papers.map((one) => ({
      id: one.id,
      kind: one.kind as PaperKind,
      state: one.state,
      no: one.no,
      content: one.content as Record<string, unknown>,
      drafted_by: names.get(one.draftedBy) ?? '',
      drafted_at: one.draftedAt.toISOString(),
      issuer: one.issuer,
      document_no: one.documentNo,
      signatory: one.signatory,
      issued_on: one.issuedOn,
      document_id: one.documentId,
      return_words: one.returnWords,
    })),
    history: steps.map((one) => ({
      id: one.id,
      action: one.action as CaseAction,
      to: one.toState as CaseState,
      words: one.words,
      paper_id: one.paperId,
      who: one.organizationId === null ? null : (units.get(one.organizationId)?.name ?? ''),
      at: one.at.toISOString(),
    })),
    actions: endedStates.includes(row.state)
      ? []
      : offered(facts, viewer).map((name) => {
          const refusal = hindrance(facts, viewer, name, today);
          return {
            name,
            rare: isRare(name),
            refusal:
              refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
          };
        }),
    terms: term,
  };
}

/** Between which days the term of an order may end. Where the calendar of next year is not loaded yet, its last working day is the last. */
export async function termsOf(ctx: Ctx, regionCode: string, today: Day): Promise<{ from: Day; to: Day }> {
  const [least, most] = [await termDays(ctx, 'least', regionCode), await termDays(ctx, 'most', regionCode)];
  const calendar = ctx.calendar();
  const after = (days: number): Day => {
    for (let left = days; left > 0; left--) {
      const day = orUnloaded(null, () => calendar.addWorkingDays(today, left));
      if (day !== null) return day;
    }
    return today;
  };
  return { from: after(least), to: after(most) };
}
