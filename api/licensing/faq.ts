/** Questions that were answered before, put in general words: whoever asks next finds them first (Article 7, consultation). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import type { faqShape } from './case-contract.ts';
import * as store from './case-store.ts';
import { refuse } from './rules/kind-refusals.ts';

const show = (row: { id: string; question: string; answer: string; agency: { name: string }; createdAt: Date }) => ({
  id: row.id,
  question: row.question,
  answer: row.answer,
  agency: row.agency.name,
  created_at: row.createdAt.toISOString(),
});

export async function listLicensingFaq(ctx: Ctx, asked: { readonly agency_id?: string | undefined } = {}) {
  return { items: (await store.listFaq(ctx.db, asked.agency_id)).map(show) };
}

export async function publishFaq(ctx: Ctx, input: z.output<typeof faqShape>) {
  const viewer = requireDuty(ctx.viewer, 'licensing');
  return act(ctx, { action: 'licensing.publish_faq', subject: ['licensing_faq', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'licensing_faq');
    const row = await store.insertFaq(tx.db, {
      id,
      agencyId: viewer.organization.id,
      ...input,
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    note({}, id);
    return show(row);
  });
}

export async function withdrawFaq(ctx: Ctx, id: string): Promise<Record<string, never>> {
  const viewer = requireDuty(ctx.viewer, 'licensing');
  return act(ctx, { action: 'licensing.withdraw_faq', subject: ['licensing_faq', id] }, async (tx) => {
    if (!(await store.withdrawFaq(tx.db, id, viewer.organization.id, tx.clock.now())))
      throw refuse('licensing.faq_not_found');
    return {};
  });
}
