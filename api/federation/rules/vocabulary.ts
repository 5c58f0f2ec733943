/** Other vocabularies in our words: themes, licences, formats, frequencies, regions. */
import { type Licence, type Theme, themes, type UpdateCycle } from '#api/catalog/rules/codes.ts';
import { regions, within } from '#api/kernel/regions.ts';
import { otherTheme } from './codes.ts';

/** EU data themes (publications.europa.eu/resource/authority/data-theme) that are one of ours. */
const euThemes: Readonly<Record<string, Theme>> = {
  EDUC: 'public_services',
  ENER: 'energy',
  ENVI: 'environment',
  GOVE: 'public_services',
  HEAL: 'health',
  JUST: 'emergency',
  REGI: 'construction',
  SOCI: 'social_security',
  TRAN: 'public_services',
};

/** Read in this order: the narrower words before those that many themes share. */
const themeWords: readonly (readonly [Theme, RegExp])[] = [
  ['food_and_drugs', /食品|药品|医疗器械|food|drug|pharma/i],
  ['work_safety', /安全生产|生产安全|煤矿安全|矿山安全|work safety|occupational|mine safety/i],
  ['emergency', /应急|消防|公安|治安|防汛|司法|emergency|public order|fire|police|justice|crime/i],
  ['social_security', /社会保障|社保|就业|养老|民政|救助|人力资源|social|employment|pension|welfare|labou?r/i],
  ['health', /卫生|健康|医疗|医院|疾病|health|medical|hospital/i],
  ['environment', /生态|环境|环保|气象|空气|水质|水利|林业|environment|climate|ecolog|weather|water|air quality/i],
  ['energy', /能源|电力|煤炭|煤层气|燃气|energy|electric|coal|gas\b/i],
  ['prices', /价格|物价|price/i],
  ['credit', /信用|征信|失信|credit/i],
  ['construction', /城乡建设|住建|住房|城建|规划|建设|国土|housing|construction|urban|rural|planning/i],
  ['community', /社区|街道|基层|community|neighbou?rhood/i],
  [
    'public_services',
    /公共服务|政务|交通|教育|文化|旅游|体育|公交|transport|education|school|culture|tourism|government/i,
  ],
];

/** The first of the source's themes, groups or keywords that says one of ours; `other` when none does. */
export function themeOf(values: readonly string[]): Theme | typeof otherTheme {
  for (const value of values) {
    const last = value.split(/[/#]/).at(-1) ?? '';
    if (themes.is(last)) return last;
    const eu = value.includes('data-theme') ? euThemes[last] : undefined;
    if (eu !== undefined) return eu;
    for (const code of themes.codes) if (themes.words[code].some((word) => word === value.trim())) return code;
  }
  for (const value of values) {
    // The address of a term is read by its last part alone: a host name says nothing of a theme.
    const said = /^https?:/.test(value) ? (value.split(/[/#]/).at(-1) ?? '') : value;
    for (const [theme, words] of themeWords) if (words.test(said)) return theme;
  }
  return otherTheme;
}

const licenceNames: readonly (readonly [RegExp, Licence])[] = [
  [/creativecommons\.org\/licenses\/by\/4\.0|^cc[- ]?by[- ]?4\.0$|authority\/licence\/CC_BY_4_0/i, 'cc-by-4.0'],
];

export const licenceOf = (values: readonly string[]): Licence | null =>
  licenceNames.find(([pattern]) => values.some((value) => pattern.test(value)))?.[1] ?? null;

const formatNames: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/geo+json': 'geojson',
  'application/vnd.geo+json': 'geojson',
  'application/ld+json': 'jsonld',
  'application/jsonl': 'jsonl',
  'application/x-ndjson': 'jsonl',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/turtle': 'ttl',
  'text/tab-separated-values': 'tsv',
  'application/rdf+xml': 'rdf',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/x-zipped-shp': 'shp',
  'application/vnd.apache.parquet': 'parquet',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.google-earth.kml+xml': 'kml',
  'ms excel': 'xls',
  excel: 'xls',
  'excel (.xlsx)': 'xlsx',
  'xls(x)': 'xlsx',
  shapefile: 'shp',
  'esri shapefile': 'shp',
  rdf_turtle: 'ttl',
  rdf_xml: 'rdf',
  json_ld: 'jsonld',
  rest: 'api',
  webservice: 'api',
};

/** A format as a short word in lower case ('' when unknown): from a name, a media type, the address of a term, a file's ending. */
export function formatOf(said: readonly string[], url: string | null = null): string {
  for (const value of said) {
    // A term's address says the format in its last part, a media type registry in its last two.
    const media = /media-types\/([\w.+-]+\/[\w.+-]+)$/i.exec(value)?.[1];
    const term = media ?? (/^https?:\/\//.test(value) ? (value.split(/[/#]/).at(-1) ?? '') : value);
    const word = (term.split(';')[0] ?? '').trim().toLowerCase().replace(/^\./, '');
    const known = formatNames[word];
    if (known !== undefined) return known;
    if (/^[a-z0-9][a-z0-9+-]{0,11}$/.test(word)) return word;
  }
  const ending = /^[^?#]*\/[^/?#]*\.([a-z0-9]{2,8})(?:[?#]|$)/i.exec(url ?? '')?.[1]?.toLowerCase();
  return ending !== undefined &&
    /^(csv|tsv|json|jsonl|geojson|xlsx?|xml|zip|pdf|parquet|docx?|shp|kml|txt|rdf|ttl)$/.test(ending)
    ? ending
    : '';
}

const cycles: readonly (readonly [RegExp, UpdateCycle])[] = [
  [/^(cont|continuous|realtime|real[ -]?time|update_cont|实时)$|^R\/PT(\d+S|\d+M|1S)$/i, 'realtime'],
  [/^(daily|每[日天])$|^R\/P1D$/i, 'daily'],
  [/^(weekly|每周)$|^R\/P(1W|7D)$/i, 'weekly'],
  [/^(monthly|每月)$|^R\/P1M$/i, 'monthly'],
  [/^(quarterly|每季度?)$|^R\/P3M$/i, 'quarterly'],
  [/^(annual_2|semiannual|biannual|half[_ -]?yearly|每半年)$|^R\/P6M$/i, 'half_yearly'],
  [/^(annual|annually|yearly|每年)$|^R\/P(1Y|12M)$/i, 'yearly'],
  [/^(irreg|irregular|unknown|never|as_?needed|不定期)$/i, 'irregular'],
];

/** Frequency of EU, Dublin Core (cld/freq), ISO 8601 (R/P1D) or words. */
export function cycleOf(value: string): UpdateCycle | null {
  const word = /^https?:/.test(value) ? (value.split(/[/#]/).at(-1) ?? '') : value.trim();
  return cycles.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** The region a record names, when it lies in the region of its source; else the source's own. */
export function regionOf(said: readonly string[], sourceRegion: string): string {
  for (const value of said) {
    const code = /(?:^|\D)(14\d{4})(?:\D|$)/.exec(value)?.[1];
    if (code !== undefined && regions.is(code) && within(code, sourceRegion)) return code;
    for (const known of regions.codes) {
      const [zh, en] = regions.words[known];
      if (value === zh || value.includes(zh) || value.toLowerCase() === en.toLowerCase())
        if (within(known, sourceRegion)) return known;
    }
  }
  return sourceRegion;
}
