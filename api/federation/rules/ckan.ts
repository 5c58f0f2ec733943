/** A CKAN package (package_show, package_search; CKAN 2.x) as one of our records. */
import { type Draft, type DraftDistribution, type Mapped, mapped, type SourceFacts } from './content.ts';
import { at, listAt, recordIn } from './json.ts';
import { refuse } from './refusals.ts';
import { cleanLine, textIn } from './text.ts';

/** Types of package that are no dataset: definitions of sources, showcases. */
const otherTypes = new Set(['harvest', 'showcase', 'page']);

export function ckanIdentifier(item: unknown): unknown {
  return at(item, 'id') ?? at(item, 'name');
}

/** Null for what is no dataset or not for the public. */
export function mapCkan(item: unknown, source: SourceFacts): Mapped | null {
  const pkg = recordIn(item);
  if (pkg === null) throw refuse('federation.not_an_object');
  if (otherTypes.has(textIn(pkg.type)) || pkg.private === true) return null;
  if (typeof pkg.state === 'string' && pkg.state !== 'active') return null;
  const extras = new Map(listAt(pkg, 'extras').map((one) => [textIn(at(one, 'key')), textIn(at(one, 'value'))]));
  const organization = recordIn(pkg.organization);
  const name = textIn(pkg.name) || textIn(pkg.id);
  const draft: Draft = {
    identifier: ckanIdentifier(pkg),
    names: ['uri', 'guid', 'identifier', 'doi', 'DOI'].map((key) => extras.get(key) ?? pkg[key]),
    title: translated(pkg, 'title', 'zh') || textIn(pkg.title) || name,
    titleEn: translated(pkg, 'title', 'en') || extras.get('title_en'),
    description: translated(pkg, 'notes', 'zh') || pkg.notes,
    keywords: listAt(pkg, 'tags').map((tag) => at(tag, 'display_name') ?? at(tag, 'name') ?? tag),
    themes: [
      extras.get('theme') ?? '',
      ...listAt(pkg, 'groups').flatMap((group) => [
        textIn(at(group, 'display_name')),
        textIn(at(group, 'title')),
        textIn(at(group, 'name')),
      ]),
    ].flatMap(unlisted),
    publisher: organization?.title || extras.get('publisher_name') || pkg.author || organization?.name,
    contactName: extras.get('contact_name') || pkg.maintainer || pkg.author,
    contactEmail: extras.get('contact_email') || pkg.maintainer_email || pkg.author_email,
    issued: extras.get('issued') ?? pkg.metadata_created,
    modified: pkg.metadata_modified,
    licence: { id: pkg.license_id, title: pkg.license_title, url: pkg.license_url },
    spatial: [extras.get('spatial_text') ?? '', extras.get('spatial') ?? ''].filter((one) => !one.startsWith('{')),
    frequency: extras.get('frequency') ?? extras.get('accrual_periodicity') ?? pkg.frequency,
    distributions: listAt(pkg, 'resources').map(resource),
    originUrl: `${siteOf(source.url)}/dataset/${encodeURIComponent(name)}`,
    landingPage: pkg.url,
  };
  return mapped(draft, source);
}

/** The site below which pages lie: what was registered without the API's own path. */
export function siteOf(url: string): string {
  return url.replace(/[?#].*$/, '').replace(/\/(api(\/3)?(\/action)?(\/\w+)?)?\/*$/, '');
}

/** ckanext-fluent keeps `title_translated: {zh_Hans, en}`. */
function translated(pkg: Readonly<Record<string, unknown>>, field: string, language: 'zh' | 'en'): string {
  const texts = recordIn(pkg[`${field}_translated`]) ?? {};
  const found = Object.entries(texts).find(([tag]) => tag.toLowerCase().replace('_', '-').split('-')[0] === language);
  return textIn(found?.[1]);
}

/** ckanext-dcat keeps lists as JSON texts in extras. */
function unlisted(value: string): string[] {
  if (!value.startsWith('[')) return value === '' ? [] : [value];
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.map(textIn) : [];
  } catch {
    return [];
  }
}

function resource(raw: unknown): DraftDistribution {
  const hash = cleanLine(at(raw, 'hash'), 200);
  const [, algorithm, digest] = /^(?:([\w-]+):)?([0-9a-f]+)$/i.exec(hash) ?? [];
  const named = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' }[digest?.length ?? 0];
  return {
    title: at(raw, 'name') || at(raw, 'description'),
    formats: [textIn(at(raw, 'format')), textIn(at(raw, 'mimetype'))],
    url: at(raw, 'url'),
    bytes: at(raw, 'size'),
    ...(digest === undefined ? {} : { checksum: { algorithm: algorithm ?? named ?? '', value: digest } }),
  };
}
