/** Answers of OAI-PMH 2.0 as trees in the notation of xmlbuilder2: `@` is an attribute, `#` the text. */
import { type Theme, themes } from '#api/catalog/rules/codes.ts';
import { addresses } from '../addresses.ts';
import { agencyName, dayText, descriptionOf, licenceOf, placeOf, themeName } from '../describe.ts';
import { distributionsOf } from '../distributions.ts';
import { iri } from '../rdf.ts';
import { type DatasetRecord, newest } from '../record.ts';
import { say } from '../words.ts';
import { identifierOf, metadataPrefix, type OaiError, stamp } from './request.ts';

export type Xml = { readonly [name: string]: string | Xml | readonly (string | Xml)[] };

/** XML 1.0 knows no control characters (but tab and line ends), also none written as numbers, and no halves of pairs. */
export const xmlText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (c) => (/[\t\n\r]/.test(c) ? c : ''));

export interface Envelope {
  readonly at: string;
  readonly base: string;
  /** The arguments of the request, to be echoed. */
  readonly given: Readonly<Record<string, string>>;
}

export function envelope({ at, base, given }: Envelope, body: Xml): Xml {
  const echoed = Object.fromEntries(Object.entries(given).map(([name, value]) => [`@${name}`, xmlText(value)]));
  return {
    'OAI-PMH': {
      '@xmlns': 'http://www.openarchives.org/OAI/2.0/',
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:schemaLocation': 'http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd',
      responseDate: stamp(at),
      request: { ...echoed, '#': addresses(base).oai },
      ...body,
    },
  };
}

export const errorBody = ({ code, text }: OaiError): Xml => ({ error: { '@code': code, '#': text } });

/** @param host a domain name; one that is none (localhost) has no identifier scheme to declare. */
export function identifyBody(base: string, host: string, earliest: string, email: string): Xml {
  const scheme: Xml = {
    description: {
      'oai-identifier': {
        '@xmlns': 'http://www.openarchives.org/OAI/2.0/oai-identifier',
        '@xsi:schemaLocation':
          'http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd',
        scheme: 'oai',
        repositoryIdentifier: host,
        delimiter: ':',
        sampleIdentifier: identifierOf(host, '301001/000001'),
      },
    },
  };
  return {
    Identify: {
      repositoryName: say('catalog', 'zh'),
      baseURL: addresses(base).oai,
      protocolVersion: '2.0',
      adminEmail: email,
      earliestDatestamp: stamp(earliest),
      // A withdrawn entry keeps its code and its record for ever.
      deletedRecord: 'persistent',
      granularity: 'YYYY-MM-DDThh:mm:ssZ',
      ...(/^[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+$/.test(host) ? scheme : {}),
    },
  };
}

export const formatsBody: Xml = {
  ListMetadataFormats: {
    metadataFormat: {
      metadataPrefix,
      schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
      metadataNamespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    },
  },
};

export function setsBody(agencies: readonly { readonly uscc: string; readonly name: string }[]): Xml {
  return {
    ListSets: {
      set: [
        { setSpec: 'theme', setName: say('themes', 'zh') },
        ...themes.codes.map((theme: Theme) => ({ setSpec: `theme:${theme}`, setName: themeName(theme, 'zh') })),
        { setSpec: 'agency', setName: say('agencies', 'zh') },
        ...agencies.map(({ uscc, name }) => ({ setSpec: `agency:${uscc}`, setName: xmlText(name) })),
      ],
    },
  };
}

export function headerOf(record: DatasetRecord, host: string): Xml {
  return {
    ...(record.withdrawn === null ? {} : { '@status': 'deleted' }),
    identifier: identifierOf(host, record.code),
    datestamp: stamp(record.modified),
    setSpec: [...(record.theme === null ? [] : [`theme:${record.theme}`]), `agency:${record.provider.uscc}`],
  };
}

export function recordOf(record: DatasetRecord, host: string, base: string): Xml {
  return {
    header: headerOf(record, host),
    ...(record.withdrawn === null ? { metadata: { 'oai_dc:dc': dublinCore(record, base) } } : {}),
  };
}

/** The fifteen elements of Dublin Core; of each as many as there is something to say. */
function dublinCore(record: DatasetRecord, base: string): Xml {
  const to = addresses(base);
  const version = newest(record);
  const licence = licenceOf(record, to);
  const tagged = (language: 'zh' | 'en', text: string): Xml => ({ '@xml:lang': language, '#': xmlText(text) });
  const files = version === null ? [] : distributionsOf(record, version, to);
  const elements: Record<string, (string | Xml)[]> = {
    title: [tagged('zh', record.title), ...(record.titleEn === '' ? [] : [tagged('en', record.titleEn)])],
    creator: [tagged('zh', record.provider.name)],
    subject: [
      ...record.keywords.map((word) => tagged('zh', word)),
      ...(record.theme === null
        ? []
        : [tagged('zh', themeName(record.theme, 'zh')), tagged('en', themeName(record.theme, 'en'))]),
    ],
    description: [tagged('zh', descriptionOf(record))],
    publisher: [tagged('zh', agencyName(record.provider, 'zh'))],
    date: [dayText(version?.publishedAt ?? record.issued)],
    type: ['Dataset'],
    format: [...new Set(files.map((one) => one.mediaType))],
    identifier: [to.dataset(record.code), record.code],
    language: ['zh'],
    relation: [
      ...(version === null ? [] : [to.version(record.code, version.number)]),
      ...record.related.map((code) => to.dataset(code)),
    ].map(iri),
    coverage: [
      tagged('zh', placeOf(record, 'zh')),
      ...(record.temporalFrom === '' && record.temporalTo === ''
        ? []
        : [`${record.temporalFrom}/${record.temporalTo}`]),
    ],
    rights: licence === null ? [] : [tagged('zh', licence.zh), licence.iri],
  };
  return {
    '@xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    '@xsi:schemaLocation': 'http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    ...Object.fromEntries(
      Object.entries(elements)
        .filter(([, list]) => list.length > 0)
        .map(([name, list]) => [`dc:${name}`, list]),
    ),
  };
}

export interface TokenShown {
  readonly token: string;
  readonly expires: string;
  readonly size: number;
  /** How many were given out before this answer. */
  readonly cursor: number;
}

/** The last part of a list that took several answers closes with an empty token. */
export function listBody(
  verb: 'ListIdentifiers' | 'ListRecords',
  records: readonly DatasetRecord[],
  { host, base }: { readonly host: string; readonly base: string },
  token: TokenShown | null,
): Xml {
  const items: Xml =
    verb === 'ListRecords'
      ? { record: records.map((one) => recordOf(one, host, base)) }
      : { header: records.map((one) => headerOf(one, host)) };
  return {
    [verb]: {
      ...items,
      ...(token === null
        ? {}
        : {
            resumptionToken: {
              ...(token.token === '' ? {} : { '@expirationDate': stamp(token.expires) }),
              '@completeListSize': String(token.size),
              '@cursor': String(token.cursor),
              '#': token.token,
            },
          }),
    },
  };
}
