/** Every quarter somebody else looks at who may do what, and keeps or revokes each right with a reason; the result is sealed. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { revokeOrderKeyOf } from '#api/gateway/keys.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { type Duty, duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { revokeDelegationOf, revokeDuty, revokeTokenOf } from '#api/people/revoke.ts';
import { revokeKeyOf } from '#api/usage/keys.ts';
import { requireSeen, scopeOf, whereOf } from './access.ts';
import type * as shapes from './desk-contract.ts';
import { sealPaper } from './paper.ts';
import * as store from './privileges-store.ts';
import { names, people } from './roots-store.ts';
import { type PrivilegeKind, privilegeKinds } from './rules/codes.ts';
import {
  dormantDays,
  dormantDaysKey,
  firstDayOf,
  isDormant,
  quarterOf,
  reviewDays,
  reviewDaysKey,
} from './rules/periods.ts';
import { refuse, standings, why, wrongState } from './rules/refusals.ts';
import { privilegePaper } from './template.ts';

export type ReviewOut = z.input<typeof shapes.reviewShape>;
type Line = z.input<typeof shapes.reviewLine>;

const reviewers: readonly Duty[] = ['admin', 'signatory'];

function line(ctx: Ctx, row: store.ReviewRow, name: string): Line {
  const today = dayOf(ctx.clock.now());
  return {
    id: row.id,
    no: row.no,
    organization: { id: row.organizationId, name },
    quarter: row.quarter,
    opened_at: row.openedAt.toISOString(),
    due_on: row.dueOn,
    closed_at: row.closedAt?.toISOString() ?? null,
    late: (row.closedAt === null ? today : dayOf(row.closedAt)) > row.dueOn,
    open: row.rows.filter((one) => one.decision === null).length,
    total: row.rows.length,
    document_id: row.documentId,
  };
}

/** Who decides: administrators and signatories of the organisation, and the department of its region, where it has nobody else. */
function mayReview(ctx: Ctx, row: store.ReviewRow): boolean {
  const { duties, organization, powers } = requireViewer(ctx.viewer);
  if (organization.id === row.organizationId) return duties.some((duty) => reviewers.includes(duty));
  return (
    duties.includes('reviewer') &&
    powers.some((held) => held.power === 'information_department' && held.regionCode === row.regionCode)
  );
}

async function show(ctx: Ctx, row: store.ReviewRow): Promise<ReviewOut> {
  const who = await people(
    ctx.db,
    row.rows.flatMap((one) => [one.personId, one.decidedBy]),
  );
  const unit = await names(ctx.db, [row.organizationId]);
  const may = mayReview(ctx, row) && row.closedAt === null;
  return {
    ...line(ctx, row, unit.get(row.organizationId) ?? ''),
    own: may,
    rows: row.rows.map((one) => ({
      id: one.id,
      kind: one.kind as PrivilegeKind,
      person: who.get(one.personId ?? '') ?? null,
      subject: one.subject,
      label: one.label,
      since: one.since?.toISOString() ?? null,
      last_used_at: one.lastUsedAt?.toISOString() ?? null,
      dormant: one.dormant,
      decision: one.decision as 'keep' | 'revoke' | null,
      reason: one.reason,
      decided_by: who.get(one.decidedBy ?? '') ?? null,
      refusal: one.personId === ctx.viewer?.personId ? why('security.holder') : null,
    })),
  };
}

export async function listReviews(ctx: Ctx) {
  const { viewer, scope } = scopeOf(ctx);
  const rows = await store.listReviews(ctx.db, whereOf(scope));
  const units = await names(
    ctx.db,
    rows.map((row) => row.organizationId),
  );
  const quarter = quarterOf(dayOf(ctx.clock.now()));
  return {
    items: rows.map((row) => line(ctx, row, units.get(row.organizationId) ?? '')),
    quarter,
    may_open:
      viewer.duties.some((duty) => reviewers.includes(duty)) &&
      !rows.some((row) => row.organizationId === viewer.organization.id && row.quarter === quarter),
  };
}

export async function getReview(ctx: Ctx, id: string): Promise<ReviewOut> {
  return show(ctx, requireSeen(ctx, await store.findReview(ctx.db, id)));
}

/** What is to be reviewed, as it stands at this moment. */
async function begin(tx: Ctx, organizationId: string, regionCode: string): Promise<string> {
  const now = tx.clock.now();
  const today = dayOf(now);
  const quarter = quarterOf(today);
  if (await store.hasReview(tx.db, organizationId, quarter)) throw refuse('security.review_exists', { quarter });
  const days = await numberParameter(tx, reviewDaysKey, regionCode, reviewDays);
  const sleeping = await numberParameter(tx, dormantDaysKey, regionCode, dormantDays);
  const rights = await store.rightsOf(tx.db, organizationId, now, today);
  const seen = new Map(rights.acts.map((one) => [one.personId, one._max.lastSeenAt]));
  const reviewId = newId(tx, 'privilegeReview');
  const row = (
    kind: PrivilegeKind,
    personId: string | null,
    subject: string,
    label: string,
    since: Date,
    lastUsedAt: Date | null,
  ) => ({
    id: newId(tx, 'privilege'),
    reviewId,
    kind,
    personId,
    subject,
    label,
    since,
    lastUsedAt,
    dormant: isDormant(lastUsedAt, since, now, sleeping),
  });
  const rows = [
    ...rights.members.flatMap((one) =>
      one.duties.map((duty) =>
        row('duty', one.personId, duty, one.person.displayName, one.createdAt, seen.get(one.personId) ?? null),
      ),
    ),
    ...rights.delegations.map((one) =>
      row('delegation', one.delegateId, one.id, one.delegate.displayName, one.createdAt, null),
    ),
    ...rights.tokens.map((one) => row('token', one.personId, one.id, one.name, one.createdAt, one.lastUsedAt)),
    ...rights.apiKeys.map((one) => row('api_key', one.createdBy, one.id, one.name, one.createdAt, one.lastUsedAt)),
    ...rights.orderKeys.map((one) => row('order_key', one.createdBy, one.id, one.name, one.createdAt, one.lastUsedAt)),
  ];
  await store.insertReview(
    tx.db,
    {
      id: reviewId,
      no: await nextNumber(tx, 'privilege_review', 'QX'),
      organizationId,
      regionCode,
      quarter,
      openedAt: now,
      // The term runs from the quarter's first day, however late somebody opens it.
      dueOn: tx.calendar().addWorkingDays(firstDayOf(quarter), days),
    },
    rows,
  );
  return reviewId;
}

export async function openReview(ctx: Ctx): Promise<ReviewOut> {
  const { duties, organization } = requireViewer(ctx.viewer);
  if (!duties.some((duty) => reviewers.includes(duty))) throw refuseAnywhere('auth.forbidden');
  return act(ctx, { action: 'security.privileges_open', subject: ['privilege_review', 'new'] }, async (tx, note) => {
    const id = await begin(tx, organization.id, organization.regionCode);
    const row = await store.findReview(tx.db, id);
    if (row === null) throw refuse('security.not_found');
    note({ no: row.no, quarter: row.quarter, rows: row.rows.length }, id);
    return show(tx, row);
  });
}

/** The job: agencies get theirs on the first days of the quarter; whoever was opened by hand is left alone. */
export async function openReviews(app: App): Promise<void> {
  const ctx = systemContext(app);
  const quarter = quarterOf(dayOf(app.clock.now()));
  for (const { id, region_code } of await store.agenciesWithout(app.db, quarter))
    await act(ctx, { action: 'security.privileges_open', subject: ['privilege_review', 'new'] }, async (tx, note) => {
      note({ quarter, organization: id }, await begin(tx, id, region_code));
    });
}

export async function decidePrivilege(
  ctx: Ctx,
  id: string,
  input: z.output<typeof shapes.rowBody>,
): Promise<ReviewOut> {
  return act(
    ctx,
    { action: `security.privilege_${input.decision}`, subject: ['privilege_review', id] },
    async (tx, note) => {
      const review = requireSeen(tx, await store.lockReview(tx.db, id));
      if (!mayReview(tx, review)) throw refuseAnywhere('auth.forbidden');
      if (review.closedAt !== null) throw wrongState(standings.closed);
      const row = review.rows.find((one) => one.id === input.row);
      if (row === undefined) throw refuse('security.not_found');
      const { personId } = requireViewer(tx.viewer);
      if (row.personId === personId) throw refuse('security.holder');
      const decidedAt = tx.clock.now();
      const { decision, reason } = input;
      if (!(await store.decideRow(tx.db, row.id, { decision, reason, decidedBy: personId, decidedAt })))
        throw refuse('security.row_decided');
      if (decision === 'revoke') await revoke(tx, review.organizationId, row);
      note({ no: review.no, kind: row.kind, subject: row.subject, person: row.personId });
      return getReview(tx, id);
    },
  );
}

/** At once, in the same transaction, by the room that owns the right. What has ended meanwhile is ended. */
async function revoke(tx: Ctx, organizationId: string, row: store.ReviewRow['rows'][number]): Promise<void> {
  const { kind, subject } = row;
  if (kind === 'duty') {
    if ((await revokeDuty(tx, row.personId ?? '', organizationId, subject)) === 'last_admin')
      throw refuse('security.last_admin');
  } else if (kind === 'delegation') await revokeDelegationOf(tx, organizationId, subject);
  else if (kind === 'token') await revokeTokenOf(tx, organizationId, subject);
  else if (kind === 'api_key') await revokeKeyOf(tx, organizationId, subject);
  else await revokeOrderKeyOf(tx, organizationId, subject);
}

export async function closeReview(ctx: Ctx, id: string): Promise<ReviewOut> {
  return act(ctx, { action: 'security.privileges_close', subject: ['privilege_review', id] }, async (tx, note) => {
    const review = requireSeen(tx, await store.lockReview(tx.db, id));
    if (!mayReview(tx, review)) throw refuseAnywhere('auth.forbidden');
    if (review.closedAt !== null) throw wrongState(standings.closed);
    const open = review.rows.filter((one) => one.decision === null).length;
    if (open > 0) throw refuse('security.rows_open', { count: open });
    await store.closeReview(tx.db, id, requireViewer(tx.viewer).personId, tx.clock.now());
    const shown = await getReview(tx, id);
    const made = await sealPaper(tx, {
      kind: 'privilege_review',
      no: review.no,
      subject: ['privilege_review', id],
      organizationId: review.organizationId,
      ...privilegePaper(shown, (row) =>
        row.kind === 'duty' ? dutyWords[row.subject as Duty][0] : privilegeKinds.words[row.kind][0],
      ),
    });
    await store.setDocument(tx.db, id, made.id);
    note({ no: review.no, revoked: review.rows.filter((one) => one.decision === 'revoke').length });
    return getReview(tx, id);
  });
}
