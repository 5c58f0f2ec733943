/** Who takes part: a person signed in for an organisation, or whoever reads a confirmed mailbox. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { inLocale, type Word } from '#api/kernel/words.ts';
import type { nameBody, participantOut } from './contract.ts';
import { requireImpersonal } from './rules/impersonal.ts';
import { visitorName, withdrawnName } from './rules/names.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export { mailTo, mailToDuties } from './letters.ts';

export interface Taker {
  /** `per_…` or `ptc_…`. */
  readonly id: string;
  readonly kind: 'person' | 'mailbox';
  /** As everybody sees it, in the language of the request. */
  readonly name: string;
  /** Whom a person acts for; kept beside the id, for it is the public name. */
  readonly organizationId: string | null;
}

/** Who takes part in this request, or null. A signed-in person goes before the mailbox their browser knows. */
export async function participantOf(ctx: Ctx): Promise<Taker | null> {
  const { viewer } = ctx;
  if (viewer !== null) {
    const names = await publicNames(ctx, [{ id: viewer.personId, organizationId: viewer.organization.id }]);
    const name = names.get(viewer.personId) ?? withdrawnName;
    return {
      id: viewer.personId,
      kind: 'person',
      name: inLocale(name, ctx.locale),
      organizationId: viewer.organization.id,
    };
  }
  const found = await mailboxOf(ctx);
  if (found === null) return null;
  return { id: found.id, kind: 'mailbox', name: inLocale(nameOf(found), ctx.locale), organizationId: null };
}

/** Refuses `participants.needed`. */
export async function requireParticipant(ctx: Ctx): Promise<Taker> {
  const found = await participantOf(ctx);
  if (found === null) throw refuse('participants.needed');
  return found;
}

async function mailboxOf(ctx: Ctx): Promise<store.Participant | null> {
  const session = ctx.participantSession ?? null;
  return session === null ? null : store.findBySession(ctx.db, session, ctx.clock.now());
}

const nameOf = (row: store.Participant): Word =>
  row.withdrawnAt !== null ? withdrawnName : row.name === null ? visitorName(row.id) : [row.name, row.name];

/** Public names by id, as they are today: of a person the organisation acted for, of a mailbox the chosen name. */
export async function publicNames(
  ctx: Pick<Ctx, 'db'>,
  authors: readonly { readonly id: string; readonly organizationId: string | null }[],
): Promise<ReadonlyMap<string, Word>> {
  const mailboxes = authors.filter(({ id }) => id.startsWith('ptc_')).map(({ id }) => id);
  const [rows, organizations] = await Promise.all([
    mailboxes.length === 0 ? [] : store.findParticipants(ctx.db, mailboxes),
    store.organizationNames(
      ctx.db,
      authors.flatMap(({ organizationId }) => organizationId ?? []),
    ),
  ]);
  const names = new Map<string, Word>(rows.map((row) => [row.id, nameOf(row)]));
  for (const { id, organizationId } of authors) {
    const organization = organizationId === null ? undefined : organizations.get(organizationId);
    if (organization !== undefined) names.set(id, [organization.name, organization.nameEn ?? organization.name]);
    else if (!names.has(id)) names.set(id, visitorName(id));
  }
  return names;
}

export type ParticipantOut = z.input<typeof participantOut>;

export async function showParticipant(ctx: Ctx): Promise<ParticipantOut> {
  const { id, kind, organizationId } = await requireParticipant(ctx);
  const mailbox = kind === 'mailbox' ? await mailboxOf(ctx) : null;
  const [zh, en] = (await publicNames(ctx, [{ id, organizationId }])).get(id) ?? withdrawnName;
  return {
    id,
    kind,
    name_zh: zh,
    name_en: en,
    own_name: mailbox?.name ?? null,
    since: mailbox?.createdAt.toISOString() ?? null,
    letters: (await store.listLetters(ctx.db, id, 50)).map((letter) => ({
      id: letter.id,
      about: letter.about,
      subject_zh: letter.subjectZh,
      subject_en: letter.subjectEn,
      text_zh: letter.textZh,
      text_en: letter.textEn,
      path: letter.path,
      state: letter.state,
      at: letter.createdAt.toISOString(),
    })),
  };
}

/** Refuses `participants.needed`, and `participants.mailbox_only` for whoever is signed in. */
async function requireMailbox(ctx: Ctx): Promise<store.Participant> {
  if (ctx.viewer !== null) throw refuse('participants.mailbox_only');
  const found = await mailboxOf(ctx);
  if (found === null) throw refuse('participants.needed');
  return found;
}

export async function nameParticipant(ctx: Ctx, { name }: z.output<typeof nameBody>): Promise<ParticipantOut> {
  const { id } = await requireMailbox(ctx);
  const chosen = name.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  requireImpersonal({ name: chosen }, dayOf(ctx.clock.now()));
  return act(ctx, { action: 'participants.name', subject: ['participant', id] }, async (tx) => {
    await store.changeParticipant(tx.db, id, { name: chosen === '' ? null : chosen });
    return showParticipant(tx);
  });
}

/** Wipes address, name, letters and kept mails. What was contributed stays, under nobody's name. */
export async function forgetParticipant(ctx: Ctx): Promise<{ done: true }> {
  const { id, emailHash } = await requireMailbox(ctx);
  const dropped = await act(ctx, { action: 'participants.forget', subject: ['participant', id] }, async (tx) => {
    const at = tx.clock.now();
    await store.revokeSessions(tx.db, { participantId: id }, at);
    await store.changeParticipant(tx.db, id, { emailSealed: null, emailHash: null, name: null, withdrawnAt: at });
    await store.wipeLetters(tx.db, id);
    await enqueue(tx, 'datasets.forget_views', { participantId: id });
    return emailHash === null ? [] : store.dropChallenges(tx.db, { emailHash });
  });
  for (const about of [id, ...dropped]) await ctx.ports.mail.forget(about);
  return { done: true };
}

/** This browser forgets the mailbox; others still know it. */
export async function leaveParticipant(ctx: Ctx): Promise<{ done: true }> {
  const { id } = await requireMailbox(ctx);
  await act(ctx, { action: 'participants.leave', subject: ['participant', id] }, (tx) =>
    store.revokeSessions(tx.db, { id: ctx.participantSession ?? '' }, tx.clock.now()),
  );
  return { done: true };
}
