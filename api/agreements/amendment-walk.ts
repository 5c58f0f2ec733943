/** How one edge of an amendment is walked: lock the agreement, authorise, check the state, change, keep the step. */
import { act, type Note } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { type AmendmentDoing, amendmentHindrance } from './amendment-rights.ts';
import { type AmendmentOut, showAmendment } from './amendment-view.ts';
import * as life from './life-store.ts';
import { noteStep } from './matter.ts';
import type { AmendmentAction } from './rules/life-codes.ts';
import { amendmentLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { sideOf } from './rules/rights.ts';
import type { Terms } from './rules/terms.ts';
import * as store from './store.ts';
import { factsOf } from './view.ts';

export interface AmendmentAt {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly row: store.AgreementRow;
  readonly amendment: life.AmendmentRow;
  readonly today: Day;
  readonly note: Note;
}

export interface Amended {
  readonly changes?: Parameters<typeof life.updateAmendment>[3];
  readonly words?: string | null;
  readonly terms?: Terms;
}

/** The parties from the first word; the department and finance once it was filed. */
export function seesAmendment(row: store.AgreementRow, id: string, viewer: Viewer): boolean {
  const side = sideOf(factsOf(row), viewer);
  if (side === 'agency' || side === 'developer') return true;
  return side !== null && row.filings.some((filing) => filing.amendmentId === id);
}

/** The agreement's row is the lock of everything that hangs on it. */
export async function lockAmendment(tx: Ctx, id: string) {
  const seen = await life.findAmendment(tx.db, id);
  const row = seen === null ? null : await store.lockAgreement(tx.db, seen.agreementId);
  const amendment = await life.findAmendment(tx.db, id);
  if (row === null || amendment === null) throw refuseLife('matter.not_found');
  return { row, amendment };
}

export async function amend(
  ctx: Ctx,
  id: string,
  action: AmendmentDoing,
  body: (at: AmendmentAt) => Promise<Amended> | Amended,
): Promise<AmendmentOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `agreements.${action}_amendment`, subject: ['amendment', id] }, async (tx, note) => {
    const { row, amendment } = await lockAmendment(tx, id);
    if (!seesAmendment(row, id, viewer)) throw refuseLife('matter.not_found');
    const hindered = amendmentHindrance(row, amendment, viewer, action);
    if (hindered !== null) throw hindered;
    const amended = await body({ tx, viewer, row, amendment, today: dayOf(tx.clock.now()), note });
    await settleAmendment(tx, amendment, action, amended);
    note({ no: amendment.no, agreement: row.no });
    return rereadAmendment(tx, id);
  });
}

/** Saves the change with its step. The agreement must be locked. `viewer` null stands for the clock. */
export async function settleAmendment(
  tx: Ctx,
  amendment: life.AmendmentRow,
  action: AmendmentAction,
  amended: Amended,
): Promise<void> {
  const to = edge(amendmentLifecycle, amendment.state, action)?.to;
  if (to === undefined) throw new Error(`no edge ${action} from ${amendment.state}`);
  const changes = { ...amended.changes, state: to, updatedAt: tx.clock.now() };
  if (!(await life.updateAmendment(tx.db, amendment.id, amendment.revision, changes)))
    throw new Error('a locked amendment changed');
  const matter = { type: 'amendment', id: amendment.id, agreementId: amendment.agreementId } as const;
  await noteStep(tx, matter, {
    action,
    from: amendment.state,
    to,
    words: amended.words ?? null,
    ...(amended.terms === undefined ? {} : { terms: amended.terms }),
  });
}

export async function rereadAmendment(ctx: Ctx, id: string): Promise<AmendmentOut> {
  const amendment = await life.findAmendment(ctx.db, id);
  const row = amendment === null ? null : await store.findAgreement(ctx.db, amendment.agreementId);
  if (row === null || amendment === null) throw refuseLife('matter.not_found');
  return showAmendment(ctx, row, amendment);
}
