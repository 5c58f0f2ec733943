/** A version goes to the information department of the agency's own region (Article 19). */
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder, numberParameter } from '#api/organizations/service.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

/** Working days for the review of a filing; the regulation names none, so it is a parameter (brief 7.3: ten). */
export const filingDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'filing.deadline_working_days', regionCode, 10);

export async function submitFiling(
  tx: Ctx,
  viewer: Viewer,
  row: { readonly id: string; readonly regionCode: string },
  what: { readonly version: number; readonly lastDay: string; readonly amendmentId: string | null },
): Promise<{ readonly id: string; readonly no: string }> {
  const today = dayOf(tx.clock.now());
  if (today > what.lastDay) throw refuse('agreement.term_over', { to: what.lastDay });
  const department = await findHolder(tx, 'information_department', row.regionCode);
  if (department === null) throw refuse('filing.no_department', { region: row.regionCode });
  const no = await nextNumber(tx, 'filing', 'BA');
  const id = newId(tx, 'filing');
  await store.insertFiling(tx.db, {
    id,
    no,
    agreementId: row.id,
    version: what.version,
    amendmentId: what.amendmentId,
    organizationId: department.id,
    state: 'submitted',
    submittedBy: viewer.personId,
    submittedAt: tx.clock.now(),
    dueOn: tx.calendar().addWorkingDays(today, await filingDays(tx, row.regionCode)),
  });
  return { id, no };
}
