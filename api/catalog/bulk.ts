/** Many entries of one agency in one transaction: drafts begun and contents replaced, all of them or none. */
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { insertMany, replaceMany, takeSequences } from './bulk-store.ts';
import { resourceCode } from './rules/code.ts';
import type { EntryContent } from './rules/entry.ts';
import { refuse } from './rules/refusals.ts';

export interface BulkNew {
  readonly classification: string;
  readonly content: EntryContent;
}
export interface BulkChange {
  readonly id: string;
  /** What the change was made from; it is not made to anything newer. */
  readonly revision: number;
  readonly content: EntryContent;
}

/**
 * Inside the caller's transaction. Answers the ids of changes that were overtaken: then nothing may be kept and the caller refuses.
 * A title taken meanwhile breaks the unique index (23505).
 */
export async function applyBulk(
  tx: Ctx,
  viewer: Viewer,
  { fresh, changed }: { readonly fresh: readonly BulkNew[]; readonly changed: readonly BulkChange[] },
): Promise<{ readonly overtaken: readonly string[]; readonly codes: readonly string[] }> {
  const all = [...fresh, ...changed];
  if (all.some(({ content }) => content.secret === true)) throw refuse('catalog.secret');
  const at = tx.clock.now();
  const done = await replaceMany(tx.db, changed, viewer.personId, at, viewer.organization.id);
  const overtaken = changed.filter(({ id }) => !done.has(id)).map(({ id }) => id);
  if (overtaken.length > 0) return { overtaken, codes: [] };
  const wanted = new Map<string, number>();
  for (const { classification } of fresh) wanted.set(classification, (wanted.get(classification) ?? 0) + 1);
  const next = new Map<string, number>();
  // In one order, so that two imports wait for each other and do not lock each other out.
  for (const [code, count] of [...wanted].sort(([a], [b]) => a.localeCompare(b))) {
    const first = await takeSequences(tx.db, code, count);
    if (first === null) throw refuse('catalog.unknown_classification', { code });
    next.set(code, first);
  }
  const { id: providerId, regionCode, level } = viewer.organization;
  const rows = fresh.map(({ classification, content }) => {
    const sequence = next.get(classification) ?? 0;
    next.set(classification, sequence + 1);
    return { id: newId(tx, 'entry'), code: resourceCode(classification, sequence), classification, content };
  });
  await insertMany(tx.db, rows, { providerId, regionCode, level, byId: viewer.personId, at });
  return { overtaken: [], codes: rows.map(({ code }) => code) };
}
