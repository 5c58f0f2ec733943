/** The ledger of consents: what subjects are told, what they answered, and the key they are known by. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, requireDuty } from '#api/kernel/rights.ts';
import { requireCollector } from './access.ts';
import type * as shapes from './consent-contract.ts';
import * as store from './consent-store.ts';
import { keepAlias, newKey, pseudonymOf, shortened } from './pseudonyms.ts';
import type { ConsentKind } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';

type In<S extends z.ZodType> = z.output<S>;
type Out<K extends keyof typeof shapes.consentOperations> = z.input<(typeof shapes.consentOperations)[K]['out']>;
type TextOut = Out<'addConsentText'>;

const showText = (row: store.TextRow): TextOut => ({
  id: row.id,
  number: row.number,
  title: row.title,
  text: row.text,
  text_en: row.textEn,
  items: row.items,
  sha256: row.sha256,
  used: row._count.events,
  created_at: row.createdAt.toISOString(),
  retired_at: row.retiredAt?.toISOString() ?? null,
});

export async function listConsentTexts(ctx: Ctx): Promise<Out<'listConsentTexts'>> {
  const viewer = requireCollector(ctx);
  return { items: (await store.listTexts(ctx.db, viewer.organization.id)).map(showText) };
}

/** A new wording is a new text: nothing that somebody consented to is ever changed. */
export async function addConsentText(ctx: Ctx, input: In<typeof shapes.textBody>): Promise<TextOut> {
  const viewer = requireCollector(ctx);
  const items = [...new Set(input.items)].sort();
  return act(ctx, { action: 'collection.add_text', subject: ['consent_text', 'new'] }, async (tx, note) => {
    const known = await store.itemsInForce(tx.db, viewer.organization.id, items);
    const wrong = items.filter((no) => known.get(no)?.basisKind !== 'consent');
    if (wrong.length > 0) throw refuse('collection.text_items', { items: wrong.join(', ') });
    const id = newId(tx, 'consentText');
    const number = await store.nextTextNumber(tx.db, viewer.organization.id);
    const textEn = input.text_en === '' ? null : input.text_en;
    const sha256 = createHash('sha256')
      .update(JSON.stringify([input.title, input.text, textEn, items]))
      .digest('hex');
    await store.insertText(tx.db, {
      id,
      agencyId: viewer.organization.id,
      number,
      title: input.title,
      text: input.text,
      textEn,
      items,
      sha256,
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    note({ number, sha256, items }, id);
    return showText(await ownText(tx, viewer.organization.id, id));
  });
}

async function ownText(ctx: Ctx, agencyId: string, id: string): Promise<store.TextRow> {
  const row = await store.findText(ctx.db, id);
  if (row === null || row.agencyId !== agencyId) throw refuse('collection.text_not_found');
  return row;
}

export async function retireConsentText(ctx: Ctx, id: string): Promise<TextOut> {
  const viewer = requireCollector(ctx);
  return act(ctx, { action: 'collection.retire_text', subject: ['consent_text', id] }, async (tx) => {
    await ownText(tx, viewer.organization.id, id);
    if (!(await store.retireText(tx.db, id, tx.clock.now()))) throw refuse('collection.text_retired');
    return showText(await ownText(tx, viewer.organization.id, id));
  });
}

/** When something was, as it is told; never later than now. */
export function whenOf(ctx: Pick<Ctx, 'clock'>, told: string | undefined): Date {
  const now = ctx.clock.now();
  if (told === undefined) return now;
  const at = new Date(told);
  if (Number.isNaN(at.getTime()) || at > now) throw refuse('collection.future');
  return at;
}

/** An answer that a subject gave elsewhere. Nothing of the subject goes into the audit event. */
export async function recordConsent(ctx: Ctx, input: In<typeof shapes.consentBody>): Promise<Out<'recordConsent'>> {
  const viewer = requireCollector(ctx);
  const at = whenOf(ctx, input.at);
  const who = await pseudonymOf(ctx, input.subject);
  return act(ctx, { action: 'collection.record_consent', subject: ['consent_text', input.text] }, async (tx, note) => {
    const text = await ownText(tx, viewer.organization.id, input.text);
    if (text.retiredAt !== null && input.kind === 'given') throw refuse('collection.text_retired');
    const items = input.item === undefined ? text.items : [input.item];
    const outside = items.find((no) => !text.items.includes(no));
    if (outside !== undefined) throw refuse('collection.not_in_text', { item: outside });
    if (input.kind === 'withdrawn') await requireGiven(tx, who.all, items);
    await keepAlias(tx, who);
    const made = await append(tx, {
      agencyId: viewer.organization.id,
      textId: text.id,
      items,
      subject: who.subject,
      keyNumber: who.keyNumber,
      kind: input.kind,
      channel: input.channel,
      proof: input.proof,
      system: input.system,
      personId: viewer.personId,
      at,
    });
    note({ kind: input.kind, channel: input.channel, items, events: made });
    const rows = await store.newestEvents(tx.db, [who.subject], items);
    return { items: await showEvents(tx, [...rows.values()]) };
  });
}

async function requireGiven(tx: Ctx, subjects: readonly string[], items: readonly string[]): Promise<void> {
  const newest = await store.newestEvents(tx.db, subjects, items);
  if (items.some((no) => newest.get(no)?.kind !== 'given')) throw refuse('collection.nothing_to_withdraw');
}

interface Append {
  readonly agencyId: string;
  readonly textId: string;
  readonly items: readonly string[];
  readonly subject: string;
  readonly keyNumber: number;
  readonly kind: ConsentKind;
  readonly channel: string;
  readonly proof: string;
  readonly system: string;
  readonly personId: string | null;
  readonly at: Date;
}

/** One event an item, at the end of the ledger; answers their ids. */
async function append(tx: Ctx, { items, ...rest }: Append): Promise<string[]> {
  const rows = items.map((itemNo) => ({
    ...rest,
    id: newId(tx, 'consentEvent'),
    itemNo,
    recordedAt: tx.clock.now(),
  }));
  await store.insertEvents(tx.db, rows);
  return rows.map((row) => row.id);
}

/** The subject itself withdraws, on its own page. */
export async function withdrawOwn(tx: Ctx, subjects: readonly string[], itemNo: string): Promise<store.EventRow> {
  const given = (await store.newestEvents(tx.db, subjects, [itemNo])).get(itemNo);
  if (given?.kind !== 'given') throw refuse('collection.nothing_to_withdraw');
  const at = tx.clock.now();
  await append(tx, {
    agencyId: given.agencyId,
    textId: given.textId,
    items: [itemNo],
    subject: given.subject,
    keyNumber: given.keyNumber,
    kind: 'withdrawn',
    channel: 'self',
    proof: tx.requestId,
    system: '',
    personId: null,
    at,
  });
  return given;
}

async function showEvents(ctx: Ctx, rows: readonly store.EventRow[]): Promise<Out<'recordConsent'>['items']> {
  const names = await store.itemNames(
    ctx.db,
    rows.map((row) => row.itemNo),
  );
  return rows.map((row) => ({
    id: row.id,
    item: row.itemNo,
    item_name: names.get(row.itemNo) ?? '',
    text: { id: row.text.id, number: row.text.number, title: row.text.title },
    subject: shortened(row.subject),
    kind: row.kind as ConsentKind,
    channel: row.channel as 'hall',
    proof: row.proof,
    system: row.system,
    at: row.at.toISOString(),
    recorded_at: row.recordedAt.toISOString(),
  }));
}

export async function listConsents(ctx: Ctx, query: In<typeof shapes.ledgerQuery>): Promise<Out<'listConsents'>> {
  const viewer = requireCollector(ctx);
  const { page, page_size, item, kind } = query;
  const where = {
    agencyId: viewer.organization.id,
    ...(item === undefined ? {} : { itemNo: item }),
    ...(kind === undefined ? {} : { kind }),
  };
  const { rows, total } = await store.listEvents(ctx.db, where, { skip: (page - 1) * page_size, take: page_size });
  return { items: await showEvents(ctx, rows), total, page, page_size };
}

/** From now on pseudonyms are made anew; those of before are still recognised. */
export async function rotateSubjectKey(ctx: Ctx): Promise<Out<'rotateSubjectKey'>> {
  const viewer = requireDuty(ctx.viewer, 'admin');
  if (!holdsPower(viewer, 'information_department', provinceCode)) throw refuseAnywhere('auth.forbidden');
  return act(ctx, { action: 'collection.rotate_key', subject: ['subject_key', 'new'] }, async (tx, note) => {
    const [newest] = await store.listKeys(tx.db);
    const number = (newest?.number ?? 0) + 1;
    await newKey(tx, number);
    note({ number }, String(number));
    return { number, since: tx.clock.now().toISOString() };
  });
}
