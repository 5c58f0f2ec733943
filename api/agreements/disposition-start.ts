/** The duty that begins with the end: told to the developer, with the agreed mode and the day it is due. */
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import * as after from './after-store.ts';
import { inBoth, noteStep, tellSide } from './matter.ts';
import { dispositionModes } from './rules/codes.ts';
import type * as store from './store.ts';
import { termsOf } from './view.ts';

export const dispositionPath = (id: string) => `/w/dispositions/${id}`;

/** So many working days after a day; null beyond the last loaded table, until it is loaded. */
export function workingDaysAfter(ctx: Ctx, day: string, days: number): string | null {
  try {
    return ctx.calendar().addWorkingDays(day, days);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Nothing is owed where nothing was ever in force, or where use goes on as agreed. */
export async function startDisposition(tx: Ctx, row: store.AgreementRow, endedOn: string): Promise<void> {
  const { mode, days } = termsOf(row).disposition;
  if (row.activatedAt === null || mode === 'continue' || !dispositionModes.is(mode) || days === null) return;
  if ((await after.findByAgreement(tx.db, row.id)) !== null) return;
  const at = tx.clock.now();
  const id = newId(tx, 'disposition');
  const no = await nextNumber(tx, 'disposition', 'CZ');
  const dueOn = workingDaysAfter(tx, endedOn, days);
  await after.insertDisposition(tx.db, {
    id,
    no,
    agreementId: row.id,
    state: 'due',
    mode,
    endedOn,
    dueOn,
    attempts: 0,
    createdAt: at,
    updatedAt: at,
  });
  const matter = { type: 'disposition', id, agreementId: row.id } as const;
  await noteStep(tx, matter, { action: 'start', from: 'due', to: 'due' });
  const words = inBoth('mode', dispositionModes.words[mode]);
  await tellSide(tx, row, 'developer', 'disposition', {
    path: dispositionPath(id),
    params: { no, ended: endedOn, due: dueOn ?? '-', ...words.params },
    paramsEn: words.paramsEn,
  });
}
