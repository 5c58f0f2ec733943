/** The authority's side (REG26): supplement once, accept, formal review and notice, code, or refuse. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { pauseClock, stopped } from '#api/licensing/rules/clock.ts';
import { factsNow, moneyColumns, ownEntries } from './cards.ts';
import { issueCertificate } from './certificate.ts';
import type * as shapes from './contract.ts';
import { cardPath, tell } from './letters.ts';
import { assetCode } from './rules/code.ts';
import { type AssetCaseKind, refusalGrounds } from './rules/codes.ts';
import { endOfTerm } from './rules/standing.ts';
import { type CardOut, contentOf } from './show.ts';
import * as store from './store.ts';
import { termOf } from './terms.ts';
import { type Walk, type Walked, walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

const toHolder = (card: store.CardRow) => ({ about: card.id, to: card.holderId, path: cardPath(card.id) });

export async function supplementAsset(ctx: Ctx, id: string, input: In<typeof shapes.supplementBody>): Promise<CardOut> {
  return walk(ctx, id, 'supplement', async ({ tx, card, row, today }) => {
    await tell(tx, 'supplement', { ...toHolder(card), params: { no: row.no, words: input.notice } });
    return {
      case: { ...pauseClock(tx.calendar(), row, today), supplementNotice: input.notice },
      words: input.notice,
    };
  });
}

export async function acceptAsset(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CardOut> {
  return walk(ctx, id, 'accept', async ({ tx, card, row, viewer }) => {
    await tell(tx, 'accepted', { ...toHolder(card), params: { no: row.no, name: card.name } });
    return { case: { acceptedBy: viewer.personId }, words: input.words };
  });
}

/** The formal review is passed: it goes before the public, and whoever objects is answered before a code is given. */
export async function publishAsset(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CardOut> {
  return walk(ctx, id, 'publish', async ({ tx, card, row, today }) => {
    const calendar = tx.calendar();
    const noticeTo = calendar.addWorkingDays(today, await termOf(tx, 'notice', card.regionCode));
    const dueOn = calendar.addWorkingDays(noticeTo, await termOf(tx, 'code', card.regionCode));
    await tell(tx, 'noticed', { ...toHolder(card), params: { no: row.no, name: card.name, day: noticeTo } });
    return {
      case: { reviewOpinion: input.words, noticeFrom: today, noticeTo, receivedOn: today, dueOn },
      words: input.words,
    };
  });
}

export async function registerAsset(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CardOut> {
  return walk(ctx, id, 'register', async (step) => {
    const kind = step.row.kind as AssetCaseKind;
    const walked = kind === 'cancellation' ? await cancel(step) : await enter(step, kind);
    return { ...walked, case: { ...stopped, ...walked.case, decidedBy: step.viewer.personId }, words: input.words };
  });
}

/** The asset as it is registered from now on: what was asked for, its scale as of today, a term, a certificate. */
async function enter(
  { tx, card, row, today, note }: Walk,
  kind: Exclude<AssetCaseKind, 'cancellation'>,
): Promise<Walked> {
  const content = row.content === null ? contentOf(card.content) : contentOf(row.content);
  // Meanwhile an entry may have gone to another card or been withdrawn.
  const entries = await ownEntries(tx, card.holderId, content.entries, card.id);
  const ids = entries.map((one) => one.id);
  const { taken: _, ...facts } = await factsNow(tx, ids);
  await store.setResources(tx.db, card.id, ids);
  const code = card.code ?? (await newCode(tx, card.regionCode, today));
  const years = await termOf(tx, 'validity', card.regionCode);
  const term = termAfter(kind, card, today, years);
  const number = card.number + 1;
  const issued = await issueCertificate(tx, {
    card,
    content,
    facts: facts.facts,
    evidence: facts.evidenceSha256,
    code,
    number,
    kind,
    caseNo: row.no,
    authorityId: row.authorityId,
    registeredOn: card.registeredOn ?? today,
    validTo: term,
    today,
  });
  await store.insertVersion(tx.db, {
    cardId: card.id,
    number,
    caseId: row.id,
    kind,
    holderId: card.holderId,
    content: content as object,
    facts: facts.facts,
    documentId: issued.id,
    at: tx.clock.now(),
  });
  await tell(tx, 'registered', {
    ...toHolder(card),
    params: { no: row.no, name: content.name, code, day: term },
  });
  note({ code, number, document: issued.id, sha256: issued.sha256 });
  return {
    case: { documentId: issued.id },
    card: {
      ...moneyColumns(content),
      ...facts,
      state: 'registered',
      code,
      number,
      registeredOn: card.registeredOn ?? today,
      validTo: term,
      maintainedOn: today,
      documentId: issued.id,
    },
  };
}

/** A further term begins where the present one ends; registered late it begins with the day of registration. */
function termAfter(kind: AssetCaseKind, card: store.CardRow, today: Day, years: number): Day {
  if (kind === 'change' || kind === 'correction') return card.validTo ?? endOfTerm(today, years);
  const from = kind === 'renewal' && card.validTo !== null && card.validTo >= today ? addDays(card.validTo, 1) : today;
  return endOfTerm(from, years);
}

async function newCode(tx: Ctx, regionCode: string, today: Day): Promise<string> {
  const year = Number(today.slice(0, 4));
  // The counter of a region and year never goes back, so neither do codes.
  const sequence = Number((await nextNumber(tx, `asset_code_${regionCode}`, 'x')).split('-').at(-1));
  return assetCode(regionCode, year, sequence);
}

async function cancel({ tx, card, row, today, note }: Walk): Promise<Walked> {
  await store.letGo(tx.db, card.id);
  await store.insertVersion(tx.db, {
    cardId: card.id,
    number: card.number + 1,
    caseId: row.id,
    kind: 'cancellation',
    holderId: card.holderId,
    content: card.content as object,
    facts: card.facts as object,
    at: tx.clock.now(),
  });
  await tell(tx, 'cancelled', { ...toHolder(card), params: { no: row.no, name: card.name, code: card.code ?? '' } });
  note({ code: card.code, ground: row.ground });
  return { card: { state: 'cancelled', cancelledOn: today, cancelGround: row.ground, number: card.number + 1 } };
}

export async function declineAsset(ctx: Ctx, id: string, input: In<typeof shapes.declineBody>): Promise<CardOut> {
  return walk(ctx, id, 'decline', async ({ tx, card, row, viewer }) => {
    const [zh, en] = refusalGrounds.words[input.ground];
    await tell(tx, 'declined', {
      ...toHolder(card),
      params: { no: row.no, reason: `${zh}：${input.reason}` },
      paramsEn: { no: row.no, reason: `${en}: ${input.reason}` },
    });
    return {
      case: { ...stopped, refusalGround: input.ground, refusalReason: input.reason, decidedBy: viewer.personId },
      words: input.reason,
    };
  });
}
