/** The check for duplicates: what exists already, set beside what is to be collected (Article 10). */
import type { z } from 'zod';
import { shareTypes } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { requireAgency } from './access.ts';
import type * as shapes from './contract.ts';
import { readLanguage } from './known.ts';
import type { Verdict } from './rules/codes.ts';
import { type Compared, judge, type Profile } from './rules/compare.ts';
import { conceptOf } from './rules/concept.ts';
import { type DataElement, dataElements, elementById } from './rules/elements.ts';
import { mostCandidates, mostShown } from './rules/terms.ts';
import { unitOf } from './show.ts';
import * as store from './store.ts';

export type CheckOut = z.input<typeof shapes.checkOut>;
export type CheckHit = CheckOut['hits'][number];

export interface Asked {
  readonly name: string;
  readonly meaning: string;
  readonly dataType: string;
  readonly subjectKind: string;
  readonly population: string;
  /** Number of the item itself, whose earlier versions do not count. */
  readonly no: string | null;
}

/** What is looked at beside it, so that the table can say why it is not the same: 出生年份 beside 出生日期. */
const relatedTo = (id: string | null): string[] => {
  const element = id === null ? undefined : elementById.get(id);
  if (element === undefined) return [];
  return dataElements.filter((one) => one.id !== id && isRelated(one, element)).map((one) => `#${one.id}`);
};

const isRelated = (one: DataElement, other: DataElement): boolean =>
  one.broader === other.id || other.broader === one.id || (one.family !== undefined && one.family === other.family);

const rank: Readonly<Record<Verdict, number>> = { equal: 0, likely: 1, different: 2 };

export async function checkItem(ctx: Ctx, asked: Asked): Promise<CheckOut> {
  const language = await readLanguage(ctx);
  const concept = conceptOf(asked.name, language);
  const rows = await store.candidates(
    ctx.db,
    { sameness: concept.sameness, words: concept.words, near: relatedTo(concept.element), not: asked.no },
    mostCandidates,
  );
  const entries = await store.findShared(ctx.db, { ids: rows.flatMap((row) => row.entryId ?? []) });
  const ours: Compared = {
    name: asked.name,
    meaning: asked.meaning,
    about: asked.population,
    subject: asked.subjectKind,
    type: asked.dataType,
    profile: null,
  };
  const judged = rows
    // An entry may have been withdrawn since it was indexed.
    .filter((row) => row.entryId === null || entries.has(row.entryId))
    .map((row) => ({ row, ...judge(ours, { ...row, profile: row.profile as Profile | null }, language) }))
    .sort((a, b) => rank[a.verdict] - rank[b.verdict] || b.score - a.score || (a.row.id < b.row.id ? -1 : 1));
  const shown = judged.slice(0, mostShown);
  const units = await store.findUnits(
    ctx.db,
    shown.map((one) => one.row.agencyId),
  );
  const element = concept.element === null ? undefined : elementById.get(concept.element);
  return {
    at: ctx.clock.now().toISOString(),
    element:
      element === undefined
        ? null
        : {
            id: element.id,
            name_zh: element.name[0],
            name_en: element.name[1],
            representation: element.representation,
            standard: element.standard,
            verified: element.verified,
          },
    compared: rows.length,
    equal: judged.filter((one) => one.verdict === 'equal').length,
    likely: judged.filter((one) => one.verdict === 'likely').length,
    hits: shown.map(({ row, verdict, score, because, parts }): CheckHit => {
      const entry = row.entryId === null ? undefined : entries.get(row.entryId);
      return {
        source: row.source === 'entry' ? 'entry' : 'collected',
        name: row.name,
        meaning: row.meaning,
        about: row.about,
        agency: unitOf(units, row.agencyId),
        entry:
          entry === undefined || !shareTypes.is(entry.shareType)
            ? null
            : { code: entry.code, title: entry.title, share_type: entry.shareType },
        item_no: row.itemId,
        verdict,
        score,
        because: [...because],
        parts: [...parts],
      };
    }),
  };
}

/** Tries a name out; changes nothing. */
export async function checkCollection(ctx: Ctx, input: z.output<typeof shapes.checkBody>): Promise<CheckOut> {
  requireAgency(ctx);
  const { name, meaning, data_type, subject_kind, population } = input;
  return checkItem(ctx, { name, meaning, dataType: data_type, subjectKind: subject_kind, population, no: null });
}

export function listDataElements() {
  return {
    items: dataElements.map(({ id, name, aliases, type, representation, subject, standard, verified }) => ({
      id,
      name_zh: name[0],
      name_en: name[1],
      aliases: [...aliases],
      data_type: type,
      representation,
      subject_kind: subject,
      standard,
      verified,
    })),
  };
}
