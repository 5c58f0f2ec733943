/** The data subject's verbs: withdraw a consent, ask, add what is missing, take a request back. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { resumeClock } from '#api/licensing/rules/clock.ts';
import { sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import { withdrawOwn } from './consents.ts';
import type { RequestKind } from './rules/codes.ts';
import { closedStates } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { unitOf } from './show.ts';
import { findUnits, type Unit } from './store.ts';
import { clockOf, pseudonyms, requireProved, requireSubject, seals, termDays, unkept } from './subject-access.ts';
import type * as shapes from './subject-contract.ts';
import * as store from './subject-store.ts';
import { tell } from './tell.ts';

export type OwnRequest = z.input<typeof shapes.subjectOperations.fileSubjectRequest.out>;

/** Collecting stops from this moment: the next question is answered with no. */
export async function withdrawMyConsent(
  ctx: Ctx,
  input: z.output<typeof shapes.ownConsentBody>,
): Promise<{ done: true }> {
  const owner = await requireSubject(ctx);
  const proof = await requireProved(ctx, owner);
  const all = await pseudonyms(ctx, proof);
  return act(ctx, { action: 'collection.withdraw_consent', subject: ['collection', input.item] }, async (tx) => {
    const event = await withdrawOwn(tx, all, input.item);
    const item = await store.findItemByNo(tx.db, input.item);
    const params = { no: input.item, name: item?.name ?? '' };
    await tell(tx, 'consent_withdrawn', { about: input.item, to: event.agencyId, params, path: '/w/consents' });
    return { done: true };
  });
}

/** The agency behind what is asked about, and how the page calls it. */
async function subjectOfRequest(ctx: Ctx, about: string) {
  const [kind = '', of = ''] = [about.slice(0, about.indexOf(':')), about.slice(about.indexOf(':') + 1)];
  if (kind === 'item') {
    const item = await store.findItemByNo(ctx.db, of);
    if (item !== null) return { agencyId: item.agencyId, regionCode: item.regionCode, title: item.name };
  } else {
    const entry = await store.findEntryByCode(ctx.db, of);
    if (entry !== null) return { agencyId: entry.providerId, regionCode: entry.regionCode, title: entry.title };
  }
  throw refuse('collection.about_unknown');
}

export async function aboutTitle(ctx: Ctx, about: string): Promise<string> {
  return subjectOfRequest(ctx, about).then(
    (found) => found.title,
    () => about,
  );
}

export async function fileSubjectRequest(ctx: Ctx, input: z.output<typeof shapes.requestBody>): Promise<OwnRequest> {
  const owner = await requireSubject(ctx);
  const proof = await requireProved(ctx, owner);
  const found = await subjectOfRequest(ctx, input.about);
  const wordsSealed = await sealText(ctx, seals.words, input.words);
  return act(
    unkept(ctx),
    { action: 'collection.file_subject_request', subject: ['subject_request', 'new'] },
    async (tx, note) => {
      const id = newId(tx, 'subjectRequest');
      const no = await nextNumber(tx, 'subject_request', 'GR');
      const today = dayOf(tx.clock.now());
      const dueOn = tx.calendar().addWorkingDays(today, await termDays(tx, 'subject_reply', found.regionCode));
      const at = tx.clock.now();
      await store.insertRequest(tx.db, {
        id,
        no,
        ownerId: owner,
        proofId: proof.id,
        agencyId: found.agencyId,
        regionCode: found.regionCode,
        state: 'filed',
        revision: 1,
        kind: input.kind,
        about: input.about,
        wordsSealed,
        receivedOn: today,
        dueOn,
        createdAt: at,
        updatedAt: at,
      });
      note({ no, kind: input.kind }, id);
      await tell(tx, 'request_filed', {
        about: id,
        to: found.agencyId,
        params: { no, due: dueOn },
        path: `/w/subject-requests/${id}`,
      });
      return reread(tx, id);
    },
  );
}

async function ownRequest(tx: Ctx, owner: string, id: string): Promise<store.RequestRow> {
  const row = await store.findRequest(tx.db, id);
  if (row === null || row.ownerId !== owner) throw refuse('collection.request_not_found');
  return row;
}

/** What was missing, in the subject's words; the clock goes on with the days that were left. */
export async function supplySubjectRequest(
  ctx: Ctx,
  id: string,
  input: z.output<typeof shapes.supplyBody>,
): Promise<OwnRequest> {
  const owner = await requireSubject(ctx);
  const suppliedSealed = await sealText(ctx, seals.words, input.words);
  const event = { action: 'collection.supply_subject_request', subject: ['subject_request', id] } as const;
  return act(unkept(ctx), event, async (tx, note) => {
    const row = await ownRequest(tx, owner, id);
    const at = tx.clock.now();
    const { dueOn } = resumeClock(tx.calendar(), row, dayOf(at));
    const changes = {
      state: 'filed' as const,
      dueOn,
      pausedOn: null,
      pausedDaysLeft: null,
      suppliedSealed,
      updatedAt: at,
    };
    if (row.state !== 'supplementing' || !(await store.updateRequest(tx.db, id, row.revision, changes)))
      throw refuse('collection.nothing_missing');
    note({ no: row.no });
    const params = { no: row.no, due: dueOn ?? '' };
    await tell(tx, 'request_supplied', { about: id, to: row.agencyId, params, path: `/w/subject-requests/${id}` });
    return reread(tx, id);
  });
}

export async function withdrawSubjectRequest(ctx: Ctx, id: string): Promise<OwnRequest> {
  const owner = await requireSubject(ctx);
  const event = { action: 'collection.withdraw_subject_request', subject: ['subject_request', id] } as const;
  return act(unkept(ctx), event, async (tx) => {
    const row = await ownRequest(tx, owner, id);
    const changes = { state: 'withdrawn' as const, updatedAt: tx.clock.now() };
    if (closedStates.includes(row.state) || !(await store.updateRequest(tx.db, id, row.revision, changes)))
      throw refuse('collection.request_closed');
    return reread(tx, id);
  });
}

async function reread(tx: Ctx, id: string): Promise<OwnRequest> {
  const row = await store.findRequest(tx.db, id);
  if (row === null) throw new Error('a request went');
  return showOwn(tx, row, await findUnits(tx.db, [row.agencyId]));
}

export async function showLine(ctx: Ctx, row: store.RequestRow, units: ReadonlyMap<string, Unit>) {
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    kind: row.kind as RequestKind,
    about: row.about,
    about_title: await aboutTitle(ctx, row.about),
    agency: unitOf(units, row.agencyId),
    received_on: row.receivedOn,
    clock: clockOf(ctx, row, !closedStates.includes(row.state)),
    outcome: row.outcome as 'granted' | 'partly' | 'refused' | null,
    legal_basis: row.legalBasis,
  };
}

export async function showOwn(ctx: Ctx, row: store.RequestRow, units: ReadonlyMap<string, Unit>): Promise<OwnRequest> {
  const opened = (kind: string, sealed: string | null) => (sealed === null ? null : unsealText(ctx, kind, sealed));
  return {
    ...(await showLine(ctx, row, units)),
    words: await opened(seals.words, row.wordsSealed),
    notice: await opened(seals.answer, row.noticeSealed),
    supplied: await opened(seals.words, row.suppliedSealed),
    extension:
      row.extensionDays === null
        ? null
        : { days: row.extensionDays, reason: await opened(seals.answer, row.extensionSealed) },
    answer: await opened(seals.answer, row.answerSealed),
  };
}
