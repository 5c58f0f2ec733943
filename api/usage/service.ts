/** Reading the record of deliveries: lists, usage by day, and what the products room cites. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf, isDay, startOfDay } from '#api/kernel/time.ts';
import type { deliveryOut, usageOperations } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type DeliveryOut = z.input<typeof deliveryOut>;

function showDelivery(row: store.DeliveryRow): DeliveryOut {
  return {
    id: row.id,
    agreement_id: row.agreementId,
    agreement_no: row.agreement.no,
    organization: row.organization,
    dataset: { code: row.entry.code, title: row.entry.title },
    provider: row.entry.provider,
    version_id: row.versionId,
    version: row.version.number,
    table: row.version.tables.find((one) => one.tableSha256 === row.sha256)?.name ?? null,
    sha256: row.sha256,
    kind: row.kind,
    format: row.format,
    rows: String(row.rowCount),
    bytes: String(row.bytes),
    by: row.apiKeyId === null ? 'person' : 'key',
    key_prefix: row.apiKey?.prefix ?? null,
    at: row.at.toISOString(),
    acquired_on: dayOf(row.at),
    handed_sha256: row.handedSha256,
    limited: row.grantSha256 !== null,
    purpose: row.purpose,
    copy_id: row.copyId,
  };
}

export async function listDeliveries(
  ctx: Ctx,
  asked: { readonly page: number; readonly page_size: number; readonly agreement_id?: string | undefined },
) {
  const viewer = requireViewer(ctx.viewer);
  const { rows, total } = await store.listDeliveries(ctx.db, {
    organizationId: viewer.organization.id,
    agreementId: asked.agreement_id,
    page: asked.page,
    pageSize: asked.page_size,
  });
  return { items: rows.map(showDelivery), total, page: asked.page, page_size: asked.page_size };
}

/**
 * The deliveries under an agreement, newest first, for the rooms above: a product's sources are chosen from these and no
 * others (Article 20). The caller has checked that the viewer may see the agreement.
 */
export async function deliveriesOf(
  ctx: Ctx,
  asked: { readonly agreementId: string; readonly ids?: readonly string[] },
): Promise<DeliveryOut[]> {
  return (await store.deliveriesOf(ctx.db, asked.agreementId, asked.ids)).map(showDelivery);
}

const longestPeriod = 366;

/** Deliveries, rows and bytes a day from `from` to `to`, both counted; days without any stand as zeros. */
export async function showUsage(
  ctx: Ctx,
  asked: z.output<(typeof usageOperations)['showUsage']['query']>,
): Promise<z.input<(typeof usageOperations)['showUsage']['out']>> {
  const viewer = requireViewer(ctx.viewer);
  const { from, to } = asked;
  const days = isDay(from) && isDay(to) ? Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1 : 0;
  if (days < 1 || days > longestPeriod) throw refuse('usage.period_invalid', { days: longestPeriod });
  const seen = { organizationId: viewer.organization.id, agreementId: asked.agreement_id };
  const rows = await store.usageByDay(ctx.db, seen, startOfDay(from), startOfDay(addDays(to, 1)));
  const found = new Map(rows.map((row) => [row.day, row]));
  return {
    from,
    to,
    days: Array.from({ length: days }, (_, i) => {
      const day = addDays(from, i);
      const row = found.get(day);
      return {
        day,
        deliveries: row?.deliveries ?? 0,
        rows: String(row?.rows ?? 0n),
        bytes: String(row?.bytes ?? 0n),
      };
    }),
  };
}
