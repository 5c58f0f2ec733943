/** What kind, clock, objections and joint case add to the view of an application. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import { certificateOf } from './certificate-view.ts';
import type { applicationShape } from './contract.ts';
import { awardOf } from './facts.ts';
import { checkListOf } from './file.ts';
import { longestYears, objectionDays } from './parameters.ts';
import type { caseParts } from './rules/case-shapes.ts';
import {
  type ExtraMaterial,
  extraMaterials,
  type MaterialItem,
  materialItems,
  pauseGrounds,
  refusalGrounds,
} from './rules/kind-codes.ts';
import { feeIsSettled } from './rules/lifecycle.ts';
import { pathOf } from './rules/path.ts';
import { pausesOf } from './rules/pauses.ts';
import { procedures } from './rules/procedures.ts';
import type { ApplicationRow } from './store.ts';

type Whole = z.input<typeof applicationShape>;
export type CaseParts = Pick<Whole, Exclude<keyof typeof caseParts, 'joint'>>;
type Line = Pick<Whole, 'clock'>;

export async function showParts(ctx: Ctx, row: ApplicationRow, line: Line, today: Day): Promise<CaseParts> {
  const file = await checkListOf(ctx, row.developerId, row.kind, row.regionCode);
  const [plan] = row.plans;
  const side = (organizationId: string) => (organizationId === row.agencyId ? 'agency' : 'applicant');
  const award = awardOf(row);
  return {
    path: pathOf({
      kind: row.kind,
      state: row.state,
      withCall: row.call !== null,
      feeSettled: feeIsSettled(row),
      due: row.dueOn,
      overdue: line.clock.overdue,
      steps: row.steps.map((one) => ({ action: one.action, at: one.at.toISOString() })),
      plan: plan === undefined ? null : { by: side(plan.organizationId), confirmed: plan.confirmedAt !== null },
      notice: row.publicNotice,
      awarded: award !== null,
      today,
    }),
    extra: extraOf(row.extra),
    extra_wanted: [...procedures[row.kind].material],
    longest_years: await longestYears(ctx, row.kind, row.regionCode),
    file: {
      wanted: file.wanted,
      items: file.list.map((one) => ({
        item: one.item,
        state: one.state,
        paper_id: one.paperId,
        valid_to: one.validTo,
      })),
    },
    supplement_items: itemsOf(row.supplementItems),
    refusal_ground: refusalGrounds.is(row.refusalGround) ? row.refusalGround : null,
    legal_basis: row.legalBasis,
    conditions: row.conditions,
    pauses: pausesOf(row.steps, row.feeFen !== null && row.feeFen > 0n),
    pause:
      pauseGrounds.is(row.pauseGround) && row.pauseUntil !== null
        ? { ground: row.pauseGround, until: row.pauseUntil, late: today > row.pauseUntil }
        : null,
    extension: showExtension(row),
    object_by: row.state === 'refused' ? await objectBy(ctx, row) : null,
    objections: row.objections.map((one) => ({
      id: one.id,
      rung: one.rung,
      body: one.body,
      words: one.words,
      filed_at: one.filedAt.toISOString(),
      due_on: one.dueOn,
      late: one.outcome === null && today > one.dueOn,
      outcome: one.outcome as 'maintained' | 'returned' | null,
      answer: one.answer,
      answered_at: one.answeredAt?.toISOString() ?? null,
    })),
    plans: row.plans.map((one) => ({
      version: one.version,
      goals: one.goals,
      agency_part: one.agencyPart,
      developer_part: one.developerPart,
      schedule: one.schedule,
      results: one.results,
      sha256: one.sha256,
      proposed_by: side(one.organizationId),
      proposed_at: one.proposedAt.toISOString(),
      confirmed_at: one.confirmedAt?.toISOString() ?? null,
    })),
    public_notice:
      row.publicNotice === null
        ? null
        : { words: row.publicNotice.words, from: row.publicNotice.fromDay, to: row.publicNotice.toDay },
    award:
      award === null
        ? null
        : {
            government: award.government,
            document_no: award.documentNo,
            decided_on: award.decidedOn,
            words: award.words,
          },
    call: row.call === null ? null : { id: row.call.id, no: row.call.no, title: row.call.title },
    earlier_certificates: row.certificates
      .filter((one) => one.id !== row.certificateId)
      .map((one) => certificateOf(one, today)),
  };
}

/** Last day to object: counted from the day of the refusal. */
export async function objectBy(ctx: Ctx, row: Pick<ApplicationRow, 'decidedAt' | 'regionCode'>): Promise<Day | null> {
  return row.decidedAt === null ? null : addDays(dayOf(row.decidedAt), await objectionDays(ctx, row.regionCode));
}

function showExtension({ extension: e }: ApplicationRow): CaseParts['extension'] {
  return e === null
    ? null
    : {
        days: e.days,
        reason: e.reason,
        asked_at: e.askedAt.toISOString(),
        decision: e.decision as 'consented' | 'declined' | null,
        words: e.words,
        decided_at: e.decidedAt?.toISOString() ?? null,
        due_before: e.dueBefore,
        due_after: e.dueAfter,
      };
}

/** As stored; what an older version kept under another name is not shown. */
export function extraOf(stored: unknown): Partial<Record<ExtraMaterial, string>> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      (one): one is [ExtraMaterial, string] => extraMaterials.is(one[0]) && typeof one[1] === 'string',
    ),
  );
}

function itemsOf(stored: unknown): { material: MaterialItem; words: string }[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (one): one is { material: MaterialItem; words: string } =>
      typeof one === 'object' && one !== null && materialItems.is((one as { material?: unknown }).material),
  );
}
