/**
 * What is not registered or maintained as it should be (Article 27(4)), and how much of the published data has a card: read by
 * supervision and evaluation, and by those it concerns.
 */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { scopeOf } from './access.ts';
import * as facts from './facts-store.ts';
import type { signalsOut } from './ledger-contract.ts';
import * as ledger from './ledger-store.ts';
import type { AssetSignalKind } from './rules/codes.ts';
import { unitOut } from './show.ts';
import { findUnits } from './store.ts';
import { maintainBy, spansBy } from './terms.ts';

export interface AssetSignal {
  readonly kind: AssetSignalKind;
  readonly agencyId: string;
  readonly regionCode: string;
  /** Of the card, the entry or the inventory. */
  readonly subjectId: string;
  readonly subject: string;
  /** Page in the workspace. */
  readonly path: string;
  /** First day on which it was so. */
  readonly since: string;
  readonly evidence: Readonly<Record<string, string | number>>;
}

/** Signals of a region (null: of all), or of one agency; `ctx` needs no viewer. */
export async function assetSignals(
  ctx: Ctx,
  regionCode: string | null,
  agencyId: string | null = null,
): Promise<AssetSignal[]> {
  const today = dayOf(ctx.clock.now());
  const spans = spansBy(ctx);
  const among = {
    ...(regionCode === null ? {} : { regions: [regionCode] }),
    ...(agencyId === null ? {} : { agencyId }),
  };
  const [uncarded, cards, open] = await Promise.all([
    facts.listUncarded(ctx.db, among, 100_000),
    ledger.registeredCards(ctx.db, regionCode, agencyId),
    ledger.unsigned(ctx.db, regionCode, agencyId),
  ]);
  const signals: AssetSignal[] = [];
  for (const one of uncarded) {
    const published = dayOf(one.since);
    const ends = addDays(published, (await spans(one.region_code)).grace);
    if (today > ends)
      signals.push({
        kind: 'no_card',
        agencyId: one.provider_id,
        regionCode: one.region_code,
        subjectId: one.id,
        subject: `${one.title} ${one.code}`,
        path: '/w/assets/new',
        since: addDays(ends, 1),
        evidence: { entry: one.code, data_since: published, grace_ended: ends, card_drafted: one.carded ? 1 : 0 },
      });
  }
  for (const card of cards) {
    const due = maintainBy(card.maintainedOn, await spans(card.regionCode));
    const own = {
      agencyId: card.holderId,
      regionCode: card.regionCode,
      subjectId: card.id,
      subject: `${card.name} ${card.code ?? card.no}`,
      path: `/w/assets/${card.id}`,
    };
    if (card.validTo !== null && today > card.validTo)
      signals.push({
        ...own,
        kind: 'expired',
        since: addDays(card.validTo, 1),
        evidence: { code: card.code ?? '', valid_to: card.validTo },
      });
    if (due !== null && today > due)
      signals.push({
        ...own,
        kind: 'stale_card',
        since: addDays(due, 1),
        evidence: { code: card.code ?? '', maintained_on: card.maintainedOn ?? '', due_on: due },
      });
  }
  for (const row of open) {
    if (today <= row.dueOn) continue;
    signals.push({
      kind: row.lines.length > 0 ? 'difference_open' : 'inventory_late',
      agencyId: row.agencyId,
      regionCode: row.regionCode,
      subjectId: row.id,
      subject: `${row.title} ${row.no}`,
      path: `/w/inventories/${row.id}`,
      since: addDays(row.dueOn, 1),
      evidence: { inventory: row.no, due_on: row.dueOn, differences_open: row.lines.length },
    });
  }
  return signals;
}

export interface AssetCoverage {
  readonly agencyId: string;
  readonly regionCode: string;
  /** Published entries that hold data, and those of them on a registered card. */
  readonly withData: number;
  readonly registered: number;
}

/** Coverage by agency, of a region or of all; `ctx` needs no viewer. */
export async function assetCoverage(ctx: Ctx, regionCode: string | null): Promise<AssetCoverage[]> {
  return (await facts.coverage(ctx.db, regionCode)).map((one) => ({
    agencyId: one.agency_id,
    regionCode: one.region_code,
    withData: one.with_data,
    registered: one.registered,
  }));
}

export async function listAssetSignals(ctx: Ctx): Promise<z.input<typeof signalsOut>> {
  const { holderId, regions } = scopeOf(ctx);
  // A desk and the audit office look at their regions; anybody else at the own agency.
  const parts = regions.length > 0 ? regions.map((one) => [one, null] as const) : [[null, holderId] as const];
  const signals: AssetSignal[] = [];
  const coverage: AssetCoverage[] = [];
  for (const [region, agency] of parts) {
    signals.push(...(await assetSignals(ctx, region, agency)));
    const covered = await assetCoverage(ctx, region);
    coverage.push(...covered.filter((one) => agency === null || one.agencyId === agency));
  }
  const units = await findUnits(
    ctx.db,
    [...signals, ...coverage].map((one) => one.agencyId),
  );
  return {
    items: signals.map((one) => ({
      kind: one.kind,
      agency: unitOut(units, one.agencyId),
      region_code: one.regionCode,
      subject: one.subject,
      path: one.path,
      since: one.since,
    })),
    coverage: coverage.map((one) => ({
      agency: unitOut(units, one.agencyId),
      region_code: one.regionCode,
      with_data: one.withData,
      registered: one.registered,
    })),
  };
}
