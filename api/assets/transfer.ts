/** 划转交接 (Order 738, Article 22): when agencies merge or split, their assets go over by document, all at once. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { handOverEntries } from '#api/catalog/hand-over.ts';
import { recordTrigger } from '#api/compilation/triggers.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { noteStep } from './cards.ts';
import type { transferBody } from './contract.ts';
import { entriesById } from './facts-store.ts';
import { tell } from './letters.ts';
import { openCaseStates } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export async function transferAssets(ctx: Ctx, input: z.output<typeof transferBody>) {
  const viewer = requireDuty(ctx.viewer, 'reviewer');
  const [from, to] = [await store.findUnitByUscc(ctx.db, input.from), await store.findUnitByUscc(ctx.db, input.to)];
  if (from === null || to === null) throw refuse('assets.not_found');
  if (!holdsPower(viewer, 'information_department', from.regionCode)) throw refuseAnywhere('auth.forbidden');
  if (from.id === to.id || from.regionCode !== to.regionCode || to.kind !== 'agency')
    throw refuse('assets.transfer_same');
  return act(ctx, { action: 'assets.transfer', subject: ['organization', from.id] }, async (tx, note) => {
    const wrong: string[] = [];
    const rows: store.CardRow[] = [];
    for (const id of [...new Set(input.cards)].sort()) {
      const row = await store.lockCard(tx.db, id);
      const busy = row?.cases.some((one) => openCaseStates.includes(one.state)) ?? false;
      if (row === null || row.holderId !== from.id || row.state !== 'registered' || busy) wrong.push(row?.no ?? id);
      else rows.push(row);
    }
    if (wrong.length > 0) throw refuse('assets.transfer_cards', { cards: wrong.join(', ') });
    const at = tx.clock.now();
    const no = await nextNumber(tx, 'asset_transfer', 'HZ');
    const transferId = newId(tx, 'assetTransfer');
    for (const row of rows) {
      const number = row.number + 1;
      await store.updateCard(tx.db, row.id, row.revision, { holderId: to.id, number, updatedAt: at });
      await store.insertVersion(tx.db, {
        cardId: row.id,
        number,
        kind: 'transfer',
        holderId: to.id,
        content: row.content as object,
        facts: row.facts as object,
        at,
      });
      await noteStep(tx, {
        cardId: row.id,
        action: 'transfer',
        from: 'registered',
        to: 'registered',
        words: `${input.document_no}: ${from.name} → ${to.name}. ${input.reason}`,
        viewer,
      });
    }
    await store.insertTransfer(tx.db, {
      id: transferId,
      no,
      documentNo: input.document_no,
      reason: input.reason,
      fromId: from.id,
      toId: to.id,
      regionCode: from.regionCode,
      effectiveOn: input.effective_on,
      cardIds: rows.map((one) => one.id),
      byId: viewer.personId,
      at,
    });
    const params = { no, document: input.document_no, count: rows.length, from: from.name, to: to.name };
    for (const unit of [from, to])
      await tell(tx, 'transferred', { about: unit.id, to: unit.id, params, path: '/w/assets' });
    const catalogue = await inCatalogue(tx, { from, to, rows, input, transferId });
    note({ no, document: input.document_no, to: to.id, cards: rows.map((one) => one.no), ...catalogue });
    return { no, cards: rows.length, ...catalogue };
  });
}

interface Moved {
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  readonly rows: readonly store.CardRow[];
  readonly input: z.output<typeof transferBody>;
  readonly transferId: string;
}

/** The catalogue says the same as the register: entries go along, or their provider is asked to see to them (Order 809, Article 17). */
async function inCatalogue(
  tx: Ctx,
  { from, to, rows, input, transferId }: Moved,
): Promise<{ entries: number; trigger: string | null }> {
  const entries = await entriesById(
    tx.db,
    rows.flatMap((row) => row.resources.map((one) => one.entryId)),
  );
  const own = [...entries.values()].filter((one) => one.providerId === from.id && one.state !== 'withdrawn');
  if (own.length === 0) return { entries: 0, trigger: null };
  const today = dayOf(tx.clock.now());
  if (input.entries === 'ask') {
    const asked = await recordTrigger(tx, {
      agency: from.id,
      kind: 'duty',
      document: input.reason.slice(0, 200),
      document_no: input.document_no,
      changed_on: input.effective_on < today ? input.effective_on : today,
      words: '',
      entries: own.map((one) => one.id),
    });
    return { entries: 0, trigger: asked.no };
  }
  const moved = await handOverEntries(tx, {
    fromId: from.id,
    toId: to.id,
    codes: own.map((one) => one.code),
    caseId: transferId,
    documentNo: input.document_no,
    effectiveOn: input.effective_on,
  });
  return { entries: moved.length, trigger: null };
}
