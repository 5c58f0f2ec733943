/**
 * A source was withdrawn or corrected: whoever sells a product made from it is told and asked. The rooms below only say that
 * something happened; what it means is read here from the records, so the work may run twice.
 */
import { act } from '#api/audit/act.ts';
import { lock } from '#api/audit/lock.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { type ProductFacts, productsCiting } from '#api/products/sources.ts';
import { deliveriesBy } from '../citations/store.ts';
import { tell } from '../people.ts';
import { type NoticeKind, noticeKinds } from '../rules/codes.ts';
import { type Change, concerned, defaultAnswerDays } from '../rules/notice.ts';
import * as store from './store.ts';

export const noticePath = (id: string): string => `/w/source-notices/${id}`;

/** What catalog and feedback enqueue. */
export type SourceChanged = { readonly entry_id: string } | { readonly correction_id: string };

interface Event extends Change {
  readonly cause: string;
  readonly entryId: string;
  readonly reason: string;
  readonly at: Date;
}

export async function sourceChanged(app: App, payload: SourceChanged): Promise<void> {
  const ctx = systemContext(app);
  if ('entry_id' in payload) {
    const entry = await store.findEntry(ctx.db, payload.entry_id);
    if (entry?.state !== 'withdrawn' || entry.withdrawnAt === null) return;
    const { withdrawnAt: at } = entry;
    const cause = `withdrawal:${entry.id}:${at.toISOString()}`;
    const reason = entry.withdrawnReason ?? '';
    return raise(ctx, { kind: 'withdrawn', version: null, fixedIn: null, cause, entryId: entry.id, reason, at });
  }
  const found = await store.findCorrection(ctx.db, payload.correction_id);
  if (found === null || found.target !== 'data') return;
  const cause = `correction:${found.id}`;
  if (found.state === 'no_error') return lapse(ctx, cause);
  if (found.state !== 'accepted' && found.state !== 'corrected') return;
  // Corrected without a version to go by: the products are told, and nothing newer is named.
  const done = found.state === 'corrected';
  return raise(ctx, {
    kind: done ? 'corrected' : 'doubted',
    version: found.version,
    fixedIn: done ? found.fixedVersion : null,
    cause,
    entryId: found.entryId,
    reason: (done ? found.answer : null) ?? found.wrong,
    at: (done ? found.closedAt : found.acceptedAt) ?? found.filedAt,
  });
}

async function raise(ctx: Ctx, event: Event): Promise<void> {
  for (const product of await productsCiting(ctx.db, event.entryId)) {
    if (product.state !== 'listed') continue;
    const logged = await deliveriesBy(
      ctx.db,
      product.sources.map((one) => one.deliveryId),
    );
    const cited = product.sources.filter((one) => logged.get(one.deliveryId)?.entryId === event.entryId);
    const hit = concerned(cited, event);
    if (hit.length === 0) continue;
    const used = Math.min(...hit.map((one) => one.datasetVersion));
    const deliveries = hit.map((one) => one.deliveryId);
    await raiseFor(ctx, product, event, { used, deliveries });
  }
}

interface Hit {
  readonly used: number;
  readonly deliveries: string[];
}

async function raiseFor(ctx: Ctx, product: ProductFacts, event: Event, { used, deliveries }: Hit): Promise<void> {
  await act(ctx, { action: 'market.open_notice', subject: ['source_notice', 'new'] }, async (tx, note) => {
    await lock(tx.db, `${product.id}|${event.cause}`);
    const entry = await store.findEntry(tx.db, event.entryId);
    const known = await store.noticeFor(tx.db, product.id, event.cause);
    // The same doubt again, or what was lapsed: nothing new to say.
    if (entry === null || (known !== null && (known.kind === event.kind || known.state === 'lapsed'))) return;
    const now = tx.clock.now();
    const days = await numberParameter(tx, 'market.source_answer_working_days', entry.regionCode, defaultAnswerDays);
    const dueOn = tx.calendar().addWorkingDays(dayOf(now), days);
    const told = { kind: event.kind, newVersion: event.fixedIn, reason: event.reason, happenedAt: event.at, dueOn };
    const id = known?.id ?? newId(tx, 'sourceNotice');
    const no = known?.no ?? (await nextNumber(tx, 'source_notice', 'BD'));
    if (known === null)
      await store.insertNotice(tx.db, {
        id,
        no,
        productId: product.id,
        developerId: product.developerId,
        entryId: entry.id,
        agencyId: entry.providerId,
        cause: event.cause,
        deliveries,
        usedVersion: used,
        state: 'open',
        createdAt: now,
        ...told,
      });
    else {
      const unanswered = { answer: null, words: null, successorNo: null, answeredAt: null, overdueAt: null };
      await store.updateNotice(tx.db, id, { ...told, ...unanswered, state: 'open' });
    }
    const action = known === null ? 'opened' : 'confirmed';
    await store.insertStep(tx.db, { id: newId(tx, 'step'), noticeId: id, action, words: event.reason, at: now });
    const what = noticeKinds.words[event.kind as NoticeKind];
    await tell(tx, product.developerId, ['developer', 'signatory'], 'source_changed', {
      about: id,
      params: {
        product: product.no,
        what: what[0],
        resource: entry.title,
        code: entry.code,
        reason: event.reason,
        due: dueOn,
      },
      paramsEn: { what: what[1] },
      path: noticePath(id),
      once: { key: `${id}:${event.kind}`, at: now },
    });
    note({ no, product: product.no, kind: event.kind, due_on: dueOn }, id);
  });
}

/** The agency looked and found the source right: nobody has to answer any more. */
async function lapse(ctx: Ctx, cause: string): Promise<void> {
  for (const { id } of await store.noticesByCause(ctx.db, cause))
    await act(ctx, { action: 'market.lapse_notice', subject: ['source_notice', id] }, async (tx) => {
      const row = await store.lockNotice(tx.db, id);
      if (row === null || row.state === 'lapsed') return;
      await store.updateNotice(tx.db, id, { state: 'lapsed' });
      const at = tx.clock.now();
      await store.insertStep(tx.db, { id: newId(tx, 'step'), noticeId: id, action: 'lapsed', at });
    });
}

/** Who did not answer in time becomes visible to the agency. */
export async function chaseNotices(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const { id } of await store.lateNotices(ctx.db, dayOf(ctx.clock.now())))
    await act(ctx, { action: 'market.notice_overdue', subject: ['source_notice', id] }, async (tx, note) => {
      const row = await store.lockNotice(tx.db, id);
      if (row === null || row.state !== 'open' || row.overdueAt !== null) return;
      const at = tx.clock.now();
      await store.updateNotice(tx.db, id, { overdueAt: at });
      await store.insertStep(tx.db, { id: newId(tx, 'step'), noticeId: id, action: 'overdue', at });
      const product = (await store.productsBy(tx.db, [row.productId])).get(row.productId);
      await tell(tx, row.agencyId, ['steward', 'licensing'], 'source_overdue', {
        about: id,
        params: { product: product?.no ?? '', due: row.dueOn, no: row.no },
        path: noticePath(id),
        once: { key: `${id}:overdue:${row.dueOn}`, at },
      });
      note({ no: row.no });
    });
}
