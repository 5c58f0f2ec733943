/** The supervision desk of the information department (Article 27): a clue is confirmed or dismissed by a person. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import * as after from './after-store.ts';
import type { clueDecision, clueOut } from './rules/keeping-shapes.ts';
import { type ClueKind, clueStates } from './rules/life-codes.ts';
import { clueLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { fault } from './rules/refusals.ts';
import * as store from './store.ts';

export type ClueOut = z.input<typeof clueOut>;

export async function listClues(ctx: Ctx): Promise<{ items: ClueOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const regions = viewer.powers
    .filter((held) => held.power === 'information_department')
    .map((held) => held.regionCode);
  if (regions.length === 0) throw refuseAnywhere('auth.forbidden');
  const rows = await after.listClues(ctx.db, regions);
  const names = await store.namesOf(
    ctx.db,
    rows.map((row) => row.about),
  );
  return {
    items: rows.map((row) => ({
      id: row.id,
      no: row.no,
      kind: row.kind as ClueKind,
      state: row.state,
      agreement_id: row.agreementId,
      agreement_no: row.agreement.no,
      matter_id: row.matterId,
      about: { id: row.about, name: names.get(row.about) ?? '' },
      evidence: row.evidence as ClueOut['evidence'],
      words: row.words,
      created_at: row.createdAt.toISOString(),
      decided_at: row.decidedAt?.toISOString() ?? null,
    })),
  };
}

export async function decideClue(
  ctx: Ctx,
  id: string,
  input: z.output<typeof clueDecision>,
): Promise<{ items: ClueOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `agreements.${input.decision}_clue`, subject: ['clue', id] }, async (tx, note) => {
    const clue = await after.findClue(tx.db, id);
    if (clue === null || !holdsPower(viewer, 'information_department', clue.regionCode))
      throw refuseLife('clue.not_found');
    if (!viewer.duties.includes('reviewer')) throw refuseAnywhere('auth.forbidden');
    const to = edge(clueLifecycle, clue.state, input.decision)?.to;
    if (to === undefined)
      throw refuseLife('matter.wrong_state', {
        ...bilingual('state', clueStates.words[clue.state]),
        ...bilingual('action', clueStates.words[input.decision === 'confirm' ? 'confirmed' : 'dismissed']),
      });
    if (input.words === '') throw refuseLife('clue.words_needed', {}, [fault('words', 'reason')]);
    const decided = { state: to, words: input.words, decidedBy: viewer.personId, decidedAt: tx.clock.now() };
    await after.updateClue(tx.db, id, decided);
    note({ no: clue.no, agreement: clue.agreementId });
    return listClues(tx);
  });
}
