/** Dictionaries and quality reports as they go over the wire (Article 11). */
import { z } from 'zod';
import { sensitivities } from '#api/catalog/rules/codes.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { driftOut } from '#api/datasets/rules/drift.ts';
import { dayText, instantText } from '#api/kernel/operation.ts';
import { dimensions, outcomes, skips } from './codes.ts';
import { anyRule, columnRule, tableRule } from './rule.ts';
import { type SheetField, sheetFields } from './sheet.ts';

export const codeOut = z.object({ code: z.string(), zh: z.string(), en: z.string() }).meta({ id: 'DictionaryCode' });

const described = {
  column: z.string().meta({ description: 'Name of the column in the table' }),
  label: z.string(),
  label_en: z.string().nullable(),
  description: z.string().nullable(),
  type: z.enum(columnTypes.codes),
  unit: z.string().nullable(),
  codes: z.array(codeOut).nullable(),
  sensitivity: z.enum(sensitivities.codes),
};

export const dictionaryColumn = z
  .object({
    ...described,
    rules: z.array(columnRule),
    suggested: z
      .array(columnRule)
      .meta({ description: 'Rules the data keep now and that are likely meant; none is in force' }),
    confirmed_at: instantText.nullable().meta({ description: 'Null while it is only a proposal made from the data' }),
    confirmed_by: z.string().nullable(),
    present: z.boolean().meta({ description: 'False: the newest version has no such column' }),
  })
  .meta({ id: 'DictionaryColumn' });

export const dictionaryOut = z
  .object({
    entry_id: z.string(),
    revision: z.number().int().meta({ description: 'Sent back with an edit' }),
    changed_at: instantText.nullable(),
    changed_by: z.string().nullable(),
    version: z
      .object({ id: z.string(), number: z.number().int(), published: z.boolean() })
      .nullable()
      .meta({ description: 'The version it is read against: the newest that is ready or published' }),
    tables: z.array(
      z.object({
        name: z.string(),
        number: z.number().int().nullable(),
        row_count: z.number().nullable(),
        columns: z.array(dictionaryColumn),
        rules: z.array(tableRule),
      }),
    ),
    unconfirmed: z.number().int(),
    may: z.object({ edit: z.boolean() }),
  })
  .meta({ id: 'Dictionary', description: 'What the columns of an entry mean, as its agency and reviewer see it' });

export const publicDictionary = z
  .object({
    dataset: z.string(),
    tables: z.array(z.object({ name: z.string(), columns: z.array(z.object(described)) })),
  })
  .meta({ id: 'PublicDictionary', description: 'What the agency has confirmed; proposals are left out' });

const words = { zh: z.string(), en: z.string() };
const said = z.object({
  label: z.string(),
  label_en: z.string(),
  unit: z.string(),
  description: z.string(),
  sensitivity: z.string(),
  codes: z.string(),
} satisfies Record<SheetField, unknown>);

export const sheetOut = z
  .object({
    revision: z.number().int().meta({ description: 'Of the dictionary it was compared with' }),
    rows: z
      .array(
        z.object({
          row: z.number().int().meta({ description: 'As a spreadsheet program numbers it' }),
          table: z.string(),
          column: z.string(),
          changed: z.array(z.enum(sheetFields)),
          was: said,
          said: said.meta({ description: 'As written, also where it cannot be taken' }),
          faults: z.array(z.object({ field: z.enum(sheetFields), ...words })),
        }),
      )
      .meta({ description: 'Columns the file says something else of' }),
    lost: z
      .array(z.object({ row: z.number().int(), text: z.string(), ...words }))
      .meta({ description: 'Rows that belong to no column' }),
    unchanged: z.number().int(),
  })
  .meta({ id: 'DictionarySheet', description: 'A file read against the dictionary; nothing is kept of it' });

export const measureOut = z.object({ num: z.number(), den: z.number() }).nullable().meta({ id: 'QualityMeasure' });
export type Measure = z.output<typeof measureOut>;

export const measuresOut = z
  .object({
    completeness: measureOut.meta({ description: 'Filled cells of required columns; of all where none is required' }),
    accuracy: measureOut.meta({ description: 'Cells within range, pattern and code list' }),
    timeliness: measureOut.meta({
      description: 'Updates within the declared cycle, by working days; of the dataset, not of a table',
    }),
    uniqueness: measureOut.meta({ description: 'Rows that repeat no other' }),
    consistency: measureOut.meta({
      description: 'Rules between tables and versions that hold, and columns that kept their type',
    }),
  } satisfies Record<(typeof dimensions.codes)[number], unknown>)
  .meta({ id: 'QualityMeasures', description: 'Null: nothing was asked for, so there is no score' });
export type Measures = z.output<typeof measuresOut>;

export const checkedRule = z
  .object({
    column: z.string().nullable().meta({ description: 'Null for a rule of the whole table' }),
    rule: anyRule,
    dimension: z.enum(dimensions.codes),
    outcome: z.enum(outcomes.codes),
    skipped: z.enum(skips.codes).nullable(),
    checked: z.number().meta({ description: 'Rows or filled cells looked at' }),
    failing: z.number(),
    samples: z
      .array(z.object({ row: z.number().int(), value: z.string().nullable() }))
      .meta({ description: 'The first rows that break it, from 0; without values where the column is sensitive' }),
  })
  .meta({ id: 'CheckedRule' });
export type CheckedRule = z.output<typeof checkedRule>;

/** As kept; the measures have no timeliness of their own. */
export const tableReport = z.object({
  rows: z.number(),
  columns: z.number().int(),
  measures: measuresOut,
  types: z.object({ same: z.number().int(), of: z.number().int() }).nullable(),
  rules: z.array(checkedRule),
});
export type TableReport = z.output<typeof tableReport>;

export const qualityOut = z
  .object({
    entry_id: z.string(),
    version_id: z.string(),
    version: z.number().int(),
    pending: z.boolean().meta({ description: 'The checks are not finished, or the rules changed since' }),
    measures: measuresOut.meta({ description: 'Of all tables together' }),
    next_due: dayText.nullable().meta({ description: 'Last working day on which the next version is in time' }),
    overdue: z.boolean(),
    failed: z.number().int().meta({ description: 'Rules that do not hold' }),
    blocking: z.array(z.string()).meta({ description: 'Those that keep the version from being opened' }),
    fix_by: dayText.nullable().meta({ description: 'Day by which the agency puts a published fault right' }),
    tables: z.array(
      tableReport.extend({
        number: z.number().int(),
        name: z.string(),
        checked_at: instantText,
        runs: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'QualityReport', description: 'What the checks found in a version (Article 11)' });

export const impactOut = z
  .object({
    version: z.number().int(),
    drift: driftOut.nullable(),
    views: z
      .array(z.object({ id: z.string(), title: z.string(), columns: z.array(z.string()) }))
      .meta({ description: 'Saved views and charts that follow the newest version and ask for a column that is gone' }),
    agreements: z
      .array(z.object({ id: z.string(), no: z.string(), party: z.string(), columns: z.array(z.string()) }))
      .meta({ description: 'Agreements in force over the data, with the changed columns their terms name' }),
    subscriptions: z.number().int().meta({ description: 'Subscriptions to the dataset: they are told' }),
    rules: z
      .array(z.object({ title: z.string(), code: z.string(), column: z.string() }))
      .meta({ description: 'Rules of other datasets that refer to a column that is gone' }),
  })
  .meta({ id: 'DriftImpact' });
