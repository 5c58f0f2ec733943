/** Relations, rings and prices by property: against a search that tries everything, and against their own evidence. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edge } from '#api/kernel/lifecycle.ts';
import { tradeClueLifecycle } from '#api/market/rules/dealing-lifecycle.ts';
import { type Evidence, holds, partiesOf } from '#api/market/rules/evidence.ts';
import { defaultPrice, median, unusualPrice } from '#api/market/rules/price.ts';
import { chainBetween, type Link, leads, type Step } from '#api/market/rules/relation.ts';
import { defaultRing, fits, isRing, ringClosedBy, type Sale } from '#api/market/rules/ring.ts';

const day = { from: '2026-05-01', to: '2026-05-10' };
const link = (holderId: string, heldId: string, over: Partial<Link> = {}): Link => ({
  id: `${holderId}${heldId}`,
  holderId,
  heldId,
  kind: 'controls',
  validFrom: '2020-01-01',
  validTo: null,
  ...over,
});
const names = (chain: Step[] | null) => chain?.map((one) => `${one.fromId}${one.way[0]}${one.toId}`) ?? null;

describe('a chain of control', () => {
  it('goes up to a common owner and down again, never down and up', () => {
    const owner = [link('p', 'a'), link('p', 'b')];
    expect(names(chainBetween(owner, 'a', 'b', day))).toEqual(['aup', 'pdb']);
    // A company of two owners makes its owners partners, not one hand.
    expect(chainBetween([link('a', 'c'), link('b', 'c')], 'a', 'b', day)).toBeNull();
    expect(chainBetween([], 'a', 'a', day)).toEqual([]);
  });

  it('crosses once by a common representative', () => {
    const same = { kind: 'same_representative' } as const;
    expect(names(chainBetween([link('a', 'x', same), link('x', 'b')], 'a', 'b', day))).toEqual(['asx', 'xdb']);
    expect(chainBetween([link('a', 'x', same), link('x', 'b', same)], 'a', 'b', day)).toBeNull();
  });

  it('counts what held between order and payment, up to its depth', () => {
    const ended = (validTo: string) => chainBetween([link('a', 'b', { validTo })], 'a', 'b', day);
    expect([ended('2026-04-30'), ended('2026-05-01')?.length]).toEqual([null, 1]);
    expect(chainBetween([link('a', 'b', { validFrom: '2026-05-11' })], 'a', 'b', day)).toBeNull();
    const long = ['ab', 'bc', 'cd', 'de'].map(([x = '', y = '']) => link(x, y));
    expect([chainBetween(long, 'a', 'e', day, 4)?.length, chainBetween(long, 'a', 'e', day, 3)]).toEqual([4, null]);
  });

  const org = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const links = fc.array(
    fc
      .tuple(org, org, fc.constantFrom('controls', 'shareholder', 'same_representative'), fc.boolean(), fc.nat())
      .filter(([x, y]) => x !== y)
      .map(
        ([x, y, kind, past, n]) =>
          link(x, y, { id: `${x}${y}${n}`, kind, validTo: past ? '2026-01-01' : null }) as Link,
      ),
    { maxLength: 9 },
  );

  it('is found exactly where some walk exists, is the shortest, and the same from both ends', () => {
    /** Every walk of up to n allowed steps. */
    const walks = (all: readonly Link[], from: string, to: string, n: number): number | null => {
      const steps = all
        .filter((one) => one.validTo === null)
        .flatMap((one): Omit<Step, 'linkId'>[] => {
          const [there, back] =
            one.kind === 'same_representative' ? (['same', 'same'] as const) : (['down', 'up'] as const);
          return [
            { fromId: one.holderId, toId: one.heldId, way: there },
            { fromId: one.heldId, toId: one.holderId, way: back },
          ];
        });
      let ways: Omit<Step, 'linkId'>[][] = [[]];
      for (let used = 0; used <= n; used++) {
        if (ways.some((way) => leads(way, from, to))) return used;
        ways = ways.flatMap((way) =>
          steps
            .filter((step) => step.fromId === (way.at(-1)?.toId ?? from) && leads([...way, step], from, step.toId))
            .map((step) => [...way, step]),
        );
        ways = ways.slice(0, 4000);
      }
      return null;
    };
    fc.assert(
      fc.property(links, org, org, (all, from, to) => {
        const found = chainBetween(all, from, to, day, 3);
        expect(found?.length ?? null).toBe(walks(all, from, to, 3));
        expect(chainBetween(all, to, from, day, 3)?.length ?? null).toBe(found?.length ?? null);
        if (found !== null) expect(leads(found, from, to)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

const at = (n: number) => new Date(Date.UTC(2026, 4, 1) + n * 86_400_000);
const sale = (id: string, payerId: string, payeeId: string, amount: number, on: number): Sale => ({
  id,
  no: `DD-${id}`,
  payerId,
  payeeId,
  amountFen: BigInt(amount),
  paidAt: at(on),
});

describe('money that goes round', () => {
  it('is found from the sale that closes it, within the time and alike in amount', () => {
    const ab = sale('1', 'a', 'b', 100_000, 0);
    const bc = sale('2', 'b', 'c', 95_000, 30);
    const ca = sale('3', 'c', 'a', 98_000, 60);
    const all = [ca, ab, bc];
    expect(ringClosedBy(all, ca, defaultRing)?.map((one) => one.id)).toEqual(['3', '1', '2']);
    expect(ringClosedBy(all, ab, defaultRing)).toBeNull();
    expect(ringClosedBy(all, { ...ca, paidAt: at(91) }, defaultRing)).toBeNull();
    expect(ringClosedBy(all, { ...ca, amountFen: 200_000n }, defaultRing)).toBeNull();
    expect(ringClosedBy(all, ca, { ...defaultRing, length: 2 })).toBeNull();
    expect(
      ringClosedBy([ab, sale('4', 'b', 'a', 100_000, 1)], sale('4', 'b', 'a', 100_000, 1), defaultRing),
    ).toHaveLength(2);
    expect(ringClosedBy([], sale('5', 'a', 'a', 1, 1), defaultRing)).toBeNull();
  });

  const hand = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const sales = fc
    .array(fc.tuple(hand, hand, fc.integer({ min: 90, max: 112 }), fc.integer({ min: 0, max: 120 })), {
      minLength: 1,
      maxLength: 10,
    })
    .map((rows) => rows.map(([x, y, amount, on], n) => sale(String(n), x, y, amount, on)));

  it('is what trying every path finds, never longer, and stands on its own evidence', () => {
    fc.assert(
      fc.property(sales, fc.integer({ min: 2, max: 5 }), (all, length) => {
        const rule = { ...defaultRing, length };
        for (const closing of all) {
          const usable = all.filter((one) => one.payerId !== one.payeeId && fits(one, closing, rule));
          const shortest = (at: string, used: readonly string[], n: number): number | null => {
            if (n >= length) return null;
            const next = usable
              .filter((one) => one.payerId === at && !used.includes(one.payeeId))
              .map((one) =>
                one.payeeId === closing.payerId ? n + 1 : shortest(one.payeeId, [...used, one.payeeId], n + 1),
              )
              .filter((one) => one !== null);
            return next.length === 0 ? null : Math.min(...next);
          };
          const self = closing.payerId === closing.payeeId;
          const found = ringClosedBy(all, closing, rule);
          expect(found?.length ?? null).toBe(self ? null : shortest(closing.payeeId, [closing.payeeId], 1));
          if (found !== null) expect(isRing(found, rule) && found[0]?.id === closing.id).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is no ring once a hand, a day or an amount is changed', () => {
    const ring = [sale('3', 'c', 'a', 98_000, 60), sale('1', 'a', 'b', 100_000, 0), sale('2', 'b', 'c', 95_000, 30)];
    expect(isRing(ring, defaultRing)).toBe(true);
    const change = (over: Partial<Sale>) => isRing([...ring.slice(0, 2), { ...ring[2]!, ...over }], defaultRing);
    expect([change({ payerId: 'x' }), change({ paidAt: at(61) }), change({ amountFen: 1n })]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('an unusual price', () => {
  const facts = (amountFen: bigint, listFen: bigint | null, peersFen: bigint[] = []) =>
    unusualPrice({ amountFen, listFen, peersFen }, defaultPrice);

  it('lies below 70 or above 130 per cent of the list price, or a third or the threefold of five sales', () => {
    expect([69n, 70n, 130n, 131n].map((amount) => facts(amount, 100n))).toEqual([
      ['list_price'],
      [],
      [],
      ['list_price'],
    ]);
    const peers = [100n, 100n, 90n, 110n, 5000n];
    expect([33n, 34n, 300n, 301n].map((amount) => facts(amount, null, peers))).toEqual([
      ['median'],
      [],
      [],
      ['median'],
    ]);
    expect(facts(1000n, null, peers.slice(1))).toEqual([]);
    expect(facts(0n, 100n, peers)).toEqual([]);
  });

  it('has a median that somebody paid, with as many above as below', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 100n }), { minLength: 1 }), (values) => {
        const middle = median(values)!;
        expect(values).toContain(middle);
        expect(values.filter((one) => one < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((one) => one > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('does not depend on the unit money is counted in', () => {
    const fenAmount = fc.bigInt({ min: 1n, max: 10n ** 9n });
    fc.assert(
      fc.property(fenAmount, fenAmount, fc.array(fenAmount, { maxLength: 8 }), (amount, list, peers) => {
        const times = peers.map((one) => one * 7n);
        expect(facts(amount * 7n, list * 7n, times)).toEqual(facts(amount, list, peers));
      }),
    );
  });
});

describe('evidence', () => {
  const chain: Evidence = {
    kind: 'related_buyer',
    buyer_id: 'a',
    owner_id: 'b',
    from_day: day.from,
    to_day: day.to,
    depth: 4,
    chain: (
      [
        ['a', 'p', 'up'],
        ['p', 'b', 'down'],
      ] as const
    ).map(([from_id, to_id, way]) => ({
      relation_id: `${from_id}${to_id}`,
      from_id,
      to_id,
      way,
      kind: 'controls',
      source: 'declared',
      share_ppm: null,
      basis: '章程',
      valid_from: '2020-01-01',
      valid_to: null,
    })),
  };

  it('leads to its clue or says that it does not', () => {
    expect(holds(chain)).toBe(true);
    expect(holds({ ...chain, owner_id: 'x' })).toBe(false);
    expect(holds({ ...chain, depth: 1 })).toBe(false);
    expect(holds({ ...chain, chain: chain.chain.map((one) => ({ ...one, valid_to: '2026-01-01' })) })).toBe(false);
    expect(partiesOf(chain).sort()).toEqual(['a', 'b', 'p']);
    const price: Evidence = {
      kind: 'unusual_price',
      grounds: ['list_price'],
      amount_fen: '50',
      list_fen: '100',
      list_low_ppm: 700_000,
      list_high_ppm: 1_300_000,
      median_fen: null,
      median_low_ppm: 333_333,
      median_high_ppm: 3_000_000,
      least_sales: 5,
      days: 365,
      peers: [],
    };
    expect([holds(price), holds({ ...price, amount_fen: '80' })]).toEqual([true, false]);
  });
});

describe('the way of a clue', () => {
  it('hears the owner before it is confirmed, and ends with letting go', () => {
    expect(edge(tradeClueLifecycle, 'open', 'confirm')).toBeNull();
    expect(
      Object.values(tradeClueLifecycle).every((edges) => Object.values(edges).every((one) => one.to !== 'open')),
    ).toBe(true);
    expect(Object.keys(tradeClueLifecycle.dismissed)).toEqual([]);
    for (const state of ['open', 'asked', 'answered', 'confirmed'] as const)
      expect(edge(tradeClueLifecycle, state, 'dismiss')?.to).toBe('dismissed');
  });
});
