/** What a data subject sees: who collects, who holds and who uses which kinds of data. Kinds are shown, never values. */
import type { z } from 'zod';
import { shareTypes } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { intakesOf, newestEvents } from './consent-store.ts';
import { showProof } from './proofs.ts';
import type { ConsentKind } from './rules/codes.ts';
import { unitOf } from './show.ts';
import { findUnits } from './store.ts';
import { pseudonyms, requireSubject } from './subject-access.ts';
import type { myDataOut } from './subject-contract.ts';
import { showOwn } from './subject-requests.ts';
import * as store from './subject-store.ts';

export type MyData = z.input<typeof myDataOut>;

/** The page before and after the proof; what is behind it stays empty until it holds. */
export async function showMyData(ctx: Ctx): Promise<MyData> {
  const owner = await requireSubject(ctx);
  const proof = await store.proofOf(ctx.db, owner);
  const requests = await store.listOwn(ctx.db, owner);
  const today = dayOf(ctx.clock.now());
  const holds = proof?.state === 'verified' && (proof.validUntil ?? '') >= today;
  const [collected, held] =
    proof !== null && holds ? await Promise.all([collectedOf(ctx, proof), heldOf(ctx)]) : [[], []];
  const units = await findUnits(ctx.db, [
    ...(proof === null ? [] : [proof.agencyId]),
    ...requests.map((one) => one.agencyId),
  ]);
  return {
    proof: proof === null ? null : showProof(ctx, proof, units),
    collected,
    held,
    requests: await Promise.all(requests.map((row) => showOwn(ctx, row, units))),
  };
}

async function collectedOf(ctx: Ctx, proof: store.ProofRow): Promise<MyData['collected']> {
  const all = await pseudonyms(ctx, proof);
  const [items, newest, intakes] = await Promise.all([
    store.itemsOfPersons(ctx.db),
    newestEvents(ctx.db, all),
    intakesOf(ctx.db, all),
  ]);
  const units = await findUnits(
    ctx.db,
    items.map((one) => one.agencyId),
  );
  return items.map((row) => {
    const event = newest.get(row.no);
    const days = intakes.filter((one) => one.itemNo === row.no).map((one) => dayOf(one.at));
    return {
      no: row.no,
      name: row.name,
      meaning: row.meaning,
      purpose: row.purpose,
      basis: row.basisKind === 'consent' ? '' : `${row.instrument} ${row.article}`.trim(),
      needs_consent: row.basisKind === 'consent',
      agency: unitOf(units, row.agencyId),
      consent: (event?.kind as ConsentKind | undefined) ?? null,
      consent_at: event?.at.toISOString() ?? null,
      consent_text:
        event === undefined ? null : { title: event.text.title, text: event.text.text, text_en: event.text.textEn },
      collected_on: [...new Set(days)].slice(0, 20),
    };
  });
}

async function heldOf(ctx: Ctx): Promise<MyData['held']> {
  const entries = await store.personalEntries(ctx.db);
  const uses = await store.sharedUses(
    ctx.db,
    entries.map((one) => one.id),
  );
  const units = await findUnits(ctx.db, [
    ...entries.map((one) => one.provider_id),
    ...uses.map((one) => one.requesterId),
  ]);
  return entries.flatMap((row) =>
    shareTypes.is(row.share_type)
      ? [
          {
            code: row.code,
            title: row.title,
            agency: unitOf(units, row.provider_id),
            share_type: row.share_type,
            kinds: row.kinds,
            shared_with: uses
              .filter((one) => one.entryId === row.id)
              .map((one) => ({ agency: unitOf(units, one.requesterId), scenario: one.scenario, until: one.termUntil })),
          },
        ]
      : [],
  );
}
