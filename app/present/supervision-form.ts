/** What the forms of a file send, as the contract takes it. */
import { z } from 'zod';
import { lines } from '#api/licensing/rules/text.ts';
import type { PaperKind } from '#api/supervision/rules/codes.ts';
import { type Draft, paperContents } from '#api/supervision/rules/papers.ts';
import { longestText } from '#api/supervision/rules/terms.ts';
import type { SentForm } from './form.ts';

/** One demand a line. */
const demands = lines(longestText, 2)
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )
  .pipe(paperContents.order.shape.demands);

export function draftIn(form: SentForm, kind: PaperKind): Draft {
  const content = kind === 'order' ? paperContents.order.extend({ demands }) : paperContents[kind];
  return { kind, content: form.read(z.object({ content })).content } as Draft;
}
