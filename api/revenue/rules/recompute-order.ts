/** One order of a statement computed again: its slice, its split, and each refund that was taken back from it. */
import type { PartyKind } from '#api/agreements/rules/codes.ts';
import { sliced } from '#api/orders/rules/slices.ts';
import { type PartyPart, refundSlices, replay, takeBack } from './allocation.ts';
import type { Evidence, EvidenceOrder, Finding, Sha256 } from './recompute.ts';
import { clauseOf } from './recompute-contribution.ts';

const party = (part: { party_kind: string; party_id: string }): string => `${part.party_kind}:${part.party_id}`;

/** What no longer adds up may be beyond computing: that, too, is a finding by name. */
export function guarded(at: string, run: () => Finding[]): Finding[] {
  try {
    return run();
  } catch (error) {
    return [{ at, says: `it cannot be computed: ${error instanceof Error ? error.message : 'broken'}` }];
  }
}

interface Input {
  readonly agreement: string;
  readonly base_fen: string;
  readonly version: number;
  readonly shares: readonly { readonly party: string; readonly ppm: number }[];
  readonly slice?: { readonly of_fen: string; readonly ppm: number };
  readonly signed_treasury?: string;
}

/** What of the order stands under the agreement of the statement: all of it, or its slice. */
function sliceFindings(order: EvidenceOrder, input: Input, at: string): { grossFen: bigint; findings: Finding[] } {
  const findings: Finding[] = [];
  const found = (says: string) => findings.push({ at: `${at}/slices`, says });
  if (order.slices === undefined) return { grossFen: BigInt(order.amount_fen), findings };
  const ppm = order.slices.map((one) => ({ agreementId: one.agreement_id, ppm: one.ppm }));
  const own = order.slices.find((one) => one.agreement_id === input.agreement);
  for (const one of sliced(BigInt(order.amount_fen), ppm)) {
    const says = order.slices.find((slice) => slice.agreement_id === one.agreementId)?.gross_fen;
    if (says !== one.grossFen.toString())
      found(`the part of ${one.agreementId} is ${one.grossFen}, it says ${says ?? 'nothing'}`);
  }
  if (own === undefined || input.slice?.ppm !== own.ppm || input.slice.of_fen !== order.amount_fen)
    found('it was split as another slice of another price');
  return { grossFen: BigInt(own?.gross_fen ?? '0'), findings };
}

export function recomputeOrder(
  e: Evidence,
  order: EvidenceOrder,
  terms: Evidence['terms'][number] | undefined,
  sha256: Sha256,
): Finding[] {
  const findings: Finding[] = [];
  const at = `orders/${order.no}`;
  const found = (part: string, says: string) => findings.push({ at: `${at}/${part}`, says });
  if (order.payment !== null && order.payment.amount_fen !== order.amount_fen)
    found('payment', 'it is not the price of the order');
  const { allocation } = order;
  const input = JSON.parse(allocation.input_canonical) as Input;
  const { grossFen, findings: ofSlices } = sliceFindings(order, input, at);
  findings.push(...ofSlices);
  if (input.base_fen !== grossFen.toString())
    found('allocation', `it divides ${input.base_fen}, the order is ${grossFen}`);
  const own = `treasury:${e.statement.treasury_code}`;
  const kept = (party: string) => (party === `treasury:${input.signed_treasury ?? ''}` ? own : party);
  const signed = new Map(terms?.shares.map((share) => [kept(share.party), share.ppm]));
  const moved = (e.moves ?? []).some((one) => one.from_treasury === input.signed_treasury);
  if (input.signed_treasury !== undefined && !moved)
    found('allocation', 'the agency never moved from the treasury that was signed');
  if (input.shares.some(({ party }) => party.startsWith('treasury:') && party !== own))
    found('allocation', 'its government part is of another treasury than the statement');
  const metered = clauseOf(terms)?.method === 'usage';
  const asSigned =
    metered ||
    (input.shares.length === signed.size && input.shares.every((share) => signed.get(share.party) === share.ppm));
  if (!asSigned) found('allocation', `its shares are not those signed in version ${order.agreement_version}`);
  const again = replay(allocation.input_canonical);
  if (sha256(again.resultCanonical) !== allocation.result_sha256)
    found('allocation', 'computing it again gives another result');
  const stored = new Map(allocation.parts.map((part) => [party(part), part.amount_fen]));
  const same =
    stored.size === again.parts.length &&
    again.parts.every((part) => stored.get(part.party) === part.amount.toString());
  if (!same) found('allocation', 'its parts are not those that the signed shares give');
  findings.push(...guarded(`${at}/refunds`, () => recomputeRefunds(order, at, input.agreement, grossFen)));
  return findings;
}

/** Each refund taken back again from what the parties hold at that moment. */
function recomputeRefunds(order: EvidenceOrder, at: string, agreement: string, grossFen: bigint): Finding[] {
  const findings: Finding[] = [];
  let slices = (order.slices ?? []).map((one) => ({
    agreementId: one.agreement_id,
    ppm: one.ppm,
    heldFen: BigInt(one.gross_fen),
  }));
  let whole = 0n;
  let held: PartyPart[] = order.allocation.parts.map((part) => ({
    partyKind: part.party_kind,
    partyId: part.party_id,
    ppm: part.ppm,
    amountFen: BigInt(part.amount_fen),
  }));
  let refunded = 0n;
  const inStatement = { refunds: 0n, parts: held };
  for (const refund of order.refunds) {
    let amount = BigInt(refund.amount_fen);
    if (slices.length > 0) {
      const amounts = { gross: BigInt(order.amount_fen), refunded: whole, refund: amount };
      const back = new Map(refundSlices(slices, amounts).map((one) => [one.agreementId, one.amountFen]));
      whole += amount;
      slices = slices.map((one) => ({ ...one, heldFen: one.heldFen - (back.get(one.agreementId) ?? 0n) }));
      amount = back.get(agreement) ?? 0n;
      if (amount.toString() !== refund.slice_fen)
        findings.push({
          at: `${at}/refunds/${refund.id}`,
          says: `${amount} of it went back under this agreement, it says ${refund.slice_fen ?? 'nothing'}`,
        });
    }
    const gives = new Map(
      amount === 0n
        ? []
        : takeBack(held, { gross: grossFen, refunded, refund: amount }).map((part) => [
            `${part.partyKind}:${part.partyId}`,
            part.amountFen,
          ]),
    );
    const stored = new Map(refund.parts.map((part) => [party(part), -BigInt(part.amount_fen)]));
    const same =
      [...gives].every(([key, value]) => (stored.get(key) ?? 0n) === value) &&
      [...stored.keys()].every((key) => gives.has(key));
    if (!same)
      findings.push({ at: `${at}/refunds/${refund.id}`, says: 'its parts are not those that the split takes back' });
    held = held.map((part) => ({
      ...part,
      amountFen: part.amountFen - (gives.get(`${part.partyKind}:${part.partyId}`) ?? 0n),
    }));
    refunded += amount;
    if (!refund.late) {
      inStatement.refunds = refunded;
      inStatement.parts = held;
    }
  }
  const of = (kind: PartyKind) =>
    inStatement.parts.reduce((sum, part) => (part.partyKind === kind ? sum + part.amountFen : sum), 0n);
  const expected = {
    gross_fen: grossFen,
    refunds_fen: inStatement.refunds,
    treasury_fen: of('treasury'),
    developer_fen: of('developer'),
    operator_fen: of('operator'),
  };
  for (const [key, value] of Object.entries(expected)) {
    const says = order.line[key as keyof typeof expected];
    if (BigInt(says) !== value)
      findings.push({ at: `${at}/line/${key}`, says: `it is ${value}, the statement's line says ${says}` });
  }
  return findings;
}
