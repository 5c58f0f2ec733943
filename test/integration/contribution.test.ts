/** Contribution: signed with the shares, measured at the split, computed again from the evidence (trust.md rows 14, 25). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as amendments from '#api/agreements/amendment.ts';
import { decideFiling } from '#api/agreements/filings.ts';
import { getPolicy, getRecord } from '#api/agreements/records.ts';
import { offerAgreement, saveAgreement } from '#api/agreements/service.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { citeSources, listProduct, uploadFile } from '#api/products/service.ts';
import { exportEvidence } from '#api/revenue/evidence.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { replay } from '#api/revenue/rules/allocation.ts';
import { recompute, type Sealed } from '#api/revenue/rules/recompute.ts';
import { drawStatement } from '#api/revenue/statements.ts';
import { agreement, codeOf, password, terms } from '#test/support/licensed.ts';
import { carry, delivery, draftProduct, fileOf, type Market, marketWorld, paidOrder } from '#test/support/market.ts';

const term = { from: '2026-01-05', to: '2026-12-31' };
const asked = { term_from: term.from, term_to: term.to };
const shares = [
  { party: 'treasury', ppm: 300_000 },
  { party: 'developer', ppm: 700_000 },
];
const cost = (party: string, fen: string, evidence = '审计报告') => ({ party, processing_fen: fen, evidence });
const usage = {
  method: 'usage',
  words: '以平台计量为准',
  costs: [cost('developer', '60000')],
  metering: { measure: 'rows', thousand_fen: '1000000', floor_ppm: 100_000, cap_ppm: 600_000 },
};

let m: Market;
let a: AgreementOut;
let product: string;
beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', term);
  a = await agreement(m, 'active', { term, shares, contribution: usage }, { ...asked, datasets: [m.codes.toll] });
  let p = await draftProduct(m, { agreement_id: a.id, title: '通行量指数' });
  p = await citeSources(m.developer, p.id, {
    revision: p.revision,
    delivery_ids: [await delivery(m, a.id, m.codes.toll)],
  });
  p = await uploadFile(m.developer, p.id, p.revision, fileOf('站,指数\n东,1\n'));
  product = (await listProduct(m.developer, p.id, p.revision)).no;
}, 180_000);
afterAll(() => m?.t.close());
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
});

const splitOf = async (orderId: string) => {
  const found = await m.t.app.db.allocation.findFirstOrThrow({ where: { orderId }, include: { lines: true } });
  const part = (kind: string) => found.lines.find((one) => one.partyKind === kind);
  return { ...found, treasury: part('treasury')?.amountFen, developer: part('developer')?.amountFen };
};

describe('terms', () => {
  it('compute the shares from what they rest on, and are not offered while that is not whole', async () => {
    const draft = await agreement(m, 'draft', {}, { ...asked, datasets: [m.codes.road] });
    const save = (revision: number, contribution: object) =>
      saveAgreement(m.agency, draft.id, { revision, terms: terms({ term, contribution }) });
    let saved = await save(draft.revision, { method: 'cost', costs: [cost('treasury', '100')] });
    expect(await codeOf(offerAgreement(m.agency, draft.id))).toBe('agreement.contribution_incomplete');
    expect(saved.missing.map((one) => one.clause)).toEqual(['contribution']);
    const costs = [cost('treasury', '100'), cost('developer', '200'), cost('operator', '100')];
    saved = await save(saved.revision, { method: 'cost', costs });
    expect(saved.terms.shares.map((one) => one.ppm)).toEqual([250_000, 500_000, 250_000]);
    const offered = await offerAgreement(m.agency, draft.id);
    expect(offered.shares.map((one) => one.ppm)).toEqual([250_000, 500_000, 250_000]);
    // What is signed says what the shares come from; the policy names the method.
    const record = await getRecord(m.agency, draft.no);
    expect(JSON.parse(record.text).terms.contribution.costs[1]).toMatchObject({
      party: 'developer',
      processing_fen: '200',
    });
    expect(JSON.stringify(await getPolicy(m.agency, draft.no))).toContain('jinshu:contributionMethod');
    // What was saved past the editor is refused where it would be signed.
    const other = await agreement(m, 'whole', { term }, { ...asked, datasets: [m.codes.road] });
    const raw = JSON.stringify({ ...terms({ term }), contribution: { ...saved.terms.contribution } });
    await m.t.database.query('update agreement set terms = $1::jsonb where id = $2', [raw, other.id]);
    expect(await codeOf(offerAgreement(m.agency, other.id))).toBe('agreement.contribution_differs');
  });
});

describe('a split by metered usage', () => {
  it('follows the signed ratio without metering, then the month before; row 25: amended terms change no old split', async () => {
    const first = await splitOf((await paidOrder(m, product)).id);
    expect([first.treasury, first.developer]).toEqual([30_000n, 70_000n]);
    // January metered 60 rows, worth 600 yuan: as much as the developer spends a month.
    m.t.clock.set('2026-02-10T12:00:00+08:00');
    const second = await splitOf((await paidOrder(m, product)).id);
    expect([second.treasury, second.developer]).toEqual([50_000n, 50_000n]);
    await delivery(m, a.id, m.codes.toll);
    expect((await splitOf((await paidOrder(m, product)).id)).treasury).toBe(50_000n);
    await expect(m.t.database.query('update contribution_measure set units = 1')).rejects.toThrow(/append_only/);

    const s = await carry(m, await drawStatement(m.agency, { agreement_id: a.id, period: '2026-01' }), 'approved');
    expect(s.checks.every((one) => one.ok)).toBe(true);
    let change = await amendments.proposeAmendment(m.agency, a.id, {
      kind: 'amendment',
      reason: '改为约定比例',
      governs_from: '',
    });
    const agreed = [
      { party: 'treasury', ppm: 200_000 },
      { party: 'developer', ppm: 800_000 },
    ];
    change = await amendments.saveAmendment(m.agency, change.id, {
      revision: change.revision,
      terms: terms({ term, shares: agreed }),
      words: '',
    });
    expect(change.changes.map((one) => one.path)).toContain('contribution.method');
    await amendments.offerAmendment(m.agency, change.id);
    await amendments.signAmendment(m.developer, change.id, { password });
    await amendments.signAmendment(m.head, change.id, { password });
    const filing = (await amendments.fileAmendment(m.agency, change.id, {})).filings.at(-1)!;
    await decideFiling(m.reviewer, filing.id, { decision: 'accept', opinion: '已审查', password });
    const third = await splitOf((await paidOrder(m, product)).id);
    expect([third.agreementVersion, third.treasury]).toEqual([2, 20_000n]);
    const again = await splitOf(second.orderId);
    expect(again).toEqual(second);
    expect(sha256(replay(again.inputCanonical).resultCanonical)).toBe(second.resultSha256);
  });

  it('is computed again by a stranger from the exported file, which a changed clause or metering contradicts', async () => {
    m.t.clock.set('2026-03-05T12:00:00+08:00');
    const s = await drawStatement(m.agency, { agreement_id: a.id, period: '2026-02' });
    const sealed = JSON.parse(JSON.stringify(await exportEvidence(m.finance, s.id))) as Sealed;
    expect(recompute(sealed, sha256)).toEqual([]);
    expect(sealed.evidence.terms.map((one) => one.version)).toEqual([1, 2]);
    const told = (forge: (e: Sealed['evidence']) => void) => {
      const copy = structuredClone(sealed);
      forge(copy.evidence);
      return recompute(copy, sha256)
        .map((one) => `${one.at}: ${one.says}`)
        .join('\n');
    };
    const forged = (text: string, from: string, to: string) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    };
    expect(
      told((e) => {
        const [one] = e.terms as unknown as { contribution: string }[];
        one!.contribution = forged(one!.contribution, '"floor_ppm":100000', '"floor_ppm":100001');
      }),
    ).toContain('another clause than the signed one');
    expect(
      told((e) => {
        const [one] = e.measures as unknown as { canonical: string; sha256: string }[];
        one!.canonical = forged(one!.canonical, '"rows":"60"', '"rows":"90"');
      }),
    ).toContain('the metering it was computed from is not in the file');
    expect(
      told((e) => {
        const [one] = e.orders as unknown as { allocation: { input_canonical: string } }[];
        one!.allocation.input_canonical = forged(one!.allocation.input_canonical, '"units":"60"', '"units":"61"');
      }),
    ).toContain('the metering adds up to 60, not to 61');
  });
});
