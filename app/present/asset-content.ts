/** A card's content as its form sends it: entries as lines of a text. */
import { z } from 'zod';
import { type AssetContent, assetContent } from '#api/assets/contract.ts';

const typed = assetContent.extend({ entries_text: z.string().default('') });
export const typedContent = z.object({ content: typed });

export function contentIn({ content: { entries_text, ...content } }: z.output<typeof typedContent>): AssetContent {
  const entries = entries_text
    .split(/[\s,;，；]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return { ...content, entries: [...new Set(entries)] };
}
