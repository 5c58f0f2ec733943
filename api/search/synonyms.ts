/** Synonyms, kept by the province's information department; applied to questions, so nothing has to be indexed anew. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { refuse as refuseAny } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, requireDuty } from '#api/kernel/rights.ts';
import type { synonymBody, synonymOut } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import { synonymWords, wordTaken } from './rules/synonyms.ts';
import * as store from './store.ts';
import { refreshVocabulary } from './vocabulary.ts';

export type SynonymOut = z.input<typeof synonymOut>;

/** Reviewers and administrators of the province's information department. */
export function requireDepartment(ctx: Ctx): Viewer {
  const viewer = requireDuty(ctx.viewer, ['reviewer', 'admin']);
  if (!holdsPower(viewer, 'information_department', provinceCode)) throw refuseAny('auth.forbidden');
  return viewer;
}

/** Those in force first, then the revoked ones, newest first. */
export async function listSynonyms(ctx: Ctx): Promise<{ items: SynonymOut[] }> {
  requireDepartment(ctx);
  const rows = await store.listSynonyms(ctx.db);
  const people = await store.personNames(
    ctx.db,
    rows.flatMap((row) => [row.createdBy, row.revokedBy ?? '']),
  );
  return {
    items: rows.map((row) => ({
      id: row.id,
      words: row.words,
      note: row.note,
      created_at: row.createdAt.toISOString(),
      created_by: people.get(row.createdBy) ?? null,
      revoked_at: row.revokedAt?.toISOString() ?? null,
      revoked_by: row.revokedBy === null ? null : (people.get(row.revokedBy) ?? null),
    })),
  };
}

export async function addSynonym(ctx: Ctx, input: z.output<typeof synonymBody>): Promise<{ id: string }> {
  const viewer = requireDepartment(ctx);
  const words = synonymWords(input.words);
  if (words.length < 2) throw refuse('search.synonym_too_few');
  const id = newId(ctx, 'synonym');
  const facts = { words };
  const made = await act(ctx, { action: 'search.add_synonym', subject: ['synonym', id], facts }, async (tx) => {
    const taken = wordTaken(words, await store.lockSynonyms(tx.db));
    if (taken !== null) throw refuse('search.synonym_taken', { word: taken });
    const note = input.note === '' ? null : input.note;
    await store.createSynonym(tx.db, { id, words, note, createdBy: viewer.personId, createdAt: tx.clock.now() });
    await enqueue(tx, 'search.configure', {}, { key: 'search.configure' });
    return { id };
  });
  await refreshVocabulary(ctx, 0);
  return made;
}

export async function revokeSynonym(ctx: Ctx, id: string): Promise<{ id: string }> {
  const viewer = requireDepartment(ctx);
  await act(ctx, { action: 'search.revoke_synonym', subject: ['synonym', id] }, async (tx) => {
    const row = await store.findSynonym(tx.db, id);
    if (row === null) throw refuse('search.synonym_not_found');
    if (!(await store.revokeSynonym(tx.db, id, viewer.personId, tx.clock.now())))
      throw refuse('search.synonym_revoked');
    await enqueue(tx, 'search.configure', {}, { key: 'search.configure' });
  });
  await refreshVocabulary(ctx, 0);
  return { id };
}
