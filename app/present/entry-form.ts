/** The edit form of an entry: what the browser sends, as the contract takes it. Pure. */
import { z } from 'zod';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import { catalog } from '#app/i18n/catalog.ts';

const separators = /[,，、;；\n]/;

/** Keywords and related codes are typed as one text; a fault in one of them is a fault of that field. */
const listed = (each: z.ZodType<string[]>, words: readonly [string, string]) =>
  z
    .string()
    .default('')
    .transform((text, faults) => {
      const list = text
        .split(separators)
        .map((one) => one.trim())
        .filter((one) => one !== '');
      const read = each.safeParse(list);
      if (!read.success) faults.addIssue({ code: 'custom', message: words.join(' | ') });
      return read.data ?? [];
    });

export const entryForm = entryContent.extend({
  revision: z.coerce.number().int().min(1),
  keywords: listed(entryContent.shape.keywords as unknown as z.ZodType<string[]>, catalog.keywords_fault),
  related_codes: listed(entryContent.shape.related_codes as unknown as z.ZodType<string[]>, catalog.related_fault),
});

export function contentOf({ revision: _revision, ...content }: z.output<typeof entryForm>): EntryContent {
  return content;
}

export const typedKeywords = (content: EntryContent): string => content.keywords.join('，');
export const typedCodes = (content: EntryContent): string => content.related_codes.join('\n');
