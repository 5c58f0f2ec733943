/** 一本账: the cards with their use and income, summed by agency and region, drilled down, and written out. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { scopeOf, seenCard } from './access.ts';
import * as facts from './facts-store.ts';
import type * as shapes from './ledger-contract.ts';
import * as ledger from './ledger-store.ts';
import { grouped, incomeSum } from './rules/ledger.ts';
import { showLines, unitOut } from './show.ts';
import * as store from './store.ts';

export type LedgerOut = z.input<typeof shapes.ledgerOut>;
export type LedgerLine = LedgerOut['items'][number];
export type LedgerTotal = LedgerOut['sum'];

const most = 5000;

/** Cards that were registered once. */
async function codedCards(ctx: Ctx, scope: store.Scope) {
  const paging = { skip: 0, take: most + 1 };
  const { rows } = await store.listCards(ctx.db, scope, {}, paging);
  return { rows: rows.slice(0, most).filter((row) => row.code !== null), truncated: rows.length > most };
}

export async function showAssetLedger(ctx: Ctx, query: z.output<typeof shapes.ledgerQuery>): Promise<LedgerOut> {
  return ledgerOf(ctx, scopeOf(ctx), query.year ?? null);
}

export async function ledgerOf(ctx: Ctx, scope: store.Scope, year: string | null): Promise<LedgerOut> {
  const { rows, truncated } = await codedCards(ctx, scope);
  const ids = rows.map((row) => row.id);
  const [lines, uses, incomes, entries, units] = await Promise.all([
    showLines(ctx, rows),
    ledger.usesOf(ctx.db, ids, year),
    ledger.incomesOf(ctx.db, ids, year),
    facts.entriesById(
      ctx.db,
      rows.flatMap((row) => row.resources.map((one) => one.entryId)),
    ),
    store.findUnits(
      ctx.db,
      rows.map((row) => row.holderId),
    ),
  ]);
  const useOf = new Map(uses.map((one) => [one.card_id, one]));
  const incomeOf = grouped(incomes, (one) => one.card_id);
  const items = rows.map((row, index): LedgerLine => {
    const line = lines[index];
    const use = useOf.get(row.id);
    const sum = incomeSum(incomeOf.get(row.id) ?? []);
    return {
      id: row.id,
      code: row.code,
      no: row.no,
      name: row.name,
      holder: unitOut(units, row.holderId),
      region_code: row.regionCode,
      standing: line?.standing ?? row.state,
      entries: row.resources.flatMap(({ entryId }) => {
        const entry = entries.get(entryId);
        return entry === undefined ? [] : [{ code: entry.code, title: entry.title }];
      }),
      rows: line?.rows ?? '0',
      cost_fen: String(costOf(row)),
      valuation_fen: row.valuationFen === null ? null : String(row.valuationFen),
      authorisations: use?.authorisations ?? 0,
      agreements: use?.agreements ?? 0,
      products: use?.products ?? 0,
      deliveries: use?.deliveries ?? 0,
      grants: use?.grants ?? 0,
      gross_fen: String(sum.gross_fen),
      treasury_fen: String(sum.treasury_fen),
      received_fen: String(sum.received_fen),
      joint: sum.joint,
    };
  });
  const total = (part: readonly store.CardLineRow[], holder: LedgerTotal['holder'], region: string): LedgerTotal => {
    const sum = incomeSum(part.flatMap((row) => incomeOf.get(row.id) ?? []));
    const count = (of: 'deliveries' | 'grants') => part.reduce((all, row) => all + (useOf.get(row.id)?.[of] ?? 0), 0);
    return {
      holder,
      region_code: region,
      cards: part.filter((row) => row.state === 'registered').length,
      cost_fen: String(part.reduce((all, row) => all + costOf(row), 0n)),
      valuation_fen: String(part.reduce((all, row) => all + (row.valuationFen ?? 0n), 0n)),
      deliveries: count('deliveries'),
      grants: count('grants'),
      gross_fen: String(sum.gross_fen),
      treasury_fen: String(sum.treasury_fen),
      received_fen: String(sum.received_fen),
    };
  };
  return {
    items,
    agencies: [...grouped(rows, (row) => row.holderId)].map(([id, part]) =>
      total(part, unitOut(units, id), part[0]?.regionCode ?? ''),
    ),
    regions: [...grouped(rows, (row) => row.regionCode)]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([region, part]) => total(part, null, region)),
    sum: total(rows, null, ''),
    truncated,
  };
}

const costOf = (row: store.CardLineRow): bigint => row.costCollectionFen + row.costGovernanceFen + row.costStorageFen;

export async function showLedgerDetail(ctx: Ctx, id: string): Promise<z.input<typeof shapes.ledgerDetail>> {
  const card = await seenCard(ctx, id);
  const found = await ledger.detailOf(ctx.db, card.id);
  const covered = await ledger.cardsOfAgreements(ctx.db, [
    ...found.agreements.map((one) => one.id),
    ...found.statements.map((one) => one.agreementId),
  ]);
  const units = await store.findUnits(
    ctx.db,
    found.grants.map((one) => one.requesterId),
  );
  return {
    id,
    authorisations: found.certificates.map((one) => ({
      id: one.application.id,
      no: one.no,
      developer: one.application.developer.name,
      valid_from: one.validFrom,
      valid_to: one.validTo,
    })),
    agreements: found.agreements.map((one) => ({
      id: one.id,
      no: one.no,
      developer: one.developer.name,
      state: one.state,
      from: one.effectiveFrom,
      to: one.effectiveTo,
      assets: covered.get(one.id) ?? 0,
    })),
    products: found.products,
    statements: found.statements.map((one) => ({
      id: one.id,
      no: one.no,
      period: one.period,
      agreement_no: one.agreement.no,
      state: one.state,
      gross_fen: String(one.grossFen - one.refundsFen),
      treasury_fen: String(one.treasuryFen),
      received_fen: String(one.state === 'received' || one.state === 'closed' ? one.treasuryFen : 0n),
      joint: (covered.get(one.agreementId) ?? 0) > 1,
    })),
    deliveries: found.deliveries.map((one) => ({
      agreement_no: one.no,
      count: one.count,
      rows: String(one.rows),
      last_at: one.last_at.toISOString(),
    })),
    grants: found.grants.map((one) => ({
      no: one.no,
      requester: units.get(one.requesterId)?.name ?? '',
      state: one.state,
      term_until: one.termUntil,
    })),
  };
}

export type AssetYear = z.input<typeof shapes.reportOut>;

export async function showAssetYear(ctx: Ctx, year: string): Promise<AssetYear> {
  return (await yearOf(ctx, scopeOf(ctx), year)).report;
}

/** A year as figures, and the totals of each agency. What is a standing is of the last day of the year, or of today. */
export async function yearOf(
  ctx: Ctx,
  scope: store.Scope,
  year: string,
): Promise<{ readonly report: AssetYear; readonly agencies: LedgerOut['agencies'] }> {
  const [today, last] = [dayOf(ctx.clock.now()), `${year}-12-31`];
  const on = today < last ? today : last;
  const [{ rows }, { sum, agencies }, happened, covered] = await Promise.all([
    codedCards(ctx, scope),
    ledgerOf(ctx, scope, year),
    ledger.yearOf(ctx.db, scope, year),
    facts.coverage(ctx.db, null),
  ]);
  const own = covered.filter((one) => one.agency_id === scope.holderId || scope.regions.includes(one.region_code));
  const valid = rows.filter(
    (row) =>
      (row.registeredOn ?? '9999') <= on &&
      (row.cancelledOn === null || row.cancelledOn > on) &&
      (row.validTo ?? '') >= on,
  ).length;
  const closed = (kind: string) =>
    happened.closed.find((one) => one.kind === kind && one.state === 'registered')?.count ?? 0;
  const report: AssetYear = {
    year: Number(year),
    as_of: on,
    registered: closed('first'),
    changed: closed('change'),
    corrected: closed('correction'),
    renewed: closed('renewal'),
    cancelled: closed('cancellation'),
    refused: happened.closed.filter((one) => one.state === 'refused').reduce((all, one) => all + one.count, 0),
    transferred: happened.transferred,
    valid_at_end: valid,
    with_data: own.reduce((all, one) => all + one.with_data, 0),
    covered: own.reduce((all, one) => all + one.registered, 0),
    inventories: happened.inventory?.inventories ?? 0,
    inventories_signed: happened.inventory?.signed ?? 0,
    differences: happened.inventory?.differences ?? 0,
    settled: happened.inventory?.settled ?? 0,
    ledger: sum,
  };
  return { report, agencies };
}
