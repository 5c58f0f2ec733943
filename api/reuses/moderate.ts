/** What the information department does with reuses; and withdrawing one, by it or by the author. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { regionName } from '#api/kernel/regions.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { mailTo, requireParticipant } from '#api/participants/service.ts';
import { changedMeanwhile, getReuse, nextState, noJurisdiction, requireSeen } from './access.ts';
import type { reuseQueueQuery } from './contract.ts';
import { letters } from './rules/letters.ts';
import { isPublic, moderatedRegions } from './rules/moderation.ts';
import { refuse } from './rules/refusals.ts';
import type { reuseDecisionBody, withdrawBody } from './rules/shapes.ts';
import { type OwnReuse, type ReuseOut, showOwn, showReuse } from './show.ts';
import * as store from './store.ts';

export async function reuseQueue(
  ctx: Ctx,
  query: z.output<typeof reuseQueueQuery>,
): Promise<{ items: OwnReuse[]; total: number; page: number; page_size: number }> {
  const regions = moderatedRegions(requireViewer(ctx.viewer));
  if (regions.length === 0) throw refuseAnywhere('auth.forbidden');
  const { page, page_size, state } = query;
  const slice = { skip: (page - 1) * page_size, take: page_size };
  const { rows, total } = await store.listOf(ctx.db, { state, regions }, slice);
  return { items: await showOwn(ctx, rows), total, page, page_size };
}

export async function decideReuse(
  ctx: Ctx,
  id: string,
  { revision, decision, reason }: z.output<typeof reuseDecisionBody>,
): Promise<ReuseOut> {
  const viewer = requireViewer(ctx.viewer);
  const { reuse, isModerator } = await getReuse(ctx, id);
  if (!isModerator) throw noJurisdiction(reuse.regionCode);
  // Declining a change to what is public leaves the public as it was.
  const action = decision === 'decline' && reuse.publishedRevision !== null ? 'decline_change' : decision;
  const event = { action: `reuses.${decision}`, subject: ['reuse', id] } as const;
  return act(ctx, event, async (tx, note) => {
    if (decision !== 'publish' && reason === '') throw reasonMissing();
    const state = nextState(reuse, action);
    requireSeen(reuse, revision);
    const at = tx.clock.now();
    const told = decision === 'publish' ? null : reason;
    const published =
      decision === 'publish' ? { publishedRevision: revision, publishedAt: reuse.publishedAt ?? at } : {};
    const data = { state, reason: told, updatedAt: at, ...published };
    await change(tx, reuse, data);
    const decided = { decision, reason: told, deciderId: viewer.personId, decidedAt: at };
    await store.noteDecision(tx.db, { reuseId: id, number: revision }, decided);
    note({ decision: action, revision, region: reuse.regionCode });
    await tell(tx, reuse, letters[action], revision, reason);
    return showReuse(tx, await getReuse(tx, id));
  });
}

/** Refuses `reuses.not_author` to strangers, `reuses.reason_missing` to a department that gives none. */
export async function withdrawReuse(
  ctx: Ctx,
  id: string,
  { revision, reason }: z.output<typeof withdrawBody>,
): Promise<ReuseOut> {
  const taker = await requireParticipant(ctx);
  const { reuse, isAuthor, isModerator } = await getReuse(ctx, id);
  if (!isAuthor && !isModerator) throw refuse('reuses.not_author');
  const by = isAuthor ? 'author' : 'department';
  return act(ctx, { action: 'reuses.withdraw', subject: ['reuse', id] }, async (tx, note) => {
    if (by === 'department' && reason === '') throw reasonMissing();
    const state = nextState(reuse, 'withdraw');
    // What nobody has seen is declined, not withdrawn.
    if (by === 'department' && !isPublic(reuse)) throw refuse('reuses.not_author');
    requireSeen(reuse, revision);
    const at = tx.clock.now();
    await change(tx, reuse, { state, withdrawnBy: by, withdrawnAt: at, reason: reason || null, updatedAt: at });
    note({ by, region: reuse.regionCode, participant: taker.id });
    if (by === 'department') await tell(tx, reuse, letters.withdraw, reuse.publishedRevision ?? reuse.revision, reason);
    return showReuse(tx, await getReuse(tx, id));
  });
}

async function change(tx: Ctx, reuse: store.Reuse, data: Parameters<typeof store.changeReuse>[2]): Promise<void> {
  const { id, state, revision } = reuse;
  if (await store.changeReuse(tx.db, { id, state, revision }, data)) return;
  throw changedMeanwhile((await store.findReuse(tx.db, id)) ?? reuse);
}

async function tell(
  tx: Ctx,
  reuse: store.Reuse,
  letter: (typeof letters)['publish' | 'return' | 'decline' | 'decline_change' | 'withdraw'],
  number: number,
  reason: string,
): Promise<void> {
  const [revision] = await store.findRevisions(tx.db, [{ reuseId: reuse.id, number }]);
  await mailTo(tx, reuse.participantId, {
    about: reuse.id,
    ...letter,
    params: { title: revision?.title ?? '', reason, region: regionName(reuse.regionCode, 'zh') },
    paramsEn: { region: regionName(reuse.regionCode, 'en') },
    path: `/reuses/${reuse.id}`,
  });
}

function reasonMissing() {
  const { zh, en } = refuse.table['reuses.reason_missing'];
  return refuse('reuses.reason_missing', {}, [{ path: 'reason', zh, en }]);
}
