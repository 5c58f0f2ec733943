/**
 * A subject is known to the ledger by a keyed pseudonym alone. The keys are random, lie sealed under the installation's secret and
 * apart from the ledger, and are rotated: the newest makes, every one that is kept still recognises. Pseudonyms of one subject under
 * several keys are tied together when a fact is kept, so that neither a rotation nor the end of an old key loses a refusal.
 */
import { createHmac } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { checkCitizenNumber, checkUscc } from '#api/kernel/identifiers.ts';
import { dayOf } from '#api/kernel/time.ts';
import { sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import * as store from './consent-store.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';

const kind = 'subject-key';

export interface Subject {
  readonly kind: 'natural' | 'legal';
  readonly number: string;
}

export interface Pseudonym {
  /** Under the newest key. */
  readonly subject: string;
  readonly keyNumber: number;
  /** Under every key that is kept, and whatever was tied to one of these while its key was. */
  readonly all: readonly string[];
}

/** The number in its written form, or the refusal; a refusal never repeats it. */
export function writtenNumber(ctx: Pick<Ctx, 'clock'>, { kind: of, number }: Subject): string {
  const today = dayOf(ctx.clock.now());
  if (of === 'natural') {
    const checked = checkCitizenNumber(number, today);
    if (checked.ok) return checked.number;
  } else {
    const checked = checkUscc(number);
    if (checked.ok) return checked.uscc;
  }
  throw refuse('collection.bad_subject', {}, [fieldFaults.subject_number]);
}

export async function pseudonymOf(ctx: Ctx, subject: Subject): Promise<Pseudonym> {
  const number = writtenNumber(ctx, subject);
  const keys = await keysOf(ctx);
  const made = keys.map((one) => ({
    keyNumber: one.number,
    subject: createHmac('sha256', one.key).update(`${subject.kind}|${number}`).digest('hex'),
  }));
  const newest = made[0];
  if (newest === undefined) throw new Error('no key of the pseudonyms');
  const known = await store.rootsOf(
    ctx.db,
    made.map((one) => one.subject),
  );
  return { ...newest, all: [...new Set([...made.map((one) => one.subject), ...known.keys()])] };
}

/** Ties a subject that is met under a new key to what it was known by before. Inside `act`, beside the fact that is kept. */
export const keepAlias = (tx: Ctx, { subject, keyNumber, all }: Pseudonym): Promise<void> =>
  store.tieSubject(tx.db, { subject, keyNumber }, all);

/** Unsealed once a process; a key's sealed text never changes. */
const opened = new Map<string, Buffer>();

async function keysOf(ctx: Ctx): Promise<{ number: number; key: Buffer }[]> {
  let rows = await store.listKeys(ctx.db);
  if (rows.length === 0) {
    await newKey(ctx, 1);
    rows = await store.listKeys(ctx.db);
  }
  return Promise.all(
    rows.map(async ({ number, sealed }) => {
      const known = opened.get(sealed) ?? Buffer.from(await unsealText(ctx, kind, sealed), 'base64');
      opened.set(sealed, known);
      return { number, key: known };
    }),
  );
}

/** Two at once make one: the first that is written stays. */
export async function newKey(ctx: Ctx, number: number): Promise<void> {
  const sealed = await sealText(ctx, kind, Buffer.from(ctx.random(32)).toString('base64'));
  await store.insertKey(ctx.db, { number, sealed, createdAt: ctx.clock.now() });
}

/** As much of it as a page shows: enough to tell two subjects apart, too little to look one up elsewhere. */
export const shortened = (subject: string): string => subject.slice(0, 8);
