/** The authority tables of the EU that DCAT-AP 3 asks for, and our own terms. Each term says what it is, so that a file stands alone. */
import type { Theme, UpdateCycle } from '#api/catalog/rules/codes.ts';
import type { Access } from '#api/datasets/rules/codes.ts';
import { regionName } from '#api/kernel/regions.ts';
import type { Word } from '#api/kernel/words.ts';
import type { Addresses } from '../addresses.ts';
import { boxOf, type LicenceRecord, themeName } from '../describe.ts';
import { iri, type Node, node, pair, text, value } from '../rdf.ts';
import { both } from '../words.ts';

const authority = 'http://publications.europa.eu/resource/authority';

const euThemes: Readonly<Record<Theme, readonly [code: string, label: string]>> = {
  public_services: ['GOVE', 'Government and public sector'],
  health: ['HEAL', 'Health'],
  social_security: ['SOCI', 'Population and society'],
  food_and_drugs: ['HEAL', 'Health'],
  work_safety: ['JUST', 'Justice, legal system and public safety'],
  prices: ['ECON', 'Economy and finance'],
  energy: ['ENER', 'Energy'],
  credit: ['ECON', 'Economy and finance'],
  construction: ['REGI', 'Regions and cities'],
  community: ['SOCI', 'Population and society'],
  environment: ['ENVI', 'Environment'],
  emergency: ['JUST', 'Justice, legal system and public safety'],
};

const frequencies: Readonly<Record<UpdateCycle, string>> = {
  realtime: 'CONT',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  half_yearly: 'ANNUAL_2',
  yearly: 'ANNUAL',
  irregular: 'IRREG',
};

const accessRights: Readonly<Record<Access, string>> = { open: 'PUBLIC', licence: 'RESTRICTED', closed: 'NON_PUBLIC' };

/** The theme in the EU's list of thirteen, and in our own. */
export function themeNodes(theme: Theme, to: Addresses): Node[] {
  const [code, label] = euThemes[theme];
  return [
    node(`${authority}/data-theme/${code}`, ['skos:Concept'], text('skos:prefLabel', label, 'en')),
    node(to.ns('theme', theme), ['skos:Concept'], pair('skos:prefLabel', names(theme)), [
      ['skos:inScheme', { kind: 'ref', id: to.ns('themes') }],
    ]),
  ];
}

const names = (theme: Theme): Word => [themeName(theme, 'zh'), themeName(theme, 'en')];

export const themeTaxonomies = (to: Addresses): Node[] => [
  node(`${authority}/data-theme`, ['skos:ConceptScheme'], text('dct:title', 'Data theme', 'en')),
  node(to.ns('themes'), ['skos:ConceptScheme'], pair('dct:title', both('themes'))),
];

export const frequencyNode = (cycle: UpdateCycle): Node =>
  node(`${authority}/frequency/${frequencies[cycle]}`, ['dct:Frequency']);

export const accessNode = (access: Access): Node =>
  node(`${authority}/access-right/${accessRights[access]}`, ['dct:RightsStatement']);

export const chineseNode = (): Node => node(`${authority}/language/ZHO`, ['dct:LinguisticSystem']);

export const fileTypeNode = (code: string): Node => node(`${authority}/file-type/${code}`, ['dct:MediaTypeOrExtent']);

export const mediaTypeNode = (mediaType: string): Node =>
  node(`https://www.iana.org/assignments/media-types/${iri(mediaType)}`, ['dct:MediaType', 'dct:MediaTypeOrExtent']);

/** An administrative division by its code (GB/T 2260), under an address of our own. */
export function regionNode(code: string, to: Addresses): Node {
  const box = boxOf(code);
  const name: Word = [regionName(code, 'zh'), regionName(code, 'en')];
  return node(
    to.ns('region', code),
    ['dct:Location'],
    pair('skos:prefLabel', name),
    value('dct:identifier', code),
    box === null ? [] : value('dcat:bbox', polygon(box), 'http://www.opengis.net/ont/geosparql#wktLiteral'),
  );
}

function polygon([west, south, east, north]: readonly [number, number, number, number]): string {
  return `POLYGON((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`;
}

export const licenceNode = ({ iri: id, zh, en }: LicenceRecord): Node =>
  node(id, ['dct:LicenseDocument'], pair('dct:title', [zh, en]));

export const lawNode = (to: Addresses): Node => node(to.law, ['eli:LegalResource'], pair('dct:title', both('law')));

/** The statuses of the EU's table for datasets. */
export const statusNode = (code: 'WITHDRAWN' | 'COMPLETED'): Node =>
  node(`${authority}/dataset-status/${code}`, ['skos:Concept'], text('skos:prefLabel', statusLabels[code], 'en'));
const statusLabels = { WITHDRAWN: 'withdrawn', COMPLETED: 'completed' } as const;
