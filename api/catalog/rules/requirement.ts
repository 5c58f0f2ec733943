/**
 * Compilation requirements (编制要求, Article 8) as data: what a version asks of each element, its code lists and its rules, each
 * with the provision it comes from. A version adds to the core law of rules/submission.ts and takes nothing from it.
 */
import { z } from 'zod';
import { defineCodes } from '#api/kernel/words.ts';
import * as codes from './codes.ts';
import type { EntryContent } from './entry.ts';

export const fieldStatuses = defineCodes({
  mandatory: ['必填', 'Mandatory'],
  conditional: ['条件必填', 'Mandatory in some cases'],
  optional: ['选填', 'Optional'],
});
export type FieldStatus = keyof typeof fieldStatuses.words;

/** Elements that hold one code each: what a condition can look at, and what a list can narrow. */
export const codedElements = {
  theme: codes.themes,
  format_category: codes.formatCategories,
  share_type: codes.shareTypes,
  share_method: codes.shareMethods,
  open_type: codes.openTypes,
  update_cycle: codes.updateCycles,
  grade: codes.grades,
  storage_location: codes.storageLocations,
  licence: codes.licences,
} as const;
export type CodedElement = keyof typeof codedElements;
export const coded = Object.keys(codedElements) as [CodedElement, ...CodedElement[]];
export const isCoded = (element: string): element is CodedElement => Object.hasOwn(codedElements, element);

/** Elements of free text: what a length or a pattern can be asked of. */
export const textElements = [
  'title',
  'title_en',
  'abstract',
  'format_detail',
  'share_condition',
  'share_reason',
  'open_condition',
  'usage_conditions',
  'spatial',
] as const satisfies readonly codes.Field[];
export type TextElement = (typeof textElements)[number];
export const isTextElement = (element: string): element is TextElement =>
  (textElements as readonly string[]).includes(element);

/** Parts of a data item that hold one code each: what a list can narrow for every item. */
export const codedParts = { data_type: codes.dataTypes, sensitivity: codes.sensitivities } as const;
export type CodedPart = keyof typeof codedParts;
export const codedPart = Object.keys(codedParts) as [CodedPart, ...CodedPart[]];

/** Elements of several entries each: what a least number can be asked of. */
export const listElements = ['keywords', 'items', 'related_codes'] as const;

const both = (max: number) =>
  z.object({ zh: z.string().trim().max(max).default(''), en: z.string().trim().max(max).default('') });
const clause = z
  .object({ instrument: z.string().trim().max(200).default(''), article: z.string().trim().max(100).default('') })
  .meta({ id: 'RequirementClause', description: 'The provision that a demand comes from' });
const condition = z.object({ element: z.enum(coded), is: z.array(z.string().max(40)).min(1).max(40) });

export const requirementField = z
  .object({
    element: z.enum(codes.fields.codes),
    name: both(120),
    status: z.enum(fieldStatuses.codes),
    /** When a conditional element is mandatory. */
    when: condition.nullable().default(null),
    min_length: z.number().int().min(1).max(4000).nullable().default(null),
    max_length: z.number().int().min(1).max(4000).nullable().default(null),
    pattern: z.string().trim().max(120).nullable().default(null),
    /** A code list of the version; only its values may be used. */
    list: z.string().max(40).nullable().default(null),
    hint: both(500).default({ zh: '', en: '' }),
    clause: clause.default({ instrument: '', article: '' }),
  })
  .meta({ id: 'RequirementField', description: 'What a version asks of one element' });
export type RequirementField = z.output<typeof requirementField>;

export const requirementList = z
  .object({
    code: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9_]{1,39}$/),
    name: both(120),
    values: z
      .array(
        z.object({
          value: z.string().trim().min(1).max(40),
          zh: z.string().trim().max(120).default(''),
          en: z.string().trim().max(200).default(''),
        }),
      )
      .max(200),
  })
  .meta({ id: 'RequirementList', description: 'A code list of a version' });

const ruled = { no: z.string().trim().min(1).max(20), says: both(500), clause };
export const requirementRule = z
  .discriminatedUnion('kind', [
    z.object({
      ...ruled,
      kind: z.literal('at_least'),
      element: z.enum(listElements),
      number: z.number().int().min(1).max(50),
    }),
    z.object({ ...ruled, kind: z.literal('item_part'), part: z.enum(['description', 'unit']) }),
    z.object({ ...ruled, kind: z.literal('item_list'), part: z.enum(codedPart), list: z.string().max(40) }),
    z.object({ ...ruled, kind: z.literal('not_together'), first: condition, second: condition }),
  ])
  .meta({ id: 'RequirementRule', description: 'A rule over several elements or over lists' });
export type RequirementRule = z.output<typeof requirementRule>;

export const ruleKinds = defineCodes({
  at_least: ['至少若干项', 'At least so many'],
  item_part: ['每个信息项须填', 'Every data item has'],
  item_list: ['信息项取值范围', 'Values of every data item'],
  not_together: ['不得并存', 'Not together'],
});

export const requirementContent = z
  .object({
    fields: z.array(requirementField).max(40),
    lists: z.array(requirementList).max(40).default([]),
    rules: z.array(requirementRule).max(60).default([]),
  })
  .meta({ id: 'RequirementContent', description: 'Elements, code lists and rules of a version' });
export type RequirementContent = z.output<typeof requirementContent>;

/** A version as entries are checked against it. Number 0 is the guideline, before any version was published. */
export interface Requirement {
  readonly number: number;
  readonly title: readonly [zh: string, en: string];
  readonly documentNo: string | null;
  readonly effectiveOn: string | null;
  readonly content: RequirementContent;
}

/** The codes that the version leaves open for a part of the data items, in the order of the law's own list. */
export function openCodes({ lists, rules }: Pick<RequirementContent, 'lists' | 'rules'>, part: CodedPart): string[] {
  const narrowed = rules.flatMap((rule) =>
    rule.kind === 'item_list' && rule.part === part ? lists.filter(({ code }) => code === rule.list) : [],
  );
  return codedParts[part].codes.filter((code) =>
    narrowed.every(({ values }) => values.some(({ value }) => value === code)),
  );
}

/** What an element holds, as texts; none when it is not filled. */
export function valuesOf(content: EntryContent, element: codes.Field): string[] {
  if (element === 'classification_code') return ['-'];
  if (element === 'items') return content.items.map((item) => item.name);
  if (element === 'share_basis') {
    const { kind, instrument, article } = content.share_basis;
    return kind !== null && instrument !== '' && article !== '' ? [instrument] : [];
  }
  const value = content[element];
  if (value === null || value === '') return [];
  return Array.isArray(value) ? [...value] : [String(value)];
}

export const holds = (content: EntryContent, { element, is }: z.output<typeof condition>): boolean => {
  const value = content[element];
  return value !== null && is.includes(value);
};

/** Whether the version asks for the element of this entry. */
export const asksFor = (field: RequirementField, content: EntryContent): boolean =>
  field.status === 'mandatory' || (field.status === 'conditional' && field.when !== null && holds(content, field.when));

/**
 * A pattern that cannot run away: short, no look-around, no back-reference, no repeated group, and at most two parts without an
 * upper bound. Patterns are written by people and run over texts of strangers on the server.
 */
export function isSafePattern(text: string): boolean {
  if (text === '' || text.length > 120) return false;
  const bare = text.replace(/\\./gu, 'x').replace(/\[(?:[^\]])*\]/gu, 'x');
  if (/\\[1-9k]/.test(text) || /\(\?(?!:)/.test(bare) || /\)[*+{]/.test(bare)) return false;
  if ((bare.match(/[*+]|\{\d*,\}/g) ?? []).length > 2) return false;
  if ([...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some(([, low, high]) => Number(low) > 400 || Number(high || 0) > 400))
    return false;
  try {
    new RegExp(`^(?:${text})$`, 'u');
    return true;
  } catch {
    return false;
  }
}

export const matches = (pattern: string, text: string): boolean =>
  !isSafePattern(pattern) || new RegExp(`^(?:${pattern})$`, 'u').test(text.slice(0, 400));
