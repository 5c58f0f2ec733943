/** The one shape every vocabulary is brought into, and what makes a record recognisable beyond its source. */
import { z } from 'zod';
import { refuse } from './refusals.ts';
import { cleanBytes, cleanInstant, cleanLine, cleanText, cleanUrl, cleanWords } from './text.ts';
import { cycleOf, formatOf, licenceOf, regionOf, themeOf } from './vocabulary.ts';

export const harvestedContent = z
  .object({
    title: z.string(),
    title_en: z.string().nullable(),
    description: z.string(),
    keywords: z.array(z.string()),
    theme: z.string().meta({ description: 'One of our themes, or `other`' }),
    publisher: z.string(),
    contact: z.object({ name: z.string(), email: z.string() }).nullable(),
    issued: z.string().nullable(),
    modified: z.string().nullable(),
    licence: z.object({ code: z.string().nullable(), title: z.string(), url: z.string().nullable() }).nullable(),
    region_code: z.string(),
    spatial: z.string(),
    update_cycle: z.string().nullable(),
    formats: z.array(z.string()),
    items: z.array(z.string()).meta({ description: 'Names of columns, where the source tells them' }),
    distributions: z.array(
      z.object({
        title: z.string(),
        format: z.string(),
        url: z.string(),
        bytes: z.number().nullable(),
        checksum: z.object({ algorithm: z.string(), value: z.string() }).nullable(),
      }),
    ),
    identifier: z.string(),
    landing_page: z.string().nullable(),
  })
  .meta({ id: 'HarvestedContent', description: 'A record of another portal, in the words of this one' });
export type HarvestedContent = z.output<typeof harvestedContent>;

/** A record as a mapper read it: anything may be missing, nothing is trusted. */
export interface Draft {
  readonly identifier: unknown;
  /** Further names of the same dataset: DOI, URI, UUID. */
  readonly names?: readonly unknown[];
  readonly title: unknown;
  readonly titleEn?: unknown;
  readonly description?: unknown;
  readonly keywords?: unknown;
  readonly themes?: readonly string[];
  readonly publisher?: unknown;
  readonly contactName?: unknown;
  readonly contactEmail?: unknown;
  readonly issued?: unknown;
  readonly modified?: unknown;
  /** Ids, titles and addresses of the licence, in this order of telling. */
  readonly licence?: { readonly id?: unknown; readonly title?: unknown; readonly url?: unknown };
  readonly spatial?: readonly string[];
  readonly frequency?: unknown;
  readonly items?: readonly unknown[];
  readonly distributions?: readonly DraftDistribution[];
  /** The record's own page at the portal. */
  readonly originUrl: unknown;
  /** A page elsewhere that the record describes. */
  readonly landingPage?: unknown;
}

export interface DraftDistribution {
  readonly title?: unknown;
  readonly formats: readonly string[];
  readonly url: unknown;
  readonly bytes?: unknown;
  readonly checksum?: { readonly algorithm: unknown; readonly value: unknown };
}

export interface Mapped {
  readonly identifier: string;
  readonly originUrl: string;
  readonly modified: string | null;
  /** What names this dataset beyond its source. */
  readonly keys: readonly string[];
  /** Keys of records that are the same dataset. */
  readonly sameAs: readonly string[];
  readonly content: HarvestedContent;
}

export interface SourceFacts {
  /** The source's address as it was registered. */
  readonly url: string;
  readonly name: string;
  readonly regionCode: string;
}

const limits = {
  identifier: 500,
  title: 300,
  description: 8000,
  keywords: 50,
  themes: 50,
  places: 20,
  formats: 10,
  distributions: 200,
  items: 500,
};

/** Everything is cleaned and cut here. Throws `federation.no_identifier`, `no_title`, `no_address`, `identifier_too_long`. */
export function mapped(draft: Draft, at: SourceFacts): Mapped {
  const identifier = identifierOf(draft);
  const title = cleanLine(draft.title, limits.title) || cleanLine(draft.titleEn, limits.title);
  if (title === '') throw refuse('federation.no_title');
  const originUrl = cleanUrl(draft.originUrl);
  if (originUrl === null) throw refuse('federation.no_address');
  const landing = cleanUrl(draft.landingPage);
  const distributions = (draft.distributions ?? []).slice(0, limits.distributions).flatMap(distributionOf);
  const keywords = cleanWords(draft.keywords ?? [], limits.keywords);
  const titleEn = cleanLine(draft.titleEn, limits.title);
  const spatial = (draft.spatial ?? [])
    .slice(0, limits.places)
    .map((one) => cleanLine(one, 200))
    .filter((one) => one !== '');
  const modified = cleanInstant(draft.modified);
  const own = new Set([draft.identifier, originUrl, ...(draft.names ?? []).slice(0, 20)].flatMap(keyOf));
  const pointed = landing === null ? [] : keyOf(landing).filter((key) => !own.has(key));
  return {
    identifier,
    originUrl,
    modified,
    keys: [...own, ...pointed.map((key) => `ref:${key}`)],
    sameAs: [...own, ...pointed, ...[...own].filter((key) => /^(url|doi):/.test(key)).map((key) => `ref:${key}`)],
    content: {
      title,
      title_en: titleEn === '' || titleEn === title ? null : titleEn,
      description: cleanText(draft.description, limits.description),
      keywords,
      theme: themeOf([...(draft.themes ?? []).slice(0, limits.themes).map((one) => cleanLine(one, 200)), ...keywords]),
      publisher: cleanLine(draft.publisher, 200) || at.name,
      contact: contactOf(draft),
      issued: cleanInstant(draft.issued),
      modified,
      licence: licenceFacts(draft.licence ?? {}),
      region_code: regionOf(spatial, at.regionCode),
      spatial: spatial.find((one) => !/^https?:/.test(one)) ?? '',
      update_cycle: cycleOf(cleanLine(draft.frequency, 200)),
      formats: [...new Set(distributions.map((one) => one.format).filter((one) => one !== ''))],
      items: cleanWords(draft.items ?? [], limits.items, 100),
      distributions,
      identifier,
      landing_page: landing,
    },
  };
}

/** The identifier of a draft, also where the rest of it cannot be taken. */
export function identifierOf({ identifier: raw }: Pick<Draft, 'identifier'>): string {
  const identifier = cleanLine(raw, limits.identifier + 1);
  if (identifier === '') throw refuse('federation.no_identifier');
  if (identifier.length > limits.identifier)
    throw refuse('federation.identifier_too_long', { limit: limits.identifier });
  return identifier;
}

function distributionOf(draft: DraftDistribution): HarvestedContent['distributions'] {
  const url = cleanUrl(draft.url);
  if (url === null) return [];
  const format = formatOf(
    draft.formats
      .slice(0, limits.formats)
      .map((one) => cleanLine(one, 200))
      .filter((one) => one !== ''),
    url,
  );
  const algorithm = cleanLine(draft.checksum?.algorithm, 40).toLowerCase();
  const value = cleanLine(draft.checksum?.value, 200).toLowerCase();
  return [
    {
      title: cleanLine(draft.title, 200),
      format,
      url,
      bytes: cleanBytes(draft.bytes),
      checksum: /^[0-9a-f]{8,128}$/.test(value) ? { algorithm, value } : null,
    },
  ];
}

function contactOf(draft: Draft): HarvestedContent['contact'] {
  const name = cleanLine(draft.contactName, 100);
  const email = cleanLine(draft.contactEmail, 200).replace(/^mailto:/i, '');
  const valid = /^[^\s@<>"']{1,64}@[^\s@<>"']{1,128}$/.test(email) ? email : '';
  return name === '' && valid === '' ? null : { name, email: valid };
}

function licenceFacts(licence: NonNullable<Draft['licence']>): HarvestedContent['licence'] {
  const id = cleanLine(licence.id, 100);
  const url = cleanUrl(licence.url) ?? cleanUrl(licence.id);
  const title = cleanLine(licence.title, 200) || (/^https?:|^notspecified$/i.test(id) ? '' : id);
  if (title === '' && url === null) return null;
  return { code: licenceOf([id, title, url ?? '']), title, url };
}

/**
 * What names a dataset for everyone: a DOI, a UUID, a URN, or an address with a path (a bare host is somebody's front page,
 * and is shared by many). An identifier that means something in its portal only gives none.
 */
export function keyOf(value: unknown): string[] {
  const text = cleanLine(value, 2000);
  const doi = /(?:^|doi:\s*|doi\.org\/)(10\.\d{4,9}\/[^\s"<>]+)$/i.exec(text)?.[1];
  if (doi !== undefined && doi.length <= longestKey) return [`doi:${doi.toLowerCase()}`];
  const uuid = /^(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i.exec(text)?.[1];
  if (uuid !== undefined) return [`uuid:${uuid.toLowerCase()}`];
  if (text.length <= longestKey && /^urn:[a-z0-9-]+:\S+$/i.test(text)) return [text.toLowerCase()];
  const web = cleanUrl(text);
  if (web === null) return [];
  const [, host = '', rest = ''] = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(web) ?? [];
  const path = rest.replace(/\/+$/, '');
  const key = `url:${host.toLowerCase().replace(/:(80|443)$/, '')}${path}`;
  return path === '' || key.length > longestKey ? [] : [key];
}

/** What an index takes in any script. */
const longestKey = 400;

/** The code of our own entry a key names, when it is an address of this platform; null when the address is another's. */
export function ownCode(key: string, ownHost: string): { readonly code: string | null } | null {
  const bare = key.replace(/^ref:/, '');
  if (!bare.startsWith(`url:${ownHost.toLowerCase()}/`)) return null;
  const code = /\/(?:datasets?)\/(\d{6,})\/(\d{6})(?:[./?]|$)/.exec(bare);
  return { code: code === null ? null : `${code[1]}/${code[2]}` };
}
