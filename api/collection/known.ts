/** The index of what exists already: made from published entries that are shared, and from approved collection items. */
import type { App, Ctx } from '#api/context.ts';
import { pieces } from '#api/ports/search/words.ts';
import type { SubjectKind } from './rules/codes.ts';
import type { Profile } from './rules/compare.ts';
import { conceptOf, type Language, languageOf, subjectOf } from './rules/concept.ts';
import * as store from './store.ts';

/** Names as this installation understands them today: the department's synonyms among them. */
export async function readLanguage(ctx: Pick<Ctx, 'db'>): Promise<Language> {
  return languageOf(pieces, await store.listSynonymGroups(ctx.db));
}

export async function indexEntry(app: Pick<App, 'db'>, entryId: string, given?: Language): Promise<void> {
  const found = await store.readEntry(app.db, entryId);
  if (found === null) return store.replaceKnown(app.db, { entryId }, []);
  const language = given ?? (await readLanguage(app));
  const { entry, content, version } = found;
  const rows = new Map<string, store.NewKnown>();
  const add = (column: string, name: string, meaning: string, type: string) => {
    const id = `e:${entryId}:${column}`;
    if (name === '' || rows.has(id)) return;
    const concept = conceptOf(name, language);
    const profile = profileOf(version?.columns.find((one) => one.name === column));
    rows.set(id, {
      id,
      source: 'entry',
      entryId,
      agencyId: entry.providerId,
      name,
      meaning,
      about: content.title,
      subject: subjectOf(concept, `${content.title} ${content.abstract}`),
      type,
      sameness: concept.sameness,
      words: [...concept.words],
      ...(profile === null ? {} : { profile: { ...profile } }),
    });
  };
  for (const one of entry.dictionary)
    if (one.confirmedAt !== null)
      add(one.column, one.label || one.column, one.description ?? '', typeCodes[one.type] ?? '');
  for (const item of content.items)
    add(item.name || item.label, item.label || item.name, item.description, item.data_type ?? '');
  await store.replaceKnown(app.db, { entryId }, [...rows.values()]);
}

/** Types of the dictionary in the letters of the catalogue. */
const typeCodes: Readonly<Record<string, string>> = {
  text: 'C',
  integer: 'I',
  decimal: 'N',
  double: 'F',
  boolean: 'L',
  date: 'D',
  timestamp: 'T',
};

function profileOf(column: { stats: unknown; type: string } | undefined): Profile | null {
  if (column === undefined) return null;
  const { distinctCount, nullCount, maxLength } = (column.stats ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof distinctCount !== 'number') return null;
  return {
    rows: 0,
    distinct: distinctCount,
    filled: distinctCount === 0 && typeof nullCount === 'number' && nullCount > 0 ? 0 : Math.max(1, distinctCount),
    maxLength: typeof maxLength === 'number' ? maxLength : null,
    type: column.type,
  };
}

/** What an approved item collects is held from then on; inside `act`. */
export async function indexItem(tx: Ctx, row: store.ItemLine): Promise<void> {
  const concept = conceptOf(row.name, await readLanguage(tx));
  await store.replaceKnown(tx.db, { itemId: row.no }, [
    {
      id: `c:${row.no}`,
      source: 'collected',
      itemId: row.no,
      agencyId: row.agencyId,
      name: row.name,
      meaning: row.meaning,
      about: row.population,
      subject: row.subjectKind as SubjectKind,
      type: row.dataType,
      sameness: concept.sameness,
      words: [...concept.words],
    },
  ]);
}

export const forgetItem = (tx: Ctx, no: string): Promise<void> => store.replaceKnown(tx.db, { itemId: no }, []);

/** All entries anew: synonyms that changed, and whatever a job missed. */
export async function reindexKnown(app: App): Promise<void> {
  const language = await readLanguage(app);
  for (let after = ''; ; ) {
    const ids = await store.entriesAfter(app.db, after, 200);
    for (const id of ids) await indexEntry(app, id, language);
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
