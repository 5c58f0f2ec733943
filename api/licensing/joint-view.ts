import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { checkListOf } from './file.ts';
import type { jointOut } from './joint-contract.ts';
import type { JointRow } from './joint-store.ts';
import { readClock } from './rules/clock.ts';
import { jointState, opinionOf } from './rules/joint.ts';
import {
  type JointAction,
  type JointState,
  jointActions,
  type LeadKind,
  type MaterialItem,
  materialItems,
} from './rules/kind-codes.ts';
import { namesOf } from './store.ts';

export type JointOut = z.input<typeof jointOut>;

export const stateOf = (row: JointRow): JointState => jointState(row.parts);

/** What the applicant and the lead can do with the whole in a state. */
export const jointMoves: Readonly<Record<JointState, Partial<Record<JointAction, 'applicant' | 'lead'>>>> = {
  drafting: { save: 'applicant', apply: 'applicant', withdraw: 'applicant' },
  applied: { accept: 'lead', supplement: 'lead', withdraw: 'applicant' },
  supplementing: { save: 'applicant', resubmit: 'applicant', withdraw: 'applicant' },
  reviewing: { urge: 'lead', withdraw: 'applicant' },
  granted: {},
  partly_granted: {},
  refused: {},
  withdrawn: {},
};

export function sideOf(row: JointRow, viewer: Viewer | null): 'applicant' | 'lead' | 'agency' | null {
  if (viewer === null) return null;
  const id = viewer.organization.id;
  if (id === row.developerId) return 'applicant';
  const sent = row.parts.some((one) => one.state !== 'drafting' && one.state !== 'withdrawn');
  const open = sent || row.parts.every((one) => one.state === 'withdrawn');
  if (!open) return null;
  if (id === row.leadId) return 'lead';
  return row.parts.some((one) => one.agencyId === id) ? 'agency' : null;
}

/** The lead works as its own staff does: licensing clerks of an agency, reviewers of an information department. */
export const worksFor = (row: JointRow, viewer: Viewer, side: 'applicant' | 'lead'): boolean =>
  side === 'applicant'
    ? viewer.duties.includes('developer')
    : viewer.duties.includes(row.leadKind === 'lead_agency' ? 'licensing' : 'reviewer');

export async function showJoint(ctx: Ctx, row: JointRow): Promise<JointOut> {
  const today = dayOf(ctx.clock.now());
  const state = stateOf(row);
  const side = sideOf(row, ctx.viewer);
  const names = await namesOf(ctx.db, [...new Set(row.steps.map((one) => one.organizationId))]);
  const [first] = row.parts;
  const file = await checkListOf(ctx, row.developerId, row.kind, row.regionCode);
  const { viewer } = ctx;
  return {
    id: row.id,
    no: row.no,
    kind: row.kind,
    state,
    revision: Math.max(...row.parts.map((one) => one.revision)),
    developer: row.developer,
    lead: row.lead,
    lead_kind: row.leadKind as LeadKind,
    region_code: row.regionCode,
    purpose: first?.purpose ?? '',
    scenario: first?.scenario ?? '',
    scope: first?.scope ?? '',
    degree: first?.degree ?? '',
    term_from: first?.termFrom ?? '',
    term_to: first?.termTo ?? '',
    supplement_notice: first?.supplementNotice ?? null,
    supplement_items: itemsOf(first?.supplementItems),
    file: {
      wanted: file.wanted,
      items: file.list.map((one) => ({
        item: one.item,
        state: one.state,
        paper_id: one.paperId,
        valid_to: one.validTo,
      })),
    },
    parts: row.parts.map((part) => showPart(ctx, part, today, side, viewer)),
    created_at: row.createdAt.toISOString(),
    history: inOrder(row.steps).map((one) => ({
      id: one.id,
      action: one.action as JointAction,
      words: one.words,
      organization: names.get(one.organizationId) ?? '-',
      at: one.at.toISOString(),
    })),
    can: (Object.entries(jointMoves[state]) as [JointAction, 'applicant' | 'lead'][])
      .filter(([, by]) => viewer !== null && side === by && worksFor(row, viewer, by))
      .map(([action]) => action),
  };
}

/** Steps of one instant (started and sent at once) in the order of their actions. */
function inOrder(steps: JointRow['steps']): JointRow['steps'] {
  const place = (action: string) => jointActions.codes.indexOf(action as JointAction);
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime() || place(a.action) - place(b.action));
}

function showPart(
  ctx: Ctx,
  part: JointRow['parts'][number],
  today: Day,
  side: ReturnType<typeof sideOf>,
  viewer: Viewer | null,
): JointOut['parts'][number] {
  const clock = readClock(ctx.calendar(), part, today);
  const since = part.steps.findLast((one) => one.fromState !== one.toState)?.at ?? part.createdAt;
  return {
    id: part.id,
    no: part.no,
    agency: part.agency,
    state: part.state,
    opinion: opinionOf(part),
    datasets: part.resources.map(({ entry }) => entry),
    since: since.toISOString(),
    days_held: heldDays(ctx, dayOf(since), today),
    due_on: clock.dueOn,
    days_left: clock.daysLeft,
    overdue: clock.overdue,
    paused: clock.pausedOn !== null,
    reason: part.decisionReason,
    legal_basis: part.legalBasis,
    conditions: part.conditions,
    certificate_no: part.certificate?.no ?? null,
    readable: side === 'applicant' || side === 'lead' || viewer?.organization.id === part.agencyId,
  };
}

/** Null past the last loaded year: the page still shows. */
function heldDays(ctx: Ctx, since: Day, today: Day): number | null {
  const calendar = ctx.calendar();
  return Number(today.slice(0, 4)) > calendar.lastYear ? null : calendar.workingDaysBetween(since, today);
}

function itemsOf(stored: unknown): { material: MaterialItem; words: string }[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (one): one is { material: MaterialItem; words: string } =>
      typeof one === 'object' && one !== null && materialItems.is((one as { material?: unknown }).material),
  );
}
