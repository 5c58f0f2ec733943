/** What is true of an entry or of a harvested record, criterion by criterion. */
import { type UpdateCycle, updateCycles } from '#api/catalog/rules/codes.ts';
import type { EntryContent, EntryItem } from '#api/catalog/rules/entry.ts';
import type { HarvestedContent } from '#api/federation/rules/content.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import type { WorkingCalendar } from '#api/kernel/working-days.ts';
import { describedAt } from './codes.ts';
import { punctuality } from './punctuality.ts';
import { type Fact, type ScoreFacts, shareOf, yes } from './score.ts';

export interface When {
  readonly today: Day;
  readonly calendar: WorkingCalendar;
}

export interface Column {
  /** Name of its table in the version. */
  readonly table: string | null;
  readonly name: string;
}

/** A row of the dictionary that the steward has confirmed. */
export interface Confirmed extends Column {
  readonly label: string;
  readonly description: string | null;
}

export interface EntryKnown {
  readonly content: EntryContent;
  /** Since when the public was told of this entry, and of its present cycle. */
  readonly publishedOn: Day;
  readonly cycleSince: Day;
  /** Days on which versions were published. */
  readonly updates: readonly Day[];
  /** The newest published version. */
  readonly newest: {
    readonly note: string;
    readonly documents: number;
    readonly tables: number;
    /** Tables whose bytes are there. */
    readonly stored: number;
    readonly columns: readonly Column[];
  } | null;
  readonly confirmed: readonly Confirmed[];
}

export function entryFacts(known: EntryKnown, when: When): ScoreFacts {
  const { content, newest } = known;
  const closed = content.open_type === 'none' || content.open_type === null;
  const offered = (fact: Fact): Fact => (closed ? { omitted: 'not_offered' } : fact);
  return {
    description: yes(longEnough(content.abstract)),
    documentation: offered(yes(newest !== null && (newest.note.trim() !== '' || newest.documents > 0))),
    licence: offered(yes(content.licence !== null)),
    frequency: yes(content.update_cycle !== null),
    // Tables are handed out as CSV, JSON and Parquet whatever they came as; licensed ones as JSON.
    formats: offered(yes(newest !== null && newest.tables > 0)),
    temporal: yes(content.temporal_from !== '' || content.temporal_to !== ''),
    spatial: yes(content.spatial !== ''),
    available: offered(yes(newest !== null && newest.tables > 0 && newest.stored === newest.tables)),
    columns: columnsFact(content.items, newest?.columns ?? [], known.confirmed),
    ...(closed
      ? { fulfilled: { omitted: 'not_offered' }, punctuality: { omitted: 'not_offered' } }
      : timeFacts(known, when)),
  };
}

function timeFacts(known: EntryKnown, { today, calendar }: When): Pick<ScoreFacts, 'fulfilled' | 'punctuality'> {
  const cycle = known.content.update_cycle;
  const first = [...known.updates].sort()[0] ?? known.publishedOn;
  const since = first < known.cycleSince ? known.cycleSince : first;
  const found = cycle === null ? null : punctuality({ cycle, since }, known.updates, today, calendar);
  if (found === null) return { fulfilled: { omitted: 'no_promise' }, punctuality: { omitted: 'no_promise' } };
  const current = found.current ?? (known.updates.length > 0 ? true : null);
  return {
    fulfilled: current === null ? { omitted: 'nothing_due' } : yes(current),
    punctuality: found.of === 0 ? { omitted: 'nothing_due' } : shareOf(found.met, found.of),
  };
}

/** Half-width letters, a Han character or another wide one counting two. */
export function longEnough(text: string): boolean {
  let width = 0;
  for (const character of text.replace(/\s+/g, ' ').trim())
    width += /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}！-～、。《》“”]/u.test(character)
      ? 2
      : 1;
  return width >= describedAt;
}

/** The dictionary, once any of it is confirmed; until then the items of the catalogue speak for the columns. */
function columnsFact(items: readonly EntryItem[], columns: readonly Column[], confirmed: readonly Confirmed[]): Fact {
  if (columns.length === 0) return shareOf(items.filter((item) => says(item)).length, items.length);
  const described = columns.filter((column) =>
    confirmed.length > 0
      ? confirmed.some(
          (one) => one.name === column.name && (column.table === null || one.table === column.table) && says(one),
        )
      : items.some((item) => (item.name === column.name || item.label === column.name) && says(item)),
  );
  return shareOf(described.length, columns.length);
}

/** A name that only repeats the column's Latin one says nothing. */
function says({ name, label, description }: { name: string; label: string; description: string | null }): boolean {
  const told = label.trim() !== '' && (label.trim() !== name.trim() || /\p{Script=Han}/u.test(label));
  return told || (description ?? '').trim() !== '';
}

/** Formats that anyone's tools read and no one owns. */
const openFormats = new Set(
  'csv tsv json jsonl ndjson geojson xml kml gml gpx parquet ods odt ofd txt html rdf ttl jsonld zip gpkg topojson fgb shp wms wfs api'.split(
    ' ',
  ),
);

export interface RecordKnown {
  readonly content: HarvestedContent;
  /** ckan, dcat, dcat_us or jinshu. */
  readonly kind: string;
  readonly modified: Date | null;
}

/** Fair to what came from elsewhere: only what its portal tells, and its vocabulary has a place for, is judged. */
export function recordFacts({ content, kind, modified }: RecordKnown, { today, calendar }: When): ScoreFacts {
  const untold: Fact = { omitted: 'not_told' };
  // CKAN itself has no field for area and frequency; some portals tell them in extras.
  const place = (told: boolean): Fact => (told || kind !== 'ckan' ? yes(told) : untold);
  const files = content.distributions;
  return {
    description: yes(longEnough(content.description)),
    documentation: untold,
    licence: yes(content.licence !== null),
    frequency: place(content.update_cycle !== null),
    fulfilled: recordFulfilled(content.update_cycle, modified, today, calendar),
    formats:
      files.length > 0 && content.formats.length === 0
        ? untold
        : yes(content.formats.some((one) => openFormats.has(one.toLowerCase()))),
    temporal: untold,
    spatial: place(content.spatial !== ''),
    available: files.length === 0 ? yes(false) : { omitted: 'not_checked' },
    punctuality: untold,
    columns: untold,
  };
}

function recordFulfilled(cycle: string | null, modified: Date | null, today: Day, calendar: WorkingCalendar): Fact {
  if (cycle === null || !updateCycles.is(cycle) || modified === null) return { omitted: 'not_told' };
  const since = dayOf(modified);
  const found = punctuality({ cycle: cycle as UpdateCycle, since }, [since], today, calendar);
  return found === null ? { omitted: 'no_promise' } : yes(found.current ?? true);
}
