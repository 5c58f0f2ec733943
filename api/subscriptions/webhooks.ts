/** Webhooks of an organisation: made, watched, paused and ended by its members. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { fill, isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dataDuties } from '#api/organizations/rules/codes.ts';
import { checkOutbound } from '#api/ports/outbound/fetch.ts';
import type { messageOut, newWebhookOut, webhookBody, webhookOut } from './contract.ts';
import { enqueueDelivery } from './record.ts';
import { mostWebhooks, overlapMs, subscriptionLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { newSecret, seal } from './secrets.ts';
import { wrongState } from './states.ts';
import * as store from './store.ts';
import { about, requireTarget } from './target.ts';

export type WebhookOut = z.input<typeof webhookOut>;
export type MessageOut = z.input<typeof messageOut>;

async function showAll(ctx: Ctx, rows: readonly store.Subscription[]): Promise<WebhookOut[]> {
  const counts = await store.countMessages(
    ctx.db,
    rows.map((row) => row.id),
  );
  return Promise.all(
    rows.map(async (row) => {
      const own = counts.filter((one) => one.subscriptionId === row.id);
      const count = (state: string) => own.find((one) => one.state === state)?._count._all ?? 0;
      return {
        id: row.id,
        channel: row.channel,
        state: row.state,
        paused_for: row.pausedFor,
        target: row.target,
        target_value: row.targetValue,
        ...(await about(ctx, row)),
        url: row.url ?? '',
        created_at: row.createdAt.toISOString(),
        failing_since: row.failingSince?.toISOString() ?? null,
        old_secret_until:
          row.oldSecretUntil !== null && row.oldSecretUntil > ctx.clock.now() ? row.oldSecretUntil.toISOString() : null,
        waiting: count('pending'),
        failed: count('failed'),
        delivered: count('delivered'),
        last_delivered_at: own.find((one) => one.state === 'delivered')?._max.deliveredAt?.toISOString() ?? null,
      };
    }),
  );
}

async function showOne(ctx: Ctx, id: string): Promise<WebhookOut> {
  const row = await store.findSubscription(ctx.db, id);
  const [shown] = row === null ? [] : await showAll(ctx, [row]);
  if (shown === undefined) throw refuse('subscriptions.not_found');
  return shown;
}

async function getOwn(ctx: Ctx, id: string, change: boolean): Promise<{ row: store.Subscription; viewer: Viewer }> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findSubscription(ctx.db, id);
  if (row === null || row.channel !== 'webhook' || row.organizationId !== viewer.organization.id)
    throw refuse('subscriptions.not_found');
  if (change) requireDuty(viewer, dataDuties);
  return { row, viewer };
}

export async function listWebhooks(ctx: Ctx): Promise<{ items: WebhookOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  return { items: await showAll(ctx, await store.listWebhooks(ctx.db, viewer.organization.id)) };
}

export async function showWebhook(ctx: Ctx, id: string): Promise<WebhookOut> {
  await getOwn(ctx, id, false);
  return showOne(ctx, id);
}

/** The secret is answered once. As its answer must not be kept, it is made without the caller's idempotency key. */
export async function createWebhook(
  ctx: Ctx,
  input: z.output<typeof webhookBody>,
): Promise<z.input<typeof newWebhookOut>> {
  const viewer = requireDuty(ctx.viewer, dataDuties);
  const targetValue = await requireTarget(ctx, input.target, input.target_value);
  await checkAddress(ctx, input.url);
  const secret = newSecret(ctx);
  const secretSealed = await seal(ctx, 'subscription-secret', secret);
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'subscriptions.create', subject: ['subscription', 'new'] }, async (tx, note) => {
    await store.lockOrganization(tx.db, viewer.organization.id);
    if ((await store.countLiveWebhooks(tx.db, viewer.organization.id)) >= mostWebhooks)
      throw refuse('subscriptions.too_many', { limit: mostWebhooks });
    const id = newId(tx, 'subscription');
    const at = tx.clock.now();
    await store.insertSubscription(tx.db, {
      id,
      channel: 'webhook',
      target: input.target,
      targetValue,
      state: 'active',
      frequency: 'immediate',
      locale: input.locale,
      personId: viewer.personId,
      organizationId: viewer.organization.id,
      url: input.url,
      secretSealed,
      createdAt: at,
      confirmedAt: at,
    });
    note({ target: input.target, host: new URL(input.url).hostname }, id);
    return { ...(await showOne(tx, id)), secret };
  });
}

/** What is refused about an address is shown beside its field. */
async function checkAddress(ctx: Ctx, url: string): Promise<void> {
  try {
    await checkOutbound(ctx, url);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { spec, params } = error;
    Object.assign(error, { fields: [{ path: 'url', zh: fill(spec.zh, params), en: fill(spec.en, params) }] });
    throw error;
  }
}

export async function rotateSecret(ctx: Ctx, id: string): Promise<z.input<typeof newWebhookOut>> {
  const secret = newSecret(ctx);
  const secretSealed = await seal(ctx, 'subscription-secret', secret);
  const { idempotency: _kept, ...plain } = ctx;
  return act(plain, { action: 'subscriptions.rotate', subject: ['subscription', id] }, async (tx) => {
    const { row } = await getOwn(tx, id, true);
    const oldSecretUntil = new Date(tx.clock.now().getTime() + overlapMs);
    const data = { secretSealed, oldSecretSealed: row.secretSealed, oldSecretUntil };
    if (!(await store.changeSubscription(tx.db, id, ['active', 'paused'], data))) throw wrongState(row.state);
    return { ...(await showOne(tx, id)), secret };
  });
}

async function walk(ctx: Ctx, id: string, action: 'pause' | 'resume' | 'end'): Promise<WebhookOut> {
  return act(ctx, { action: `subscriptions.${action}`, subject: ['subscription', id] }, async (tx) => {
    const { row } = await getOwn(tx, id, true);
    const to = edge(subscriptionLifecycle, row.state, action)?.to;
    if (to === undefined) throw wrongState(row.state);
    const at = tx.clock.now();
    const data =
      action === 'pause'
        ? { pausedFor: 'own' }
        : action === 'resume'
          ? { pausedFor: null, failingSince: null, servedUntil: at }
          : { endedAt: at, secretSealed: null, oldSecretSealed: null, oldSecretUntil: null };
    if (!(await store.changeSubscription(tx.db, id, [row.state], { state: to, ...data }))) throw wrongState(row.state);
    if (action === 'end') await store.dropMessages(tx.db, id);
    // Held back while paused, due again at once.
    else await store.scheduleMessages(tx.db, id, action === 'pause' ? null : at);
    return showOne(tx, id);
  });
}

export const pauseWebhook = (ctx: Ctx, id: string): Promise<WebhookOut> => walk(ctx, id, 'pause');
export const resumeWebhook = (ctx: Ctx, id: string): Promise<WebhookOut> => walk(ctx, id, 'resume');
export const endWebhook = (ctx: Ctx, id: string): Promise<WebhookOut> => walk(ctx, id, 'end');

async function send(
  ctx: Ctx,
  id: string,
  message: { readonly eventIds: readonly string[]; readonly replayOf?: string },
): Promise<MessageOut> {
  const made = newId(ctx, 'message');
  await store.insertMessage(ctx.db, { id: made, subscriptionId: id, ...message, at: ctx.clock.now() });
  await enqueueDelivery(ctx, made, id);
  const row = await store.findMessage(ctx.db, made);
  const [shown] = row === null ? [] : await showMessages(ctx, [row]);
  if (shown === undefined) throw new Error('a message just made was not found');
  return shown;
}

/** A test message; also while paused, so that what was mended can be tried. */
export async function pingWebhook(ctx: Ctx, id: string): Promise<MessageOut> {
  return act(ctx, { action: 'subscriptions.ping', subject: ['subscription', id] }, async (tx) => {
    const { row } = await getOwn(tx, id, true);
    if (row.state === 'ended') throw wrongState(row.state);
    return send(tx, id, { eventIds: [] });
  });
}

export async function replayMessage(ctx: Ctx, id: string, message: string): Promise<MessageOut> {
  return act(ctx, { action: 'subscriptions.replay', subject: ['subscription', id] }, async (tx, note) => {
    const { row } = await getOwn(tx, id, true);
    const found = await store.findMessage(tx.db, message);
    if (found === null || found.subscriptionId !== id) throw refuse('subscriptions.message_not_found');
    if (row.state === 'ended') throw wrongState(row.state);
    if (found.state === 'pending' && found.nextAt !== null) throw refuse('subscriptions.still_waiting');
    note({ message });
    return send(tx, id, { eventIds: found.eventIds, replayOf: found.replayOf ?? found.id });
  });
}

const pageSize = 50;

export async function listMessages(ctx: Ctx, id: string, { before }: { before?: string | undefined }) {
  await getOwn(ctx, id, false);
  const rows = await store.listMessages(ctx.db, id, before, pageSize + 1);
  const items = await showMessages(ctx, rows.slice(0, pageSize));
  return { items, next: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
}

async function showMessages(ctx: Ctx, rows: readonly store.Message[]): Promise<MessageOut[]> {
  const changes = new Map(
    (
      await store.findChanges(
        ctx.db,
        rows.flatMap((row) => row.eventIds),
      )
    ).map((one) => [one.id, one]),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.eventIds.length === 0 ? 'ping' : 'change',
    state: row.state,
    attempts: row.attempts,
    last_status: row.lastStatus,
    last_fault: row.lastFault,
    log: row.log.map((one) => ({ ...one })),
    replay_of: row.replayOf,
    created_at: row.createdAt.toISOString(),
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    next_at: row.nextAt?.toISOString() ?? null,
    events: row.eventIds.flatMap((one) => {
      const change = changes.get(one);
      return change === undefined ? [] : [{ id: change.id, kind: change.kind, code: change.code, title: change.title }];
    }),
  }));
}

/** The operator's view of the mail: what is kept where none leaves, and what never arrived (without whom it was for). */
export async function showMailroom(ctx: Ctx) {
  requireOperator(ctx);
  const dead = await store.deadMail(ctx.db, 100);
  return {
    kind: ctx.ports.mail.kind,
    kept: (await ctx.ports.mail.kept()).map((one) => ({ ...one })),
    failed: dead.map((row) => ({
      id: row.id,
      subscription_id: row.subscriptionId,
      attempts: row.attempts,
      last_status: row.lastStatus,
      last_fault: row.lastFault,
      created_at: row.createdAt.toISOString(),
      events: row.eventIds.length,
    })),
  };
}

export async function readKeptMail(ctx: Ctx, name: string): Promise<Buffer> {
  requireOperator(ctx);
  const found = await ctx.ports.mail.readKept(name);
  if (found === null) throw refuse('subscriptions.message_not_found');
  return found;
}

/** For pages: whether the mailroom opens. */
export function mayReadMail(ctx: Ctx): boolean {
  try {
    requireOperator(ctx);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** The platform's operator or the province's information department. */
function requireOperator(ctx: Ctx): void {
  const viewer = requireViewer(ctx.viewer);
  const may =
    viewer.powers.some((held) => held.power === 'platform_operator') ||
    holdsPower(viewer, 'information_department', provinceCode);
  if (!may) throw refuseAnywhere('auth.forbidden');
}
