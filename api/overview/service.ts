/** Overviews that read several rooms: the worklist of a person, the figures of the platform. */
import type { z } from 'zod';
import { assetTerms } from '#api/assets/rules/terms.ts';
import { reviewDue } from '#api/catalog/show.ts';
import type { Ctx } from '#api/context.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { dataDuties } from '#api/organizations/rules/codes.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { fixBy, orUnloaded } from '#api/quality/reports.ts';
import { dueAfter } from '#api/quality/rules/report.ts';
import { agreementLifeTasks, keeperTasks } from './agreement-life-store.ts';
import { departmentAssets, holderAssets, inventoriesAt } from './asset-store.ts';
import { collectionTasks, departmentCollection } from './collection-store.ts';
import { compilationTasks, requirementTasks, updateTasks } from './compilation-store.ts';
import type { taskShape } from './contract.ts';
import { enclaveTasks } from './enclave-store.ts';
import { departmentEvaluation, evaluatedTasks } from './evaluation-store.ts';
import { feedbackTasks, requestSortTasks } from './feedback-store.ts';
import { invoiceTasks, overdueTasks } from './invoice-store.ts';
import { authorityTasks, jointTasks, paperTasks, planTasks, reissueTasks } from './licence-kind-store.ts';
import { licensingTasks } from './licence-store.ts';
import { sourceNoticeTasks, tradeAnswerTasks, tradeClueTasks } from './market-store.ts';
import { agencyRepayments, bankTasks, bureauRepayments, secondOfficerTasks } from './money-store.ts';
import { baseEntryTasks, officeCaseTasks } from './office-store.ts';
import { moderationTasks } from './opinion-store.ts';
import { privacyTasks } from './privacy-store.ts';
import { type Dues, qualityTasks } from './quality-store.ts';
import { securityTasks } from './security-store.ts';
import { departmentSharing, sharingTasks } from './sharing-store.ts';
import * as store from './store.ts';
import { departmentSupervision, inspectorTasks, supervisedTasks } from './supervision-store.ts';
import { targetedTasks } from './targeted-store.ts';
import type { TaskRow } from './task-row.ts';
import { complaintDecisions, complaintTasks, quotationTasks } from './voice-store.ts';

export type Task = z.input<typeof taskShape>;

async function assetSpans(ctx: Ctx, regionCode: string): Promise<{ renewal: number; maintenance: number }> {
  const [renewal, maintenance] = await Promise.all([
    numberParameter(ctx, assetTerms.renewal.key, regionCode, assetTerms.renewal.byDefault),
    numberParameter(ctx, assetTerms.maintenance.key, regionCode, assetTerms.maintenance.byDefault),
  ]);
  return { renewal, maintenance };
}

/** What waits for the viewer: late first, then by the day it is due, then the oldest. */
export async function worklist(ctx: Ctx): Promise<{ items: Task[] }> {
  const { duties, organization, personId, powers, actingFor } = requireViewer(ctx.viewer);
  const selves = [personId, ...(actingFor === undefined ? [] : [actingFor.personId])];
  const has = (duty: (typeof duties)[number]) => duties.includes(duty);
  const today = dayOf(ctx.clock.now());
  const money = { review: has('finance_review'), issue: has('finance_issue') };
  const rows: TaskRow[] = [];
  if (organization.kind === 'agency') {
    rows.push(...(await supervisedTasks(ctx.db, organization.id, { steward: has('steward'), head: has('signatory') })));
    rows.push(...(await inspectorTasks(ctx.db, personId)));
    const asking = { steward: has('steward'), head: has('signatory') };
    rows.push(...(await sharingTasks(ctx.db, organization.id, asking, today)));
    const desk = { personId, steward: has('steward'), head: has('signatory') };
    rows.push(...(await privacyTasks(ctx.db, organization.id, desk)));
    if (has('signatory')) rows.push(...(await inventoriesAt(ctx.db, organization.id, true)));
    const judged = { reports: has('steward') || has('reviewer'), appeals: has('steward') || has('signatory') };
    rows.push(...(await evaluatedTasks(ctx.db, organization.id, today, judged)));
    if (has('steward')) {
      rows.push(
        ...(await holderAssets(ctx.db, organization.id, {
          today,
          ...(await assetSpans(ctx, organization.regionCode)),
        })),
      );
      rows.push(...(await store.stewardTasks(ctx.db, organization.id)));
      rows.push(...(await updateTasks(ctx.db, organization.id)));
      rows.push(...(await targetedTasks(ctx.db, organization.id)));
      rows.push(...(await collectionTasks(ctx.db, organization.id)));
      rows.push(...(await feedbackTasks(ctx.db, organization.id)));
      rows.push(...(await qualityTasks(ctx.db, organization.id, duesOf(ctx))));
    }
    if (has('steward') || has('licensing')) rows.push(...(await enclaveTasks(ctx.db, organization.id)));
    if (has('steward') || has('licensing')) rows.push(...(await sourceNoticeTasks(ctx.db, organization.id, 'agency')));
    if (has('steward') || has('licensing') || has('signatory'))
      rows.push(...(await agencyRepayments(ctx.db, organization.id)));
    if (has('licensing') || has('signatory')) {
      const own = { handles: has('licensing'), signs: has('signatory') };
      rows.push(...(await licensingTasks(ctx.db, organization.id, own)));
      if (has('licensing')) {
        rows.push(...(await jointTasks(ctx.db, organization.id)));
        rows.push(...(await paperTasks(ctx.db, organization.id)));
        rows.push(...(await planTasks(ctx.db, organization.id)));
      }
      if (has('signatory')) rows.push(...(await reissueTasks(ctx.db, organization.id)));
      rows.push(...(await store.agencyAgreementTasks(ctx.db, organization.id, has('signatory'))));
      rows.push(...(await agreementLifeTasks(ctx.db, organization.id, 'agency', has('signatory'))));
      rows.push(...(await keeperTasks(ctx.db, organization.id, today, null)));
    }
  } else {
    if (has('developer')) {
      rows.push(...(await planTasks(ctx.db, organization.id)));
      rows.push(...(await store.developerTasks(ctx.db, organization.id, has('signatory'))));
      rows.push(...(await agreementLifeTasks(ctx.db, organization.id, 'developer', has('signatory'))));
      rows.push(...(await sourceNoticeTasks(ctx.db, organization.id, 'developer')));
      rows.push(...(await quotationTasks(ctx.db, organization.id, 'owner')));
      rows.push(...(await complaintTasks(ctx.db, organization.id)));
      rows.push(...(await tradeAnswerTasks(ctx.db, organization.id)));
      rows.push(...(await store.leakTasks(ctx.db, organization.id, ctx.clock.now())));
      rows.push(...(await invoiceTasks(ctx.db, organization.id)));
      rows.push(...(await overdueTasks(ctx.db, organization.id)));
    }
    if (has('buyer')) {
      rows.push(...(await store.buyerTasks(ctx.db, organization.id)));
      rows.push(...(await quotationTasks(ctx.db, organization.id, 'buyer')));
    }
  }
  if (dataDuties.some(has) || has('signatory')) {
    const desk = {
      works: has('steward') || has('admin') || has('developer'),
      signs: has('signatory'),
      manages: has('admin'),
    };
    rows.push(...(await securityTasks(ctx.db, organization.id, desk)));
  }
  if (dataDuties.some(has)) rows.push(...(await store.webhookTasks(ctx.db, organization.id)));
  if (has('signatory')) rows.push(...(await store.confirmTasks(ctx.db, organization.id)));
  rows.push(...(await officeCaseTasks(ctx.db, ctx.viewer)));
  for (const { power, regionCode } of powers) {
    if (power === 'platform_operator') rows.push(...(await overdueTasks(ctx.db, null)));
    if (power === 'information_department' && (has('reviewer') || has('signatory')))
      rows.push(
        ...(await departmentSupervision(ctx.db, regionCode, {
          officer: has('reviewer'),
          head: has('signatory'),
          organizationId: organization.id,
        })),
      );
    if (power === 'information_department' && regionCode === provinceCode && (has('reviewer') || has('signatory')))
      rows.push(...(await requirementTasks(ctx.db, ctx.viewer)));
    if (power === 'information_department' && (has('reviewer') || has('signatory')))
      rows.push(...(await departmentCollection(ctx.db, regionCode, { personId, officer: has('reviewer') })));
    if (power === 'information_department' && (has('reviewer') || has('signatory')))
      rows.push(...(await departmentEvaluation(ctx.db, regionCode, today, selves)));
    if (power === 'information_department' && has('reviewer')) {
      if (regionCode === provinceCode) rows.push(...(await baseEntryTasks(ctx.db, ctx.viewer)));
      rows.push(...(await store.reviewTasks(ctx.db, regionCode, organization.id, (at) => reviewDue(ctx, at))));
      rows.push(...(await compilationTasks(ctx.db, regionCode)));
      rows.push(...(await authorityTasks(ctx.db, organization.id, regionCode, today)));
      if (!has('licensing')) rows.push(...(await jointTasks(ctx.db, organization.id)));
      rows.push(...(await departmentSharing(ctx.db, organization.id)));
      rows.push(...(await departmentAssets(ctx.db, regionCode, today)));
      rows.push(...(await requestSortTasks(ctx.db, regionCode)));
      rows.push(...(await keeperTasks(ctx.db, organization.id, today, regionCode)));
      rows.push(...(await moderationTasks(ctx.db, regionCode)));
      rows.push(...(await complaintDecisions(ctx.db, regionCode)));
      rows.push(...(await tradeClueTasks(ctx.db, regionCode, today)));
    }
    if (power === 'finance_bureau') {
      rows.push(
        ...(await store.financeTasks(ctx.db, regionCode, money)),
        ...(await bureauRepayments(ctx.db, regionCode, money)),
        ...(money.review || money.issue ? await secondOfficerTasks(ctx.db, regionCode, personId, money.issue) : []),
        ...(money.review ? await bankTasks(ctx.db, regionCode, today) : []),
        ...(money.review ? await tradeClueTasks(ctx.db, regionCode, today) : []),
      );
    }
  }
  const items = rows.map(
    (row): Task => ({
      kind: row.kind,
      id: row.id,
      no: row.no,
      title: row.title,
      since: row.since.toISOString(),
      due_on: row.dueOn,
      days_left: row.dueOn === null ? null : workingDaysLeft(ctx, today, row.dueOn),
      amount_fen: row.amountFen === null ? null : String(row.amountFen),
      detail: row.detail,
    }),
  );
  const far = 9999;
  items.sort((a, b) => (a.days_left ?? far) - (b.days_left ?? far) || a.since.localeCompare(b.since));
  return { items };
}

function duesOf(ctx: Ctx): Dues {
  const today = dayOf(ctx.clock.now());
  return {
    fix: (since, publishedAt) => fixBy(ctx, since, publishedAt),
    overdue: (publishedAt, cycle) => {
      const due = orUnloaded(null, () => dueAfter(dayOf(publishedAt), cycle, ctx.calendar()));
      return due !== null && today > due ? due : null;
    },
  };
}

/** Working days from today to the day due; negative when late. Null when a year's table is missing: the list still shows. */
function workingDaysLeft(ctx: Ctx, today: string, due: string): number | null {
  const calendar = ctx.calendar();
  const last = Number(due.slice(0, 4));
  if (Math.max(last, Number(today.slice(0, 4))) > calendar.lastYear) return null;
  return calendar.workingDaysBetween(today, due);
}

export async function figures(ctx: Ctx) {
  return store.figures(ctx.db);
}

export { driftImpact } from './impact.ts';
