/** The terms of an agreement on the wire: what is not agreed yet is blank or null. Article 20's five clauses are marked. */
import { z } from 'zod';
import { isDay } from '#api/kernel/time.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { notADay } from '#api/licensing/rules/refusals.ts';
import { lines } from '#api/licensing/rules/text.ts';
import {
  contributionCriteria,
  contributionMethods,
  dispositionModes,
  feeBases,
  feeModes,
  meteringMeasures,
  newDataOwners,
  newDataParties,
  purposes,
  rowOps,
  securityDuties,
  subLicences,
  valueOrigins,
} from './codes.ts';
import { largestGroup, smallestGroup } from './groups.ts';

const longestClause = 4000;
const words = lines(longestClause).default('');
const dayOrBlank = z
  .string()
  .trim()
  .refine((text) => text === '' || isDay(text), notADay)
  .default('');
const orBlank = <T extends readonly [string, ...string[]]>(codes: T) => z.enum(['', ...codes]).default('');
const several = <T extends readonly [string, ...string[]]>(codes: T) =>
  z
    .array(z.enum(codes))
    .max(codes.length)
    .default([])
    .overwrite((given) => [...new Set(given)]);

const name = z.string().min(1).max(200);
const value = z.string().max(1000);

// Strict where a misspelt limit would otherwise be no limit.
const condition = z.strictObject({
  column: name,
  op: z.enum(rowOps.codes),
  value: z
    .union([value, z.array(value).max(200)])
    .optional()
    .meta({ description: 'A list for in, not_in and (two ends) between; none for isnull and notnull' }),
});
const table = z.strictObject({
  name,
  columns: z.array(name).max(1000).nullable().default(null).meta({ description: 'Null: all columns, also later ones' }),
  filter: z.array(condition).max(20).default([]).meta({ description: 'Joined by AND; only such rows are handed over' }),
});
const dataset = z.strictObject({
  dataset: z.string().max(60),
  tables: z
    .array(table)
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .meta({ description: 'Null: all tables the dataset has when the agreement is written' }),
});

const cap = z.number().int().min(1).max(1_000_000_000_000).nullable().default(null);
const quota = z.strictObject({ day: cap, month: cap, term: cap }).prefault({});

const share = z.object({ party: z.string().max(40), ppm: z.number().nullable().default(null) });

const fen = z.string().regex(/^\d{1,15}$/);
const noFen = fen.default('0');
const party = z.string().max(40);
const ppm = z.number().int().min(0).max(1_000_000).nullable().default(null);
// Strict: a misspelt parameter would otherwise change what is paid without a word.
const contribution = z
  .strictObject({
    method: z.enum(contributionMethods.codes).default('agreed'),
    words,
    costs: z
      .array(
        z.strictObject({
          party,
          collection_fen: noFen,
          governance_fen: noFen,
          storage_fen: noFen,
          processing_fen: noFen,
          sale_fen: noFen,
          evidence: lines(1000).default(''),
        }),
      )
      .max(10)
      .default([])
      .meta({ description: 'What each party spent (cost), or spends a month beside what is metered (usage)' }),
    metering: z
      .strictObject({
        measure: orBlank(meteringMeasures.codes),
        thousand_fen: fen.nullable().default(null).meta({ description: 'What 1,000 metered units are worth' }),
        floor_ppm: ppm,
        cap_ppm: ppm,
      })
      .prefault({}),
    criteria: z
      .array(
        z.strictObject({
          code: z.enum(contributionCriteria.codes),
          weight: z.number().int().min(0).max(1000),
          points: z
            .array(z.strictObject({ party, points: z.number().int().min(0).max(100) }))
            .max(10)
            .default([]),
        }),
      )
      .max(contributionCriteria.codes.length)
      .default([]),
    coalitions: z
      .array(z.strictObject({ code: z.string().max(500), value_fen: fen }))
      .max(4096)
      .default([])
      .meta({ description: 'Value of every coalition; its parties in order, joined by +' }),
    values: orBlank(valueOrigins.codes),
  })
  .prefault({})
  .meta({ description: 'How the shares were found, or are found each month (usage); signed with the terms' });

export const termsShape = z
  .object({
    record: z.literal(4).default(4),
    /** Article 20. */
    scope: words,
    data: z
      .array(dataset)
      .max(50)
      .default([])
      .meta({ description: 'Tables, columns and rows granted; empty grants all the datasets have when it is written' }),
    /** Article 20. */
    degree: z
      .strictObject({
        code: orBlank(degrees.codes),
        words,
        smallest_group: z
          .number()
          .int()
          .min(smallestGroup)
          .max(largestGroup)
          .nullable()
          .default(null)
          .meta({
            description: `Fewest records behind a figure that is shown or leaves the domain; null: the platform's ${smallestGroup}`,
          }),
      })
      .prefault({}),
    purpose: z.strictObject({ codes: several(purposes.codes), words }).prefault({}),
    region: z
      .strictObject({
        codes: z
          .array(z.string().regex(/^\d{6}$/))
          .max(30)
          .default([]),
        words,
      })
      .prefault({}),
    /** Article 20. */
    term: z.object({ from: dayOrBlank, to: dayOrBlank }).prefault({}),
    quota: z.strictObject({ calls: quota, rows: quota }).prefault({}),
    sublicence: z.object({ mode: z.enum(subLicences.codes).default('forbidden'), words }).prefault({}),
    /** Article 20. */
    disposition: z
      .object({
        mode: orBlank(dispositionModes.codes),
        /** Working days after the end of the term. */
        days: z.number().int().min(0).max(250).nullable().default(null),
        proof: words,
        words,
      })
      .prefault({}),
    /** Article 20. */
    ownership: z
      .object({
        owner: orBlank(newDataOwners.codes),
        /** The developer's part in per cent when both own it; the rest is the agency's. */
        developer_percent: z.number().int().min(1).max(99).nullable().default(null),
        shares: z.array(share).max(newDataParties.codes.length).default([]).meta({
          description: 'Parts per million of developer, agency and third, together 1,000,000; or leave it out',
        }),
        licence_back: words,
        words,
      })
      .prefault({}),
    fee: z
      .object({
        mode: orBlank(feeModes.codes),
        words,
        amounts: z
          .array(z.object({ basis: z.enum(feeBases.codes), amount_fen: z.string().regex(/^\d{1,15}$/) }))
          .max(10)
          .default([]),
      })
      .prefault({}),
    security: words,
    security_codes: several(securityDuties.codes),
    audit: z
      .object({ days: z.number().int().min(0).max(365).nullable().default(null), words })
      .prefault({})
      .meta({ description: 'The right to audit, after so many days of notice; null where none is agreed' }),
    other: words,
    /** `party` is `treasury`, `developer` or `operator`; anything else is refused by name, an agency above all. */
    shares: z.array(share).max(10),
    contribution,
  })
  .meta({ id: 'AgreementTerms', description: 'The terms of a cooperation agreement (Articles 20 and 21)' });
