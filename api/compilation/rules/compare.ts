/** What the rows of a workbook would do to an agency's entries. Pure. */
import { entryStates } from '#api/catalog/rules/codes.ts';
import type { EntryContent, EntryItem } from '#api/catalog/rules/entry.ts';
import type { Requirement } from '#api/catalog/rules/requirement.ts';
import { submissionFaults } from '#api/catalog/rules/submission.ts';
import type { RowKind } from './codes.ts';
import { type Column, cellName, type Fault, fault, mergeContent, type ReadItem, type ReadRow } from './sheet.ts';
import type { ItemColumn } from './sheet-words.ts';

export interface KnownEntry {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly classificationCode: string;
  readonly state: string;
  readonly revision: number;
  readonly content: EntryContent;
}

export interface Known {
  readonly uscc: string;
  readonly byCode: ReadonlyMap<string, KnownEntry>;
  readonly byTitle: ReadonlyMap<string, KnownEntry>;
  /** Classification codes that take entries. */
  readonly classes: ReadonlySet<string>;
}

export interface Read {
  readonly columns: readonly Column[];
  readonly rows: readonly ReadRow[];
  readonly items: readonly ReadItem[];
  readonly itemPlaces: ReadonlyMap<ItemColumn, number>;
}

export interface Compared {
  readonly row: number;
  readonly kind: RowKind;
  readonly title: string;
  readonly code: string | null;
  readonly classificationCode: string | null;
  readonly entryId: string | null;
  readonly revision: number | null;
  readonly content: EntryContent | null;
  readonly faults: readonly Fault[];
}

const editable = new Set(['draft', 'returned', 'published']);
const mostItemsEach = 500;

export function compareRows(read: Read, known: Known, requirement: Requirement): Compared[] {
  const items = new Map<string, ReadItem[]>();
  for (const one of read.items) {
    const own = items.get(one.title);
    if (own === undefined) items.set(one.title, [one]);
    else own.push(one);
  }
  const titles = new Map<string, number>();
  const codes = new Map<string, number>();
  const rows = read.rows.map((row) => {
    const own = items.get(row.title) ?? [];
    const compared = compareRow(row, own, known, requirement, { titles, codes, itemPlaces: read.itemPlaces });
    if (row.title !== '' && !titles.has(row.title)) titles.set(row.title, row.row);
    if (row.code !== '' && !codes.has(row.code)) codes.set(row.code, row.row);
    return compared;
  });
  const lost = [...items].filter(([title]) => !titles.has(title)).flatMap(([, list]) => list);
  return [...rows, ...lost.map((one) => lostItem(one, read.itemPlaces))];
}

interface Seen {
  readonly titles: ReadonlyMap<string, number>;
  readonly codes: ReadonlyMap<string, number>;
  readonly itemPlaces: ReadonlyMap<ItemColumn, number>;
}

function compareRow(
  row: ReadRow,
  items: readonly ReadItem[],
  known: Known,
  requirement: Requirement,
  seen: Seen,
): Compared {
  const faults: Fault[] = [...row.faults, ...items.flatMap((one) => one.faults)];
  const at = (key: string) => row.cells.get(key) ?? cellName(0, row.row);
  const say = (key: string, ...rest: Parameters<typeof fault> extends [unknown, unknown, ...infer R] ? R : never) =>
    faults.push(fault('entries', at(key), ...rest));
  const entry = row.code !== '' ? known.byCode.get(row.code) : known.byTitle.get(row.title);
  if (row.title === '') say('title', 'title_missing');
  if (row.uscc !== '' && row.uscc !== known.uscc) say('uscc', 'other_agency');
  if (row.title !== '' && seen.titles.has(row.title))
    say('title', 'title_twice', { text: row.title.slice(0, 60), row: seen.titles.get(row.title) ?? 0 });
  if (row.code !== '' && seen.codes.has(row.code))
    say('code', 'code_twice', { text: row.code, row: seen.codes.get(row.code) ?? 0 });
  if (row.code !== '' && entry === undefined) say('code', 'code_unknown', { text: row.code.slice(0, 40) });
  const holder = known.byTitle.get(row.title);
  if (entry !== undefined && holder !== undefined && holder.id !== entry.id)
    say('title', 'title_taken', { code: holder.code });
  if (entry === undefined) {
    if (row.classification === '') say('classification_code', 'classification_missing');
    else if (!known.classes.has(row.classification))
      say('classification_code', 'classification_unknown', { text: row.classification.slice(0, 40) });
  } else if (row.classification !== '' && row.classification !== entry.classificationCode) {
    say('classification_code', 'classification_fixed', { was: entry.classificationCode });
  }
  // A row without anything but its title still has its item.
  const useful = items.filter(
    ({ item }) =>
      item !== null && (item.name !== '' || item.label !== '' || item.description !== '' || item.unit !== ''),
  );
  if (useful.length > mostItemsEach) say('title', 'items_many');
  const said: EntryItem[] | null =
    useful.length === 0 ? null : useful.flatMap(({ item }) => (item === null ? [] : [item])).slice(0, mostItemsEach);
  const merged = mergeContent(row, said, entry?.content ?? null);
  faults.push(...merged.faults);
  const { content } = merged;
  const same = entry !== undefined && content !== null && JSON.stringify(content) === JSON.stringify(entry.content);
  if (entry !== undefined && !same && !editable.has(entry.state)) {
    const [zh, en] = entryStates.is(entry.state) ? entryStates.words[entry.state] : [entry.state, entry.state];
    say('title', 'not_editable', { state: zh, state_en: en });
  }
  const stopped = faults.some(({ stops }) => stops) || content === null;
  const kind: RowKind = stopped ? 'faulty' : same ? 'unchanged' : entry === undefined ? 'new' : 'changed';
  if (content !== null && kind !== 'unchanged') {
    // What could not be read is missing too; its cell says so once.
    const told = new Set(faults.map((one) => `${one.sheet} ${one.cell}`));
    const lacks = later(content, row, useful, requirement, entry?.code, seen.itemPlaces);
    faults.push(...lacks.filter((one) => !told.has(`${one.sheet} ${one.cell}`)));
  }
  return {
    row: row.row,
    kind,
    title: row.title.slice(0, 200),
    code: entry?.code ?? (row.code === '' ? null : row.code.slice(0, 40)),
    classificationCode:
      entry?.classificationCode ?? (row.classification === '' ? null : row.classification.slice(0, 20)),
    entryId: entry?.id ?? null,
    revision: entry?.revision ?? null,
    content: kind === 'new' || kind === 'changed' ? content : null,
    faults,
  };
}

/** What keeps the draft from being submitted, at the cells where it is put right. */
function later(
  content: EntryContent,
  row: ReadRow,
  items: readonly ReadItem[],
  requirement: Requirement,
  code: string | undefined,
  places: ReadonlyMap<ItemColumn, number>,
): Fault[] {
  return submissionFaults(content, code === undefined ? undefined : { code }, requirement).map(
    ({ path, zh, en }): Fault => {
      const [head = '', index, part] = path.split('.');
      const item = head === 'items' && index !== undefined ? items[Number(index)] : undefined;
      if (item !== undefined)
        return {
          sheet: 'items',
          cell: cellName(places.get(part as ItemColumn) ?? places.get('name') ?? 0, item.row),
          zh,
          en,
          stops: false,
        };
      return {
        sheet: 'entries',
        cell: row.cells.get(path) ?? row.cells.get(head) ?? row.cells.get('title') ?? cellName(0, row.row),
        zh,
        en,
        stops: false,
      };
    },
  );
}

function lostItem(one: ReadItem, places: ReadonlyMap<ItemColumn, number>): Compared {
  const cell = cellName(places.get('title') ?? 0, one.row);
  const found =
    one.title === ''
      ? fault('items', cell, 'item_lost_title')
      : fault('items', cell, 'item_lost', { text: one.title.slice(0, 60) });
  return {
    row: -one.row,
    kind: 'faulty',
    title: one.title.slice(0, 200),
    code: null,
    classificationCode: null,
    entryId: null,
    revision: null,
    content: null,
    faults: [found, ...one.faults],
  };
}
