/** A dcat:Dataset (W3C DCAT 3, DCAT-AP 3.0.1) as one of our records, and the paging of its catalogue (Hydra). */
import { type Draft, type DraftDistribution, type Mapped, mapped, type SourceFacts } from './content.ts';
import { type Graph, ns } from './graph.ts';

const dct = (name: string): string => ns.dct + name;
const dcat = (name: string): string => ns.dcat + name;

export const datasetsIn = (graph: Graph): string[] => graph.ofType(dcat('Dataset'));

const isWeb = (text: string): boolean => /^https?:\/\//i.test(text);
const hostOf = (url: string): string => /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';

/** The dataset's own IRI; a blank node is known by its dct:identifier alone. */
export function dcatIdentifier(graph: Graph, subject: string): string {
  return subject.startsWith('_:') ? graph.text(subject, 'zh', [dct('identifier')]) : subject;
}

export function mapDcat(graph: Graph, subject: string, source: SourceFacts): Mapped {
  const one = (...names: string[]) => graph.all(subject, ...names)[0];
  const text = (...names: string[]) => graph.text(subject, 'zh', names);
  const contact = one(dcat('contactPoint'));
  const distributions = graph.all(subject, dcat('distribution')).map((term) => term.value);
  const licence =
    one(dct('license'), dct('rights')) ??
    distributions.flatMap((node) => [...graph.all(node, dct('license'))]).find((term) => term !== undefined);
  const record = graph.pointingAt(subject, `${ns.foaf}primaryTopic`)[0];
  const english = (name: string) => graph.text(subject, 'en', [name], true);
  const title = text(dct('title'));
  const draft: Draft = {
    identifier: dcatIdentifier(graph, subject),
    names: [
      ...graph.all(subject, dct('identifier')).map((term) => term.value),
      ...graph.all(subject, `${ns.adms}identifier`).map((term) => graph.text(term.value, 'zh', [`${ns.skos}notation`])),
    ],
    title,
    titleEn: english(dct('title')),
    description: text(dct('description')),
    keywords: graph.all(subject, dcat('keyword')).map((term) => term.value),
    themes: graph.all(subject, dcat('theme'), dct('subject')).flatMap((term) => [term.value, graph.label(term, false)]),
    publisher: graph.label(one(dct('publisher'), dct('creator')), false),
    contactName: graph.label(contact, false),
    contactEmail:
      contact === undefined ? '' : graph.text(contact.value, 'zh', [`${ns.vcard}hasEmail`, `${ns.vcard}email`]),
    issued: text(dct('issued')),
    modified: text(dct('modified')) || (record === undefined ? '' : graph.text(record, 'zh', [dct('modified')])),
    licence: licenceOf(graph, licence),
    spatial: graph.all(subject, dct('spatial')).flatMap((term) => [graph.label(term, true)]),
    frequency: graph.label(one(dct('accrualPeriodicity')), true),
    distributions: distributions.map((node) => distribution(graph, node)),
    originUrl: originOf(graph, subject, distributions, source),
    landingPage: text(dcat('landingPage')),
  };
  return mapped(draft, source);
}

function licenceOf(graph: Graph, term: ReturnType<Graph['all']>[number] | undefined): NonNullable<Draft['licence']> {
  if (term === undefined) return {};
  const address = term.kind === 'blank' ? '' : term.value;
  return {
    url: isWeb(address) ? address : '',
    title: isWeb(term.value) ? graph.label(term, false) : graph.label(term, true),
  };
}

/** Its own page at the portal: its IRI when that lies there, else its landing page, else a file, else the catalogue. */
function originOf(graph: Graph, subject: string, distributions: readonly string[], source: SourceFacts): string {
  const landing = graph.text(subject, 'zh', [dcat('landingPage')]);
  const files = distributions.map((node) => graph.text(node, 'zh', [dcat('accessURL'), dcat('downloadURL')]));
  const here = [subject, landing].find((url) => hostOf(url) !== '' && hostOf(url) === hostOf(source.url));
  return (
    here ??
    [landing, subject, ...files].find(isWeb) ??
    `${source.url.replace(/#.*$/, '')}#${encodeURIComponent(dcatIdentifier(graph, subject).slice(0, 500))}`
  );
}

function distribution(graph: Graph, node: string): DraftDistribution {
  const checksum = graph.all(node, `${ns.spdx}checksum`)[0]?.value;
  const algorithm = checksum === undefined ? '' : graph.text(checksum, 'zh', [`${ns.spdx}algorithm`]);
  const formats = [dcat('mediaType'), dct('format')].flatMap((name) =>
    graph.all(node, name).flatMap((term) => [graph.label(term, true)]),
  );
  return {
    title: graph.text(node, 'zh', [dct('title'), dct('description')]),
    // The format as its publisher names it tells more than a generic media type.
    formats: formats.reverse(),
    url: graph.text(node, 'zh', [dcat('downloadURL')]) || graph.text(node, 'zh', [dcat('accessURL')]),
    bytes: graph.text(node, 'zh', [dcat('byteSize')]),
    ...(checksum === undefined
      ? {}
      : {
          checksum: {
            algorithm: algorithm.replace(/^.*checksumAlgorithm_?/i, ''),
            value: graph.text(checksum, 'zh', [`${ns.spdx}checksumValue`]),
          },
        }),
  };
}

/** Where the catalogue goes on; `hydra:nextPage` is how older servers say `hydra:next`. */
export function nextPage(graph: Graph): string | null {
  const views = graph.ofType(
    `${ns.hydra}PartialCollectionView`,
    `${ns.hydra}PagedCollection`,
    `${ns.hydra}Collection`,
    `${ns.dcat}Catalog`,
  );
  for (const view of views) {
    const next = graph.text(view, 'zh', [`${ns.hydra}next`, `${ns.hydra}nextPage`]);
    if (isWeb(next)) return next;
  }
  return null;
}

/** How many datasets the catalogue says it has, over all pages. */
export function totalItems(graph: Graph): number | null {
  for (const subject of graph.ofType(`${ns.hydra}PagedCollection`, `${ns.hydra}Collection`)) {
    const total = graph.text(subject, 'zh', [`${ns.hydra}totalItems`]);
    if (/^\d{1,9}$/.test(total)) return Number(total);
  }
  return null;
}
