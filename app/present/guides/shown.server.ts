/** A guide in the reader's language, ready to be drawn: the browser gets one guide's text in one language and no other. */
import type { Ctx } from '#api/context.ts';
import { refuse as usageRefusals } from '#api/usage/rules/refusals.ts';
import { guideFrame } from '#app/i18n/guides/frame.ts';
import { type Locale, wordsIn } from '../words.ts';
import { guides } from './all.ts';
import { type Facts, type Guide, languageNames, paragraphsOf } from './guide.ts';

const sayIn =
  (guide: Guide, locale: Locale) =>
  (key: string): string =>
    guide.words[key]?.[locale === 'zh' ? 0 : 1] ?? '';

export interface GuideLine {
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
}

const lineOf = (guide: Guide, locale: Locale): GuideLine => {
  const say = sayIn(guide, locale);
  return { slug: guide.slug, title: say('title'), lead: say('lead') };
};

const groups = [
  { key: 'group_use', slugs: ['licence', 'rows', 'bulk', 'jobs', 'webhooks'] },
  { key: 'group_sell', slugs: ['products', 'api-products', 'money'] },
  { key: 'group_trust', slugs: ['proof', 'errors'] },
] as const;

export function guideIndex(locale: Locale): { title: string; guides: GuideLine[] }[] {
  const t = wordsIn(locale, guideFrame);
  return groups.map(({ key, slugs }) => ({
    title: t(key),
    guides: guides
      .filter((guide) => (slugs as readonly string[]).includes(guide.slug))
      .map((guide) => lineOf(guide, locale)),
  }));
}

/** What a program with a key meets first. */
const shownRefusals = [
  'usage.unknown_key',
  'usage.key_revoked',
  'usage.scope_missing',
  'usage.key_not_for_dataset',
  'usage.not_covered',
  'usage.column_not_covered',
  'usage.degree_forbids',
  'usage.term_over',
  'usage.suspended',
  'usage.over_quota',
] as const;

export const refusalRows = () =>
  shownRefusals.map((code) => {
    const { status, zh, en } = usageRefusals.table[code];
    return { code, status, zh, en };
  });

export function showGuide(slug: string, facts: Facts, locale: Locale) {
  const at = guides.findIndex((guide) => guide.slug === slug);
  const guide = guides[at];
  if (guide === undefined) return null;
  const say = sayIn(guide, locale);
  const beside = (step: number) => {
    const found = guides[at + step];
    return found === undefined ? null : lineOf(found, locale);
  };
  return {
    ...lineOf(guide, locale),
    parts: guide.parts(facts, say).map(({ id, samples, table }) => ({
      id,
      title: say(id),
      before: paragraphsOf(guide.words, id).map(say),
      samples: samples.map((sample) => ({
        id: sample.id,
        name: sample.name ?? languageNames[sample.language],
        text: sample.text,
      })),
      after: say(`${id}_after`),
      refusals: table === 'refusals' ? refusalRows() : [],
    })),
    previous: at === 0 ? null : beside(-1),
    next: beside(1),
  };
}

/** The licensed dataset that most people take, for the samples. */
export async function guideFacts(
  ctx: Ctx,
  search: (query: {
    readonly open_type: string[];
  }) => Promise<{ readonly items: readonly { readonly code: string }[] }>,
): Promise<Facts> {
  const [licensed] = (await search({ open_type: ['conditional'] })).items;
  return { portal: ctx.env.PUBLIC_URL, licensed: licensed?.code ?? '306001/000001' };
}
