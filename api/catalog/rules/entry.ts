/**
 * The content of an entry: the core elements of G1272, the five of Article 8 and what T809 Article 13 adds. Classification,
 * code, provider, provider's code and dates belong to the entry itself, not to its content. A draft may lack anything;
 * what is stored always has every key ('' , [] or null when not filled), so readers need not ask twice.
 */
import { z } from 'zod';
import {
  basisKinds,
  dataTypes,
  formatCategories,
  grades,
  licences,
  openChecks,
  openTypes,
  sensitivities,
  shareMethods,
  shareTypes,
  storageLocations,
  themes,
  updateCycles,
} from './codes.ts';
import { faultWords } from './refusals.ts';

const noControl = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text);
const noControlButLines = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text.replace(/[\n\t]/g, ''));
const message = faultWords.control_character.join(' | ');

/** Text of one line. Markup and script are kept as the text they are: pages escape, nothing executes. */
const line = (max: number) => z.string().trim().max(max).refine(noControl, { message });
/** Text of several lines; CR LF becomes LF. */
const lines = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(max).refine(noControlButLines, { message }));
const chosen = <T extends readonly [string, ...string[]]>(codes: T) => z.enum(codes).nullable().default(null);

export const entryItem = z
  .object({
    /** The column's name in the file. */
    name: line(128).default(''),
    label: line(128).default(''),
    data_type: chosen(dataTypes.codes),
    description: lines(500).default(''),
    unit: line(40).default(''),
    sensitivity: chosen(sensitivities.codes),
  })
  .meta({ id: 'EntryItem', description: '信息项: one data item of the resource' });

export const shareBasis = z
  .object({
    kind: chosen(basisKinds.codes),
    /** Name of the instrument, e.g. 《中华人民共和国统计法》. */
    instrument: line(200).default(''),
    /** Article in it, e.g. 第九条. */
    article: line(100).default(''),
  })
  .meta({ id: 'ShareBasis', description: 'The legal basis of a restriction (Article 12)' });

const moment = z
  .string()
  .trim()
  .regex(/^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$/)
  .default('')
  .meta({ description: 'A year, month or day: 2026, 2026-03 or 2026-03-05' });

export const entryContent = z
  .object({
    title: line(200).default(''),
    title_en: line(300).default(''),
    abstract: lines(4000).default(''),
    keywords: z.array(line(40)).max(20).default([]),
    theme: chosen(themes.codes),
    format_category: chosen(formatCategories.codes),
    format_detail: line(40).default(''),
    items: z.array(entryItem).max(500).default([]),
    share_type: chosen(shareTypes.codes),
    share_condition: lines(2000).default(''),
    share_reason: lines(2000).default(''),
    share_basis: shareBasis.default({ kind: null, instrument: '', article: '' }),
    share_method: chosen(shareMethods.codes),
    open_type: chosen(openTypes.codes),
    open_condition: lines(2000).default(''),
    open_checks: z.array(z.enum(openChecks.codes)).max(3).default([]),
    update_cycle: chosen(updateCycles.codes),
    related_codes: z.array(line(40)).max(50).default([]),
    grade: chosen(grades.codes),
    secret: z.boolean().nullable().default(null).meta({ description: 'True is refused everywhere (Article 2)' }),
    storage_location: chosen(storageLocations.codes),
    usage_conditions: lines(2000).default(''),
    licence: chosen(licences.codes),
    spatial: line(200).default(''),
    temporal_from: moment,
    temporal_to: moment,
  })
  .meta({ id: 'EntryContent', description: 'The content of a catalogue entry; a draft may leave anything out' });

export type EntryContent = z.output<typeof entryContent>;
export type EntryItem = z.output<typeof entryItem>;

/** A content with nothing filled in. */
export function emptyContent(): EntryContent {
  return entryContent.parse({});
}

/** Blank rows and repeated words that a form leaves behind are dropped; the order is the writer's. */
export function tidyContent(content: EntryContent): EntryContent {
  const words = (list: readonly string[]) => [...new Set(list.map((one) => one.trim()).filter((one) => one !== ''))];
  return {
    ...content,
    keywords: words(content.keywords),
    related_codes: words(content.related_codes),
    open_checks: openChecks.codes.filter((check) => content.open_checks.includes(check)),
    items: content.items.filter(
      (item) => item.name !== '' || item.label !== '' || item.description !== '' || item.unit !== '',
    ),
  };
}
