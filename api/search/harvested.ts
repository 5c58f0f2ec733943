/** The record of another portal as the search knows it. */
import { z } from 'zod';
import { themes, updateCycles } from '#api/catalog/rules/codes.ts';
import type { SearchRecord } from '#api/ports/search/port.ts';

const texts = z.array(z.string()).catch([]).default([]);

/** What the search reads of a harvested record's content; whatever else it holds is not looked at. */
export const harvestedContent = z.object({
  title_en: z.string().nullish().catch(null),
  description: z.string().catch('').default(''),
  keywords: texts,
  formats: texts,
  /** Names of fields, where the source tells them. */
  items: texts,
  update_cycle: z.string().nullish().catch(null),
  issued: z.string().nullish().catch(null),
});

export interface Harvested {
  readonly id: string;
  readonly identifier: string;
  readonly title: string;
  readonly content: unknown;
  readonly theme: string;
  readonly regionCode: string;
  readonly providerName: string;
  readonly originModified: Date | null;
  readonly firstSeenAt: Date;
  readonly source: { readonly id: string; readonly name: string; readonly nameEn: string | null };
  /** Organisation of ours that bears the publisher's name. */
  readonly providerId: string | null;
  readonly quality: number | null;
}

export function harvestedRecord(h: Harvested): SearchRecord {
  const content = harvestedContent.parse(typeof h.content === 'object' && h.content !== null ? h.content : {});
  const formats = content.formats
    .map((one) => one.trim().toLowerCase())
    .filter((one) => /^[a-z0-9+._-]{1,20}$/.test(one));
  return {
    id: h.id,
    kind: 'harvested',
    code: h.identifier.slice(0, 300),
    title: h.title.slice(0, 500),
    titleEn: content.title_en ?? null,
    abstract: content.description.slice(0, 5000),
    keywords: [...content.keywords.slice(0, 60), ...(themes.is(h.theme) ? themes.words[h.theme] : [])],
    columns: content.items.slice(0, 300).map((name) => ({ name, label: name, values: [] })),
    theme: themes.is(h.theme) ? h.theme : 'public_services',
    providerId: h.providerId ?? `name:${h.providerName}`,
    providerName: h.providerName,
    regionCode: h.regionCode,
    openType: 'unconditional',
    updateCycle: updateCycles.is(content.update_cycle ?? '') ? (content.update_cycle ?? 'unknown') : 'unknown',
    formats: [...new Set(formats)],
    sourceId: h.source.id,
    sourceName: [h.source.name, h.source.nameEn ?? ''].join(' ').trim(),
    rowCount: null,
    downloads: 0,
    quality: h.quality,
    publishedAt: instant(content.issued) ?? h.firstSeenAt,
    updatedAt: h.originModified ?? h.firstSeenAt,
  };
}

function instant(text: string | null | undefined): Date | null {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? null : at;
}
