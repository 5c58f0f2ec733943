/** De-identification as it goes over the wire. */
import { z } from 'zod';
import { stages } from '#api/datasets/rules/codes.ts';
import { controls, identityClasses, needs, reasons, releases } from '#api/datasets/rules/privacy-codes.ts';
import { instantText } from '#api/kernel/operation.ts';
import { columnRule } from './plan.ts';

const bin = z.object({ from: z.number(), classes: z.number(), rows: z.number() });

export const figuresOut = z
  .object({
    rows: z.number(),
    classes: z.number(),
    smallest: z.number().meta({ description: 'k: rows of the smallest class' }),
    mean_risk: z.number().meta({ description: 'Mean over the classes of 1 / size' }),
    sizes: z.array(bin),
    sensitive: z.array(
      z.object({ column: z.string(), distinct: z.number(), entropy: z.number(), closeness: z.number() }),
    ),
  })
  .meta({ id: 'RiskFigures' });

export const verdictOut = z.object({
  risk: z.number(),
  threshold: z.number(),
  environment: z.number(),
  enough_k: z.boolean(),
  enough_l: z.boolean(),
  passed: z.boolean(),
});

export const lossOut = z.object({
  rows_before: z.number(),
  rows_after: z.number(),
  rows_suppressed: z.number(),
  rows_in_small_classes: z.number(),
  cells_blanked: z.number(),
  columns: z.array(z.object({ column: z.string(), do: z.string(), height: z.number() })),
  mean_height: z.number(),
});

export const demandOut = z.object({
  release: z.enum(releases.codes),
  k: z.number().int(),
  l: z.number().int(),
  environment: z.object({
    control: z.enum(controls.codes),
    motive: z.enum(controls.codes),
    prevalence: z.number(),
    acquaintances: z.number(),
  }),
});

/** What a report is made of and what is signed. */
export const reportFacts = z.object({
  demand: demandOut,
  classes: z.array(z.object({ column: z.string(), class: z.enum(identityClasses.codes), rule: z.string().nullable() })),
  before: figuresOut,
  after: figuresOut,
  verdict: verdictOut,
  loss: lossOut,
});

export const reportOut = reportFacts
  .extend({
    id: z.string(),
    at: instantText,
    plan: z.number().int().nullable().meta({ description: 'Number of the plan; null where nothing was treated' }),
    table_sha256: z.string(),
    passed: z.boolean(),
    outcome: z.enum(['signed', 'returned']).nullable(),
    opinion: z.string().nullable(),
    checked_by: z.string().nullable(),
    checked_at: instantText.nullable(),
    no: z.string().nullable(),
    document_id: z.string().nullable(),
    may_sign: z.boolean(),
  })
  .meta({ id: 'ReleaseReport' });

export const suppressionOut = z.object({ k: z.number(), blank: z.array(z.string()), max_share: z.number() });

export const tableOut = z
  .object({
    number: z.number().int(),
    name: z.string(),
    need: z.enum(needs.codes),
    need_columns: z.array(z.string()),
    persons_proposed: z.boolean(),
    persons: z.boolean().nullable(),
    reason: z.string().nullable(),
    columns: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        present: z.boolean(),
        proposed: z.enum(identityClasses.codes),
        why: z.enum(reasons.codes),
        confirmed: z.enum(identityClasses.codes).nullable(),
        findings: z.array(
          z.object({ kind: z.string(), hits: z.number(), examples: z.array(z.string()), paths: z.array(z.string()) }),
        ),
        rule: columnRule.nullable(),
      }),
    ),
    plan: z.object({ number: z.number().int(), at: instantText, by: z.string().nullable() }).nullable(),
    judged: z
      .object({
        at: instantText,
        demanded_k: z.number().int(),
        smallest: z.number().int(),
        rows: z.number().int(),
        direct: z.array(z.string()),
        quasi: z.array(z.string()),
      })
      .nullable()
      .meta({ description: 'Of a table that was public before it needed a report: by the classes proposed' }),
    suppression: suppressionOut.nullable(),
    report: reportOut.nullable(),
  })
  .meta({ id: 'TablePrivacy' });

export const reach = z.enum(['conditional', 'secure']);

export const privacyOut = z
  .object({
    version: z.object({
      id: z.string(),
      number: z.number().int(),
      state: z.string(),
      stage: z.enum(stages.codes).nullable().meta({ description: 'Of the work on it' }),
    }),
    opened: z.enum(['open', 'conditional']).nullable().meta({ description: 'What its entry is opened as; null: not' }),
    reach: reach.nullable().meta({ description: 'Set where the version goes less far than its entry' }),
    reaches: z.array(reach).meta({ description: 'How much less far it may be set to go' }),
    entry: z.object({ id: z.string(), code: z.string(), title: z.string() }),
    demand: demandOut.meta({ description: 'Of what is not opened: for handing over by name' }),
    tables: z.array(tableOut),
    may: z.object({ edit: z.boolean() }),
  })
  .meta({ id: 'VersionPrivacy' });

const cell = z.string().nullable();
export const trialOut = z
  .object({
    demand: demandOut,
    before: figuresOut,
    after: figuresOut,
    verdict: verdictOut,
    loss: lossOut,
    head: z.object({
      before: z.object({ columns: z.array(z.string()), rows: z.array(z.array(cell)) }),
      after: z.object({ columns: z.array(z.string()), rows: z.array(z.array(cell).nullable()) }),
    }),
  })
  .meta({ id: 'TreatmentTrial', description: 'Nothing is kept of it; cells of identifiers are masked' });

export const planOut = z
  .object({
    number: z.number().int(),
    table: z.string(),
    at: instantText,
    by: z.string().nullable(),
    sha256: z.string(),
    rules: z.array(z.object({ column: z.string(), rule: columnRule })),
    suppression: suppressionOut.nullable(),
  })
  .meta({ id: 'TreatmentPlan' });
