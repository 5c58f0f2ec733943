/**
 * The shares a sale is divided by: those signed, or, where the signed method is metered usage, those of the month. What
 * was measured is written down once with its whole text; the sale keeps its hash, so that later changes change nothing.
 */
import { meteredShares } from '#api/agreements/rules/contribution.ts';
import { upgradeTerms } from '#api/agreements/rules/upgrade.ts';
import { type Ctx, newId } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { monthFrom, startOfMonth } from '#api/kernel/time.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import * as kept from './measure-store.ts';
import type { ContributionNote, PartyShare } from './rules/allocation.ts';
import { measureText } from './rules/measure.ts';
import * as store from './store.ts';

export interface Divided {
  readonly shares: readonly PartyShare[];
  /** What the input of the split says of the method; null for an agreed ratio. */
  readonly contribution: ContributionNote | null;
}

/** @param soldIn month of the payment: the whole month before it is what is metered. Call inside the transaction of the split. */
export async function sharesFor(tx: Ctx, agreementId: string, version: number, soldIn: string): Promise<Divided> {
  const signed = await store.sharesOf(tx.db, agreementId, version);
  const raw = await kept.termsOfVersion(tx.db, agreementId, version);
  const clause = raw === null ? null : upgradeTerms(raw).contribution;
  if (clause === null || clause.method === 'agreed') return { shares: signed, contribution: null };
  const note = { method: clause.method, clause_sha256: sha256(canonicalJson(clause as never)) };
  if (clause.method !== 'usage') return { shares: signed, contribution: note };
  const measured = await measure(tx, agreementId, version, monthFrom(soldIn, -1), clause.metering.measure);
  const base = signed.map(({ partyKind, ppm }) => ({ party: partyKind, ppm }));
  const ppm = new Map(meteredShares(clause, base, measured.units).map((one) => [one.party, one.ppm]));
  return {
    shares: signed.map((one) => ({ ...one, ppm: ppm.get(one.partyKind) ?? 0 })),
    contribution: {
      ...note,
      period: measured.period,
      units: measured.units.toString(),
      measure_sha256: measured.sha256,
    },
  };
}

async function measure(tx: Ctx, agreementId: string, version: number, period: string, what: string) {
  const key = { agreementId, version, period };
  const before = await kept.findMeasure(tx.db, key);
  if (before !== null) return before;
  const [from, to] = [startOfMonth(period), startOfMonth(monthFrom(period, 1))];
  const deliveries = (await kept.meteredDeliveries(tx.db, agreementId, from, to)).map((one) => ({
    dataset: one.dataset,
    version: one.version,
    sha256: one.sha256,
    calls: one.calls.toString(),
    rows: one.rows.toString(),
  }));
  const { canonical, units } = measureText({ agreement: agreementId, version, period, measure: what, deliveries });
  await kept.insertMeasure(tx.db, {
    id: newId(tx, 'contributionMeasure'),
    ...key,
    measure: what,
    units,
    canonical,
    sha256: sha256(canonical),
    measuredAt: tx.clock.now(),
  });
  const found = await kept.findMeasure(tx.db, key);
  if (found === null) throw new Error(`measure of ${agreementId} ${period} was not kept`);
  return found;
}
