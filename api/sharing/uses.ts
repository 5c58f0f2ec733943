/** Records of use by the demand side: kept three years at least, read by the provider and the department (Order 809, Article 29). */

import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { csv } from '#api/revenue/rules/csv.ts';
import { seenRequest } from './access.ts';
import type { useBody } from './contract.ts';
import { deliveryKinds, useColumns, useKinds } from './rules/codes.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import { keptUntil } from './rules/terms.ts';
import type { RequestOut } from './show.ts';
import * as store from './store.ts';
import { reread } from './walk.ts';

export async function recordSharedUse(ctx: Ctx, id: string, input: z.output<typeof useBody>): Promise<RequestOut> {
  const { row, sides, viewer } = await seenRequest(ctx, id);
  if (!sides.includes('requester') || !viewer.duties.includes('steward')) throw refuseAnywhere('auth.forbidden');
  if (row.openedAt === null) throw refuse('sharing.no_use_yet');
  const today = dayOf(ctx.clock.now());
  if (!isDay(input.on) || input.on > today || input.on < dayOf(row.openedAt))
    throw refuse('sharing.future_day', {}, [fieldFaults.on]);
  return act(ctx, { action: 'sharing.record_use', subject: ['sharing', id] }, async (tx, note) => {
    const { kind, words, on } = input;
    const data = { id: newId(tx, 'sharingUse'), requestId: id, kind, words, on };
    await store.insertUse(tx.db, { ...data, personId: viewer.personId, at: tx.clock.now() });
    note({ no: row.no, kind });
    return reread(tx, id);
  });
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** What was handed over and how it was used, in the order it happened, each with the day until which it is kept at least. */
export async function exportSharedUses(ctx: Ctx, id: string): Promise<TextFile> {
  const { row } = await seenRequest(ctx, id);
  const label = (word: readonly [string, string]) => word[ctx.locale === 'zh' ? 0 : 1];
  const uses = row.uses.map((one) => ({
    at: one.at,
    cells: [useKinds.labelOrCode(one.kind, ctx.locale), one.on, one.words, '', '', ''],
  }));
  const deliveries = await store.listDeliveries(ctx.db, id);
  const taken = deliveries.map((one) => ({
    at: one.at,
    cells: [
      deliveryKinds.labelOrCode(one.kind, ctx.locale),
      dayOf(one.at),
      '',
      one.format,
      String(one.rows),
      one.sha256,
    ],
  }));
  const lines = [...uses, ...taken]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, cells }) => [row.no, ...cells, at.toISOString(), keptUntil(dayOf(at))]);
  const head = useColumns.codes.map((code) => label(useColumns.words[code]));
  return { name: `${row.no}-uses.csv`, text: csv([head, ...lines]) };
}
