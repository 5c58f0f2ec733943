/** Correction requests of shared data (校核): verified, corrected and answered within ten working days (Order 809, Article 26). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { seenRequest } from './access.ts';
import type { correctionAnswerBody, correctionBody } from './contract.ts';
import { tell } from './letters.ts';
import { correctionAnswers } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { sharedSince } from './shareable.ts';
import type { RequestOut } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { reread } from './walk.ts';

export async function askSharedCorrection(
  ctx: Ctx,
  id: string,
  input: z.output<typeof correctionBody>,
): Promise<RequestOut> {
  const { row, sides, viewer } = await seenRequest(ctx, id);
  if (!sides.includes('requester') || !viewer.duties.includes('steward')) throw refuseAnywhere('auth.forbidden');
  if (row.openedAt === null) throw refuse('sharing.no_use_yet');
  return act(ctx, { action: 'sharing.ask_correction', subject: ['sharing', id] }, async (tx, note) => {
    const at = tx.clock.now();
    const days = await termDays(tx, 'correction', row.regionCode);
    const dueOn = tx.calendar().addWorkingDays(dayOf(at), days);
    const no = await nextNumber(tx, 'sharing_correction', 'GJ');
    const { column, ...said } = input;
    await store.insertCorrection(tx.db, {
      id: newId(tx, 'sharingCorrection'),
      no,
      requestId: id,
      providerId: row.providerId,
      column: column === '' ? null : column,
      ...said,
      filedBy: viewer.personId,
      filedAt: at,
      dueOn,
    });
    note({ no: row.no, correction: no });
    const title = (await store.findEntries(tx.db, [row.entryId])).get(row.entryId)?.title ?? '';
    const params = { no, who: viewer.organization.name, title, due: dueOn };
    await tell(tx, 'correction', { id, to: row.providerId, params });
    return reread(tx, id);
  });
}

/** "Corrected" is believed when a version came since it was asked for. */
export async function answerSharedCorrection(
  ctx: Ctx,
  id: string,
  input: z.output<typeof correctionAnswerBody>,
): Promise<RequestOut> {
  const viewer = requireViewer(ctx.viewer);
  const found = await store.findCorrection(ctx.db, id);
  if (found === null || found.providerId !== viewer.organization.id) throw refuse('sharing.correction_not_found');
  if (!viewer.duties.includes('steward')) throw refuseAnywhere('auth.forbidden');
  return act(ctx, { action: 'sharing.answer_correction', subject: ['sharing', found.requestId] }, async (tx, note) => {
    const row = await store.lockRequest(tx.db, found.requestId);
    if (row === null) throw refuse('sharing.not_found');
    const corrected = input.outcome === 'corrected';
    const version = corrected ? await sharedSince(tx, row.entryId, found.filedAt) : null;
    if (corrected && version === null) throw refuse('sharing.not_corrected');
    const answered = await store.answerCorrection(tx.db, id, {
      ...input,
      version,
      answeredBy: viewer.personId,
      answeredAt: tx.clock.now(),
    });
    if (!answered) throw refuse('sharing.correction_answered');
    note({ no: row.no, correction: found.no, outcome: input.outcome });
    const [zh, en] = correctionAnswers.words[input.outcome];
    const params = { no: found.no, outcome: zh, answer: input.answer };
    await tell(tx, 'correction_answered', { id: row.id, to: row.requesterId, params, paramsEn: { outcome: en } });
    return reread(tx, row.id);
  });
}
