/** Entries as they go over the wire. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { requirementInForce } from './requirement-store.ts';
import { classificationPath } from './rules/code.ts';
import { openTypes, shareTypes, themes, updateCycles } from './rules/codes.ts';
import { differences } from './rules/differences.ts';
import { entryLifecycle, reviewWorkingDays } from './rules/lifecycle.ts';
import { openCodes, type Requirement } from './rules/requirement.ts';
import type { entryOut, entrySummary, reviewOut, submissionFault } from './rules/shapes.ts';
import { completeness, type SubmissionFault, submissionFaults, warnings } from './rules/submission.ts';
import { isReviewer, isSteward } from './rules/visibility.ts';
import * as store from './store.ts';

export type EntryOut = z.output<typeof entryOut>;
export type EntrySummary = z.output<typeof entrySummary>;
export type ReviewOut = z.output<typeof reviewOut>;

export const iso = (at: Date): string => at.toISOString();
const isoOrNull = (at: Date | null): string | null => (at === null ? null : iso(at));

/** The last day for a review; null when the calendar of that year is not loaded yet. */
export function reviewDue(ctx: Ctx, submittedAt: Date): string | null {
  return counted(() => ctx.calendar().addWorkingDays(dayOf(submittedAt), reviewWorkingDays));
}

function daysLeft(ctx: Ctx, dueOn: string): number | null {
  return counted(() => ctx.calendar().workingDaysBetween(dayOf(ctx.clock.now()), dueOn));
}

/** A list must show even when the next year's holidays are not announced yet. */
function counted<T>(count: () => T): T | null {
  try {
    return count();
  } catch (error) {
    if (isRefusal(error) && error.code === 'calendar.year_missing') return null;
    throw error;
  }
}

export function showSummary(ctx: Ctx, entry: store.Entry, requirement: Requirement): EntrySummary {
  const { done, total, missing } = completeness(entry.content, requirement);
  const waiting = entry.state === 'submitted' && entry.submittedAt !== null;
  const dueOn = waiting && entry.submittedAt !== null ? reviewDue(ctx, entry.submittedAt) : null;
  const code = <K extends string>(list: { is(value: unknown): value is K }, value: string): K | null =>
    list.is(value) ? value : null;
  return {
    id: entry.id,
    code: entry.code,
    classification_code: entry.classificationCode,
    title: entry.title,
    theme: code(themes, entry.theme),
    share_type: code(shareTypes, entry.shareType),
    open_type: code(openTypes, entry.openType),
    update_cycle: code(updateCycles, entry.updateCycle),
    state: entry.state,
    revision: entry.revision,
    published_revision: entry.publishedRevision,
    provider: showProvider(entry.provider),
    region_code: entry.regionCode,
    level: entry.level,
    submitted_at: isoOrNull(entry.submittedAt),
    published_at: isoOrNull(entry.publishedAt),
    withdrawn_at: isoOrNull(entry.withdrawnAt),
    withdrawn_reason: entry.withdrawnReason,
    updated_at: iso(entry.updatedAt),
    due_on: dueOn,
    days_left: dueOn === null ? null : daysLeft(ctx, dueOn),
    late: dueOn !== null && dayOf(ctx.clock.now()) > dueOn,
    ball: waiting ? 'information_department' : entry.state === 'draft' || entry.state === 'returned' ? 'agency' : null,
    filled: { done, total, next: missing[0] ?? null },
    checked_against: entry.checkedAgainst,
  };
}

export function showProvider(provider: store.Provider) {
  return { id: provider.id, name: provider.name, name_en: provider.nameEn, uscc: provider.uscc };
}

export async function showClassification(ctx: Ctx, code: string) {
  const nodes = await store.listNodes(ctx.db, classificationPath(code));
  return nodes.map((node) => ({ code: node.code, name: node.name, name_en: node.nameEn }));
}

export function showFault({ path, zh, en, clause }: SubmissionFault): z.output<typeof submissionFault> {
  return { path, zh, en, clause };
}

export function showReview(review: store.Review, names: ReadonlyMap<string, string>): ReviewOut {
  return {
    id: review.id,
    revision: review.revision,
    decision: review.decision as ReviewOut['decision'],
    opinion: review.opinion,
    field_opinions: review.fieldOpinions as ReviewOut['field_opinions'],
    reviewer: names.get(review.reviewerId) ?? '',
    organization: names.get(review.organizationId) ?? '',
    at: iso(review.at),
  };
}

/** What the viewer may do with the entry in its present state. */
function rightsOver(ctx: Ctx, entry: store.Entry): EntryOut['may'] {
  const steward = isSteward(ctx.viewer, entry);
  const open = (action: string) => can(entryLifecycle, entry.state, action);
  return {
    save: steward && open('save'),
    submit: steward && open('submit'),
    discard: steward && open('discard') && entry.publishedRevision !== null,
    withdraw: steward && open('withdraw'),
    recall: steward && open('recall'),
    review: isReviewer(ctx.viewer, entry) && open('publish'),
  };
}

export async function showEntryRow(ctx: Ctx, entry: store.Entry): Promise<EntryOut> {
  const [reviews, classification, holder, published, requirement] = await Promise.all([
    store.listReviews(ctx.db, entry.id),
    showClassification(ctx, entry.classificationCode),
    findHolder(ctx, 'information_department', entry.regionCode),
    store.publishedContents(ctx.db, [entry]),
    requirementInForce(ctx),
  ]);
  const last = reviews[0];
  const filled = completeness(entry.content, requirement);
  const names =
    last === undefined
      ? new Map<string, string>()
      : await store.namesOf(ctx.db, [last.reviewerId], [last.organizationId]);
  return {
    ...showSummary(ctx, entry, requirement),
    classification,
    content: entry.content,
    completeness: { ...filled, missing: [...filled.missing] },
    faults: submissionFaults(entry.content, { code: entry.code }, requirement).map(showFault),
    warnings: warnings(entry.content, entry.level).map(showFault),
    last_review: last === undefined ? null : showReview(last, names),
    requirement: {
      number: requirement.number,
      title: { zh: requirement.title[0], en: requirement.title[1] },
      document_no: requirement.documentNo,
      effective_on: requirement.effectiveOn,
      fields: requirement.content.fields,
      lists: requirement.content.lists,
      item_codes: {
        data_type: openCodes(requirement.content, 'data_type'),
        sensitivity: openCodes(requirement.content, 'sensitivity'),
      },
    },
    differences: differences(published.get(entry.id) ?? null, entry.content),
    may: rightsOver(ctx, entry),
    reviewed_by: holder?.name ?? null,
  };
}
