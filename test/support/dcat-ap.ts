/**
 * Shapes of DCAT-AP 3.0.1, written from the tables of the specification (sections 5 to 7): of every class the properties with
 * their cardinality and range. No package of the npm registry carries the published shapes.
 */
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';

type Range = `class ${string}` | `type ${string}` | 'literal' | 'iri' | 'text';
type Row = readonly [property: string, min: 0 | 1, max: 1 | null, range: Range];

const classes: Readonly<Record<string, readonly Row[]>> = {
  'dcat:Catalog': [
    ['dct:title', 1, null, 'literal'],
    ['dct:description', 1, null, 'literal'],
    ['dct:publisher', 1, 1, 'class foaf:Agent'],
    ['dcat:dataset', 0, null, 'class dcat:Dataset'],
    ['dcat:service', 0, null, 'class dcat:DataService'],
    ['dcat:record', 0, null, 'class dcat:CatalogRecord'],
    ['dcat:themeTaxonomy', 0, null, 'class skos:ConceptScheme'],
    ['dct:language', 0, null, 'class dct:LinguisticSystem'],
    ['dct:spatial', 0, null, 'class dct:Location'],
    ['dct:modified', 0, 1, 'type xsd:dateTime'],
    ['foaf:homepage', 0, 1, 'class foaf:Document'],
    ['dcatap:applicableLegislation', 0, null, 'class eli:LegalResource'],
  ],
  'dcat:Dataset': [
    ['dct:title', 1, null, 'literal'],
    ['dct:description', 1, null, 'literal'],
    ['dct:identifier', 0, null, 'literal'],
    ['dct:publisher', 0, 1, 'class foaf:Agent'],
    ['dcat:contactPoint', 0, null, 'class vcard:Kind'],
    ['dcat:distribution', 0, null, 'class dcat:Distribution'],
    ['dcat:keyword', 0, null, 'literal'],
    ['dcat:theme', 0, null, 'class skos:Concept'],
    ['dct:spatial', 0, null, 'class dct:Location'],
    ['dct:temporal', 0, null, 'class dct:PeriodOfTime'],
    ['dct:accessRights', 0, 1, 'class dct:RightsStatement'],
    ['dct:accrualPeriodicity', 0, 1, 'class dct:Frequency'],
    ['dct:language', 0, null, 'class dct:LinguisticSystem'],
    ['dct:provenance', 0, null, 'class dct:ProvenanceStatement'],
    ['dct:issued', 0, 1, 'type xsd:dateTime'],
    ['dct:modified', 0, 1, 'type xsd:dateTime'],
    ['dcat:landingPage', 0, null, 'class foaf:Document'],
    ['dcat:hasVersion', 0, null, 'class dcat:Dataset'],
    ['dcat:version', 0, 1, 'literal'],
    ['adms:versionNotes', 0, null, 'literal'],
    ['dcatap:applicableLegislation', 0, null, 'class eli:LegalResource'],
  ],
  'dcat:Distribution': [
    ['dcat:accessURL', 1, null, 'iri'],
    ['dcat:downloadURL', 0, null, 'iri'],
    ['dcat:mediaType', 0, 1, 'class dct:MediaType'],
    ['dct:format', 0, 1, 'class dct:MediaTypeOrExtent'],
    ['dct:license', 0, 1, 'class dct:LicenseDocument'],
    ['dcat:byteSize', 0, 1, 'type xsd:nonNegativeInteger'],
    ['spdx:checksum', 0, 1, 'class spdx:Checksum'],
    ['dcat:accessService', 0, null, 'class dcat:DataService'],
    ['dct:issued', 0, 1, 'type xsd:dateTime'],
    ['dct:title', 0, null, 'literal'],
  ],
  'dcat:DataService': [
    ['dct:title', 1, null, 'literal'],
    ['dcat:endpointURL', 1, null, 'iri'],
    ['dcat:endpointDescription', 0, null, 'iri'],
    ['dcat:servesDataset', 0, null, 'class dcat:Dataset'],
  ],
  'dcat:CatalogRecord': [
    ['foaf:primaryTopic', 1, 1, 'class dcat:Resource'],
    ['dct:modified', 1, 1, 'type xsd:dateTime'],
    ['dct:issued', 0, 1, 'type xsd:dateTime'],
    ['dct:conformsTo', 0, null, 'class dct:Standard'],
  ],
  'foaf:Agent': [['foaf:name', 1, null, 'literal']],
  'spdx:Checksum': [
    ['spdx:algorithm', 1, 1, 'class spdx:ChecksumAlgorithm'],
    ['spdx:checksumValue', 1, 1, 'type xsd:hexBinary'],
  ],
  'dct:PeriodOfTime': [
    ['dcat:startDate', 0, 1, 'type xsd:date'],
    ['dcat:endDate', 0, 1, 'type xsd:date'],
  ],
  'dct:Location': [['dcat:bbox', 0, 1, 'literal']],
  'skos:Concept': [['skos:prefLabel', 1, null, 'literal']],
  'skos:ConceptScheme': [['dct:title', 1, null, 'literal']],
};

const head = `@prefix adms: <http://www.w3.org/ns/adms#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatap: <http://data.europa.eu/r5r/> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .`;

const ranges = (range: Range): string => {
  const [kind, name] = range.split(' ');
  if (kind === 'class') return `sh:class ${name}`;
  if (kind === 'type') return `sh:datatype ${name}`;
  return kind === 'iri' ? 'sh:nodeKind sh:IRI' : 'sh:nodeKind sh:Literal';
};

function shapes(): Store {
  const text = Object.entries(classes).map(([name, rows]) => {
    const properties = rows.map(
      ([path, min, max, range]) =>
        `sh:property [ sh:path ${path} ; ${min === 0 ? '' : `sh:minCount ${min} ;`} ${max === null ? '' : `sh:maxCount ${max} ;`} ${ranges(range)} ]`,
    );
    return `[] a sh:NodeShape ; sh:targetClass ${name} ;\n ${properties.join(' ;\n ')} .`;
  });
  return new Store(new Parser().parse(`${head}\n${text.join('\n')}`));
}

/** What is wrong with the data, one line a fault; empty when it conforms. */
export async function shaclFaults(data: Store, against: Store = shapes()): Promise<string[]> {
  const validator = new SHACLValidator(against as never);
  const report = await validator.validate(data as never);
  return report.results.map((one) => {
    const { focusNode, path, value, sourceConstraintComponent } = one as unknown as Record<
      string,
      { value?: string } | undefined
    >;
    return [focusNode, path, sourceConstraintComponent, value].map((term) => term?.value ?? '').join(' | ');
  });
}
