/** A dataset of a DCAT-US 1.1 inventory (project-open-data.cio.gov/v1.1/schema) as one of our records. */
import { type Draft, type DraftDistribution, type Mapped, mapped, type SourceFacts } from './content.ts';
import { at, listAt, recordIn } from './json.ts';
import { refuse } from './refusals.ts';
import { textIn } from './text.ts';

export const dcatUsIdentifier = (item: unknown): unknown => at(item, 'identifier');

/** Null for what the inventory lists as closed to the public. */
export function mapDcatUs(item: unknown, source: SourceFacts): Mapped | null {
  const dataset = recordIn(item);
  if (dataset === null) throw refuse('federation.not_an_object');
  if (textIn(dataset.accessLevel) === 'non-public') return null;
  const distributions = listAt(dataset, 'distribution');
  const draft: Draft = {
    identifier: dataset.identifier,
    title: dataset.title,
    description: dataset.description,
    keywords: dataset.keyword,
    themes: listAt(dataset, 'theme').map(textIn),
    publisher: at(dataset.publisher, 'name'),
    contactName: at(dataset.contactPoint, 'fn'),
    contactEmail: at(dataset.contactPoint, 'hasEmail'),
    issued: dataset.issued,
    modified: dataset.modified,
    licence: { url: dataset.license, title: dataset.rights },
    spatial: listAt(dataset, 'spatial').map(textIn),
    frequency: dataset.accrualPeriodicity,
    distributions: distributions.map(distribution),
    originUrl: originOf(dataset, distributions, source),
    landingPage: dataset.landingPage,
  };
  return mapped(draft, source);
}

/** An inventory has no pages of its own: the landing page, else a file, else the place in the inventory. */
function originOf(dataset: Readonly<Record<string, unknown>>, files: readonly unknown[], source: SourceFacts): unknown {
  const identifier = textIn(dataset.identifier);
  const candidates = [
    dataset.landingPage,
    /^https?:/.test(identifier) ? identifier : '',
    ...files.flatMap((file) => [at(file, 'accessURL'), at(file, 'downloadURL')]),
  ];
  const found = candidates.map(textIn).find((one) => /^https?:\/\//i.test(one));
  return found ?? `${source.url.replace(/#.*$/, '')}#${encodeURIComponent(identifier.slice(0, 500))}`;
}

function distribution(raw: unknown): DraftDistribution {
  return {
    title: at(raw, 'title') ?? at(raw, 'description'),
    formats: [textIn(at(raw, 'mediaType')), textIn(at(raw, 'format'))],
    url: at(raw, 'downloadURL') ?? at(raw, 'accessURL'),
  };
}
