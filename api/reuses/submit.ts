/** Sending and changing a reuse, by whoever takes part. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import type { FieldFault } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { requireParticipant } from '#api/participants/service.ts';
import { changedMeanwhile, getReuse, nextState, requireSeen } from './access.ts';
import { checkAddress } from './address.ts';
import { count } from './limits.ts';
import { moderatingRegion } from './rules/moderation.ts';
import { requireImpersonal } from './rules/personal.ts';
import { refuse } from './rules/refusals.ts';
import type { reuseBody, reuseChange } from './rules/shapes.ts';
import { type ReuseOut, showReuse } from './show.ts';
import * as store from './store.ts';

type Body = z.output<typeof reuseBody>;

interface Prepared {
  readonly fields: Pick<Body, 'title' | 'kind' | 'description' | 'url'> & {
    readonly authorName: string;
    readonly pictureId: string | null;
  };
  readonly entryIds: readonly string[];
  readonly regionCode: string;
}

/** @param before ids of the datasets named so far: one that was withdrawn since may stay. */
async function prepare(ctx: Ctx, participantId: string, body: Body, before: readonly string[]): Promise<Prepared> {
  const { title, kind, description, author_name: authorName } = body;
  requireImpersonal({ title, description, author_name: authorName }, dayOf(ctx.clock.now()));
  const url = checkAddress(body.url);
  const codes = [...new Set(body.datasets)];
  const found = new Map((await store.datasetsByCode(ctx.db, codes)).map((one) => [one.code, one]));
  const named = codes.map((code) => {
    const one = found.get(code);
    if (one === undefined || (one.withdrawn && !before.includes(one.id))) throw unknownDataset(code);
    return one;
  });
  const picture = body.picture === null ? null : await store.findPicture(ctx.db, body.picture);
  // Somebody else's picture is as unknown as none.
  if (body.picture !== null && picture?.participantId !== participantId) {
    const { zh, en } = refuse.table['reuses.picture_unknown'];
    throw refuse('reuses.picture_unknown', {}, [{ path: 'picture', zh, en }]);
  }
  return {
    fields: { title, kind, description, url, authorName, pictureId: picture?.id ?? null },
    entryIds: named.map(({ id }) => id),
    regionCode: moderatingRegion(named.map(({ regionCode }) => regionCode)),
  };
}

function unknownDataset(code: string) {
  const refusal = refuse('reuses.unknown_dataset', { code });
  const field: FieldFault = { path: 'datasets', zh: refusal.sentence('zh'), en: refusal.sentence('en') };
  return refuse('reuses.unknown_dataset', { code }, [field]);
}

export async function createReuse(ctx: Ctx, body: Body): Promise<ReuseOut> {
  const taker = await requireParticipant(ctx);
  const { fields, entryIds, regionCode } = await prepare(ctx, taker.id, body, []);
  await count(ctx, 'reuse', taker.id);
  return act(ctx, { action: 'reuses.submit', subject: ['reuse', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'showcase');
    const at = tx.clock.now();
    note({ kind: fields.kind, datasets: entryIds.length, region: regionCode, participant: taker.id }, id);
    await store.insertReuse(tx.db, {
      id,
      state: 'submitted',
      regionCode,
      participantId: taker.id,
      revision: 1,
      submittedAt: at,
      createdAt: at,
      updatedAt: at,
    });
    await store.insertRevision(tx.db, { reuseId: id, number: 1, ...fields, at }, entryIds);
    return showReuse(tx, await getReuse(tx, id));
  });
}

/** A new text waits; what was public stays until it is let through. */
export async function changeReuse(ctx: Ctx, id: string, body: z.output<typeof reuseChange>): Promise<ReuseOut> {
  const taker = await requireParticipant(ctx);
  const { reuse, isAuthor } = await getReuse(ctx, id);
  if (!isAuthor) throw refuse('reuses.not_author');
  const before = (await store.datasetsOf(ctx.db, [id])).map((one) => one.id);
  const { fields, entryIds, regionCode } = await prepare(ctx, taker.id, body, before);
  await count(ctx, 'reuse', taker.id);
  return act(ctx, { action: 'reuses.edit', subject: ['reuse', id] }, async (tx, note) => {
    const state = nextState(reuse, 'edit');
    requireSeen(reuse, body.revision);
    const at = tx.clock.now();
    const number = reuse.revision + 1;
    // While something is public, who looks after it does not change by a text that nobody has let through.
    const region = reuse.publishedRevision === null ? regionCode : reuse.regionCode;
    const data = { state, revision: number, regionCode: region, submittedAt: at, updatedAt: at, reason: null };
    if (!(await store.changeReuse(tx.db, { id, state: reuse.state, revision: reuse.revision }, data))) {
      const now = await store.findReuse(tx.db, id);
      throw changedMeanwhile(now ?? reuse);
    }
    await store.insertRevision(tx.db, { reuseId: id, number, ...fields, at }, entryIds);
    note({ revision: number, datasets: entryIds.length, participant: taker.id });
    return showReuse(tx, await getReuse(tx, id));
  });
}
