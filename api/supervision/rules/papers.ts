/** What each paper of a file says; the shapes are kept as they were drafted (brief 2.6). */
import { z } from 'zod';
import { dayText, fenText } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { disciplineBodies, type PaperKind, verdicts } from './codes.ts';
import { longestText } from './terms.ts';

const said = lines(longestText, 2);

export const orderContent = z.object({
  facts: said,
  provision: line(400, 2),
  demands: z.array(lines(1000, 2)).min(1).max(30),
  term_on: dayText,
  channel: line(300, 2).meta({ description: 'How the agency states its case or asks for review' }),
});
export const recheckContent = z.object({
  items: z
    .array(
      z.object({
        number: z.number().int().min(1).max(30),
        verdict: z.enum(verdicts.codes),
        opinion: lines(1000).default(''),
      }),
    )
    .min(1)
    .max(30),
  opinion: said,
});
export const criticismContent = z.object({
  facts: said,
  scope: line(300, 2).meta({ description: 'To whom it is circulated' }),
  public_until: dayText.meta({ description: 'Until when it is shown to the public' }),
});
export const disciplineContent = z.object({
  to_kind: z.enum(disciplineBodies.codes),
  to: line(200, 2),
  persons: said.meta({ description: 'Whom it concerns, by post; seen by the department alone' }),
  facts: said,
  suggestion: said,
});
export const judicialContent = z.object({ to: line(200, 2), facts: said, enclosed: said });
export const compensationContent = z.object({ amount_fen: fenText, basis: said, payer: line(200, 2), facts: said });

export const paperContents = {
  order: orderContent,
  recheck: recheckContent,
  criticism: criticismContent,
  discipline: disciplineContent,
  judicial: judicialContent,
  compensation: compensationContent,
} as const satisfies Readonly<Record<PaperKind, z.ZodType>>;

export const draftBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), content: orderContent }),
  z.object({ kind: z.literal('recheck'), content: recheckContent }),
  z.object({ kind: z.literal('criticism'), content: criticismContent }),
  z.object({ kind: z.literal('discipline'), content: disciplineContent }),
  z.object({ kind: z.literal('judicial'), content: judicialContent }),
  z.object({ kind: z.literal('compensation'), content: compensationContent }),
]);
export type Draft = z.output<typeof draftBody>;

/** A re-check passes when every item does. */
export const passes = (content: z.output<typeof recheckContent>): boolean =>
  content.items.every((one) => one.verdict === 'qualified');
