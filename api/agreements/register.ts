/** The public register of authorisations (Article 19). */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import type { registerRow } from './rules/filing-shapes.ts';
import { standingOn } from './rules/in-force.ts';
import * as store from './store.ts';
import { termsOf } from './view.ts';

/** The authorisations in force or ended, as anyone may know them. */
export async function listRegister(
  ctx: Ctx,
  asked: { readonly page: number; readonly page_size: number; readonly region_code?: string | undefined },
) {
  const { rows, total } = await store.listRegister(ctx.db, asked.region_code, asked.page, asked.page_size);
  const today = dayOf(ctx.clock.now());
  const items: z.input<typeof registerRow>[] = rows.flatMap((row) => {
    const [version] = row.versions;
    const [filing] = row.filings;
    const degree = termsOf(row).degree.code;
    if (version === undefined || filing === undefined || filing.receiptNo === null || !degrees.is(degree)) return [];
    const over = row.state === 'active' && standingOn(row, today) === 'over';
    return [
      {
        no: row.no,
        state: over ? 'expired' : row.state === 'terminated' || row.state === 'expired' ? row.state : 'active',
        agency: { uscc: row.agency.uscc, name: row.agency.name },
        developer: { uscc: row.developer.uscc, name: row.developer.name },
        region_code: row.regionCode,
        datasets: row.resources.map(({ entry }) => ({ code: entry.code, title: entry.title })),
        degree,
        effective_from: row.effectiveFrom ?? '',
        effective_to: row.effectiveTo ?? '',
        receipt_no: filing.receiptNo,
        filed_on: dayOf(filing.decidedAt ?? filing.submittedAt),
        document_id: version.documentId,
      },
    ];
  });
  return { items, total, page: asked.page, page_size: asked.page_size };
}
