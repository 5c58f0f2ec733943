/** Telling somebody of an answer to their own case: kept for their page, and mailed where there is a mailbox. */
import { createHash } from 'node:crypto';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, newId } from '#api/context.ts';
import { makeId } from '#api/kernel/ids.ts';
import { fill, isRefusal, type RefusalParams } from '#api/kernel/refusal.ts';
import type { Word } from '#api/kernel/words.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { peopleWith } from '#api/organizations/service.ts';
import { codeLetter, newsLetter } from './rules/letter.ts';
import { codeOf, linkOf, unsealAddress } from './secrets.ts';
import * as store from './store.ts';

export interface News {
  /** Id of the case. */
  readonly about: string;
  readonly subject: Word;
  readonly text: Word;
  /** For the `{{names}}` in both. */
  readonly params?: RefusalParams;
  /** Where values read differently in English. */
  readonly paramsEn?: RefusalParams;
  /** Page of the case, e.g. `/requests/dem_…`. */
  readonly path: string;
  /** For jobs, which may run twice: of one key nobody is told twice. `at` is when it happened. */
  readonly once?: { readonly key: string; readonly at: Date };
}

/** Call it inside `act`: the mail leaves after commit or not at all. Nobody is told who has withdrawn. */
export async function mailTo(tx: Ctx, recipientId: string, news: News): Promise<void> {
  const [mailbox] = recipientId.startsWith('ptc_') ? await store.findParticipants(tx.db, [recipientId]) : [];
  if (recipientId.startsWith('ptc_') && (mailbox === undefined || mailbox.withdrawnAt !== null)) return;
  const { about, subject, text, path, params = {}, paramsEn = {} } = news;
  const english = { ...params, ...paramsEn };
  const id = letterId(tx, recipientId, news);
  const made = await store.insertLetter(tx.db, {
    id,
    recipientId,
    about,
    subjectZh: fill(subject[0], params),
    subjectEn: fill(subject[1], english),
    textZh: fill(text[0], params),
    textEn: fill(text[1], english),
    path,
    state: mailbox === undefined ? 'kept' : 'pending',
    createdAt: tx.clock.now(),
  });
  if (made && mailbox !== undefined) await enqueue(tx, 'participants.letter', { letter: id });
}

/** A letter to everyone in office of an organisation who holds one of these duties. Inside `act`, as `mailTo`. */
export async function mailToDuties(
  tx: Ctx,
  organizationId: string,
  duties: readonly Duty[],
  news: News,
): Promise<void> {
  for (const person of await peopleWith(tx.db, organizationId, duties)) await mailTo(tx, person, news);
}

function letterId(tx: Ctx, recipientId: string, { once }: News): string {
  if (once === undefined) return newId(tx, 'letter');
  return makeId('letter', once.at, createHash('sha256').update(`${once.key}|${recipientId}`).digest().subarray(0, 10));
}

/** Failures that no later attempt mends. */
const final = new Set(['mail.bad_address', 'mail.rejected']);

/** The queue tries a mail that could not leave again, eight times over a day. */
export async function sendLetter(app: App, id: string): Promise<void> {
  const letter = await store.findLetter(app.db, id);
  if (letter === null || letter.state !== 'pending') return;
  const [mailbox] = await store.findParticipants(app.db, [letter.recipientId]);
  if (mailbox === undefined || mailbox.emailSealed === null) return;
  const { locale } = mailbox;
  const said =
    locale === 'zh'
      ? { subject: letter.subjectZh, text: letter.textZh }
      : { subject: letter.subjectEn, text: letter.textEn };
  const base = app.env.PUBLIC_URL;
  try {
    await app.ports.mail.send({
      to: await unsealAddress(app, mailbox.emailSealed),
      ...newsLetter(said, `${base}${letter.path}`, `${base}/taking-part`, locale),
      about: mailbox.id,
      id: letter.id,
      locale,
    });
    await store.noteLetter(app.db, id, { state: 'delivered', lastFault: null, deliveredAt: app.clock.now() });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const over = final.has(error.code);
    await store.noteLetter(app.db, id, { state: over ? 'failed' : 'pending', lastFault: error.code });
    if (!over) throw new Error(`a letter could not leave: ${error.code}`);
  }
}

export async function sendCode(app: App, id: string): Promise<void> {
  const found = await store.findChallenge(app.db, id);
  if (found === null || found.usedAt !== null || found.expiresAt <= app.clock.now()) return;
  const link = `${app.env.PUBLIC_URL}/taking-part/${linkOf(app, id)}`;
  try {
    await app.ports.mail.send({
      to: await unsealAddress(app, found.emailSealed),
      ...codeLetter(codeOf(app, id), link, found.locale),
      about: id,
      id,
      locale: found.locale,
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (!final.has(error.code)) throw new Error(`a code could not leave: ${error.code}`);
    app.log.warn({ challenge: id, fault: error.code }, 'a code could not be delivered');
  }
}

/** Unconfirmed addresses go a day after their code was void. */
export async function tidy(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - 24 * 3600_000);
  for (const id of await store.dropChallenges(app.db, { before })) await app.ports.mail.forget(id);
}
