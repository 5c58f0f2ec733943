/** Applications as the wire shapes of the contract. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { showParts } from './case-view.ts';
import { certificateOf } from './certificate-view.ts';
import type { applicationRow, applicationShape } from './contract.ts';
import { factsOf } from './facts.ts';
import { acceptanceDays, remedyTerms } from './parameters.ts';
import { readClock } from './rules/clock.ts';
import { type ApplicationAction, type ApplicationState, remedy } from './rules/codes.ts';
import { ballOf, stepOf } from './rules/lifecycle.ts';
import { hindrance, offered } from './rules/rights.ts';
import type { ApplicationRow, ListedRow } from './store.ts';
import { namesOf } from './store.ts';

export type ApplicationOut = z.input<typeof applicationShape>;
export type ApplicationLine = z.input<typeof applicationRow>;

type Listed = Omit<ListedRow, 'steps'> & { readonly steps: readonly { readonly action: string }[] };

export function showLine(ctx: Ctx, row: Listed, days: number): ApplicationLine {
  const today = dayOf(ctx.clock.now());
  const lastTalk = row.steps.findLast((one) => one.action === 'ask' || one.action === 'answer')?.action ?? null;
  const [plan] = row.plans;
  return {
    id: row.id,
    no: row.no,
    kind: row.kind,
    joint: row.joint,
    state: row.state,
    step: stepOf[row.state],
    ball: ballOf({
      ...row,
      lastTalk: lastTalk as 'ask' | 'answer' | null,
      planWaits: plan !== undefined && plan.confirmedAt === null && plan.organizationId === row.agencyId,
      objected: row.objections.some((one) => one.outcome === null),
    }),
    developer: row.developer,
    agency: row.agency,
    region_code: row.regionCode,
    datasets: row.resources.map(({ entry }) => ({ entry_id: entry.id, code: entry.code, title: entry.title })),
    clock: showClock(ctx, row, today, days),
    fee_fen: row.feeFen === null ? null : String(row.feeFen),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

function showClock(ctx: Ctx, row: Listed, today: Day, days: number): ApplicationLine['clock'] {
  const calendar = ctx.calendar();
  const reading = readClock(calendar, row, today);
  return {
    received_on: reading.receivedOn,
    due_on: reading.dueOn,
    accept_by: row.state === 'applied' ? acceptBy(ctx, row, days) : null,
    paused_on: reading.pausedOn,
    days_left: reading.daysLeft,
    overdue: reading.overdue,
  };
}

/** Only for material that came in whole at once: after the one notice the agency owes its reply, nothing before it. */
function acceptBy(ctx: Ctx, row: Listed, days: number): Day | null {
  if (row.receivedOn === null || row.supplementNotice !== null) return null;
  return ctx.calendar().addWorkingDays(row.receivedOn, days);
}

export async function showApplication(ctx: Ctx, row: ApplicationRow): Promise<ApplicationOut> {
  const names = await namesOf(ctx.db, [...new Set(row.steps.flatMap((one) => one.organizationId ?? []))]);
  const days = await acceptanceDays(ctx, row.regionCode);
  const { viewer } = ctx;
  const line = showLine(ctx, row, days);
  const today = dayOf(ctx.clock.now());
  return {
    ...line,
    revision: row.revision,
    purpose: row.purpose,
    scenario: row.scenario,
    scope: row.scope,
    degree: row.degree,
    term_from: row.termFrom,
    term_to: row.termTo,
    supplement_notice: row.supplementNotice,
    decision_reason: row.decisionReason,
    decided_at: row.decidedAt?.toISOString() ?? null,
    remedy: row.state === 'refused' ? await showRemedy(ctx, row.regionCode) : null,
    fee_basis: row.feeBasis,
    fee_receipt_no: row.feeReceiptNo,
    fee_paid_on: row.feePaidOn,
    certificate: row.certificate === null ? null : certificateOf(row.certificate, today),
    ...(await showParts(ctx, row, line, today)),
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as ApplicationAction,
      from: one.fromState as ApplicationState,
      to: one.toState as ApplicationState,
      words: one.words,
      organization: one.organizationId === null ? null : (names.get(one.organizationId) ?? null),
      at: one.at.toISOString(),
    })),
    actions: viewer === null ? [] : offered(factsOf(row), viewer).map((name) => showAction(row, viewer, name, today)),
  };
}

async function showRemedy(ctx: Ctx, regionCode: string): Promise<{ zh: string; en: string }> {
  const terms = await remedyTerms(ctx, regionCode);
  const filled = (text: string) =>
    text.replace('{{days}}', String(terms.days)).replace('{{months}}', String(terms.months));
  return { zh: filled(remedy[0]), en: filled(remedy[1]) };
}

function showAction(row: ApplicationRow, viewer: NonNullable<Ctx['viewer']>, name: ApplicationAction, today: Day) {
  const refusal = hindrance(factsOf(row), viewer, name, today);
  return {
    name,
    refusal: refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
  };
}
