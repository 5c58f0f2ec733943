/** What a clue rests on, kept with it as it was found, and the check that whoever reads it can repeat. */
import { z } from 'zod';
import { dayText, fenText, instantText } from '#api/kernel/operation.ts';
import { priceGrounds, relationKinds, relationSources } from './dealing-codes.ts';
import { unusualPrice } from './price.ts';
import { holdsIn, leads } from './relation.ts';
import { isRing } from './ring.ts';

const saleShape = z.object({
  order_id: z.string(),
  order_no: z.string(),
  payer_id: z.string(),
  payee_id: z.string(),
  amount_fen: fenText,
  paid_at: instantText,
});

export const evidenceShape = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('related_buyer'),
      buyer_id: z.string(),
      owner_id: z.string(),
      /** From the order to the payment: a link of any of these days counts. */
      from_day: dayText,
      to_day: dayText,
      depth: z.number().int(),
      chain: z.array(
        z.object({
          relation_id: z.string(),
          from_id: z.string(),
          to_id: z.string(),
          way: z.enum(['up', 'down', 'same']),
          kind: z.enum(relationKinds.codes),
          source: z.enum(relationSources.codes),
          share_ppm: z.number().int().nullable(),
          basis: z.string(),
          valid_from: dayText,
          valid_to: dayText.nullable(),
        }),
      ),
    }),
    z.object({
      kind: z.literal('circular'),
      window_days: z.number().int(),
      tolerance_ppm: z.number().int(),
      length: z.number().int(),
      /** The closing sale first, each paying the next. */
      sales: z.array(saleShape),
    }),
    z.object({
      kind: z.literal('unusual_price'),
      grounds: z.array(z.enum(priceGrounds.codes)),
      amount_fen: fenText,
      list_fen: fenText.nullable(),
      list_low_ppm: z.number().int(),
      list_high_ppm: z.number().int(),
      median_fen: fenText.nullable(),
      median_low_ppm: z.number().int(),
      median_high_ppm: z.number().int(),
      least_sales: z.number().int(),
      days: z.number().int(),
      peers: z.array(z.object({ order_no: z.string(), amount_fen: fenText, paid_at: instantText })),
    }),
  ])
  .meta({ id: 'TradeEvidence', description: 'What a clue rests on; it can be recomputed from what stands here' });
export type Evidence = z.output<typeof evidenceShape>;

/** Whether the evidence leads to its clue, by the same rules that found it. */
export function holds(evidence: Evidence): boolean {
  switch (evidence.kind) {
    case 'related_buyer': {
      const days = { from: evidence.from_day, to: evidence.to_day };
      const standing = evidence.chain.every((one) =>
        holdsIn({ validFrom: one.valid_from, validTo: one.valid_to }, days),
      );
      const steps = evidence.chain.map((one) => ({ fromId: one.from_id, toId: one.to_id, way: one.way }));
      return standing && evidence.chain.length <= evidence.depth && leads(steps, evidence.buyer_id, evidence.owner_id);
    }
    case 'circular':
      return isRing(
        evidence.sales.map((one) => ({
          id: one.order_id,
          no: one.order_no,
          payerId: one.payer_id,
          payeeId: one.payee_id,
          amountFen: BigInt(one.amount_fen),
          paidAt: new Date(one.paid_at),
        })),
        { windowDays: evidence.window_days, tolerancePpm: evidence.tolerance_ppm, length: evidence.length },
      );
    case 'unusual_price': {
      const found = unusualPrice(
        {
          amountFen: BigInt(evidence.amount_fen),
          listFen: evidence.list_fen === null ? null : BigInt(evidence.list_fen),
          peersFen: evidence.peers.map((one) => BigInt(one.amount_fen)),
        },
        {
          listLowPpm: evidence.list_low_ppm,
          listHighPpm: evidence.list_high_ppm,
          medianLowPpm: evidence.median_low_ppm,
          medianHighPpm: evidence.median_high_ppm,
          leastSales: evidence.least_sales,
        },
      );
      return found.length > 0 && found.join() === evidence.grounds.join();
    }
  }
}

/** Every organisation that the evidence names. */
export function partiesOf(evidence: Evidence): string[] {
  switch (evidence.kind) {
    case 'related_buyer':
      return [
        ...new Set([
          evidence.buyer_id,
          evidence.owner_id,
          ...evidence.chain.flatMap((one) => [one.from_id, one.to_id]),
        ]),
      ];
    case 'circular':
      return [...new Set(evidence.sales.flatMap((one) => [one.payer_id, one.payee_id]))];
    case 'unusual_price':
      return [];
  }
}
