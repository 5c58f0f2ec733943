/** Schemas of the JSON forms, written from their specifications; no package of the npm registry carries the published ones. */
import { Ajv, type ValidateFunction } from 'ajv';
import Ajv04 from 'ajv-draft-04';
import formats from 'ajv-formats';

const text = { type: 'string', minLength: 1 } as const;
const uri = { type: 'string', format: 'uri' } as const;
const iso8601 = '^\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?)?)?$';

/** Project Open Data metadata schema v1.1, for publishers who are not US federal agencies (they have no bureau codes). */
const dcatUs = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['conformsTo', 'dataset'],
  properties: {
    '@context': uri,
    '@id': uri,
    '@type': { enum: ['dcat:Catalog'] },
    conformsTo: { enum: ['https://project-open-data.cio.gov/v1.1/schema'] },
    describedBy: uri,
    dataset: { type: 'array', items: { $ref: '#/definitions/dataset' } },
  },
  definitions: {
    dataset: {
      type: 'object',
      required: [
        'title',
        'description',
        'keyword',
        'modified',
        'publisher',
        'contactPoint',
        'identifier',
        'accessLevel',
      ],
      properties: {
        '@type': { enum: ['dcat:Dataset'] },
        title: text,
        description: text,
        keyword: { type: 'array', minItems: 1, items: text },
        modified: { type: 'string', pattern: iso8601 },
        issued: { type: 'string', pattern: iso8601 },
        publisher: {
          type: 'object',
          required: ['name'],
          properties: { name: text, '@type': { enum: ['org:Organization'] } },
        },
        contactPoint: {
          type: 'object',
          required: ['fn'],
          properties: {
            '@type': { enum: ['vcard:Contact'] },
            fn: text,
            hasEmail: { type: 'string', pattern: '^mailto:[^@\\s]+@[^@\\s]+\\.[^@\\s]+$' },
          },
        },
        identifier: text,
        accessLevel: { enum: ['public', 'restricted public', 'non-public'] },
        rights: { type: 'string', minLength: 1, maxLength: 255 },
        license: uri,
        spatial: text,
        temporal: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}/\\d{4}-\\d{2}-\\d{2}$' },
        accrualPeriodicity: { type: 'string', pattern: '^(irregular|R/P(\\d+[YMWD])?(T\\d+[HMS])?)$' },
        landingPage: uri,
        language: { type: 'array', items: { type: 'string', pattern: '^[a-z]{2}(-[A-Za-z]+)*$' } },
        theme: { type: 'array', minItems: 1, items: text },
        describedBy: uri,
        describedByType: { type: 'string', pattern: '^[-\\w.+]+/[-\\w.+]+$' },
        distribution: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: {
              '@type': { enum: ['dcat:Distribution'] },
              downloadURL: uri,
              accessURL: uri,
              title: text,
              format: text,
            },
            dependencies: {
              downloadURL: {
                required: ['mediaType'],
                properties: { mediaType: { type: 'string', pattern: '^[-\\w]+/[-\\w]+(\\.[-\\w]+)*([+][-\\w]+)?$' } },
              },
            },
          },
        },
      },
    },
  },
};

/** Data Package v2 with Data Resource and Table Schema, of what they require and what we write. */
const dataPackage = {
  type: 'object',
  required: ['resources'],
  properties: {
    $schema: { const: 'https://datapackage.org/profiles/2.0/datapackage.json' },
    name: { type: 'string', pattern: '^[-a-z0-9._/]+$' },
    id: text,
    title: text,
    description: { type: 'string' },
    homepage: uri,
    version: text,
    created: { type: 'string', format: 'date-time' },
    keywords: { type: 'array', minItems: 1, items: text },
    licenses: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        anyOf: [{ required: ['name'] }, { required: ['path'] }],
        properties: { name: { type: 'string', pattern: '^[-a-zA-Z0-9._]+$' }, path: uri, title: text },
      },
    },
    sources: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        minProperties: 1,
        properties: { title: text, path: uri, email: { type: 'string', format: 'email' } },
      },
    },
    contributors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        minProperties: 1,
        properties: { title: text, path: uri, roles: { type: 'array', items: text } },
      },
    },
    resources: { type: 'array', minItems: 1, items: { $ref: '#/definitions/resource' } },
  },
  definitions: {
    resource: {
      type: 'object',
      required: ['name', 'path'],
      properties: {
        name: text,
        path: uri,
        type: { const: 'table' },
        format: text,
        mediatype: { type: 'string', pattern: '^.+/.+$' },
        encoding: text,
        bytes: { type: 'integer', minimum: 0 },
        hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
        schema: { $ref: '#/definitions/schema' },
      },
      if: { required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['schema'] },
    },
    schema: {
      type: 'object',
      required: ['fields'],
      properties: {
        $schema: { const: 'https://datapackage.org/profiles/2.0/tableschema.json' },
        fields: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['name', 'type'],
            properties: {
              name: text,
              type: { enum: ['string', 'integer', 'number', 'date', 'datetime', 'boolean'] },
              title: text,
              description: text,
              categories: { type: 'array', items: { type: 'object', required: ['value'] } },
            },
          },
        },
        missingValues: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};

const link = {
  type: 'object',
  required: ['href', 'rel'],
  properties: { href: uri, rel: text, type: text, title: { type: 'string' } },
};
const links = { type: 'array', items: link };
const geometry = {
  oneOf: [
    { type: 'null' },
    {
      type: 'object',
      required: ['type', 'coordinates'],
      properties: {
        type: { enum: ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] },
      },
    },
  ],
};

/** 17-069r4: collections.yaml, featureCollectionGeoJSON.yaml; 20-004r1: recordGeoJSON.yaml. */
const collections = {
  type: 'object',
  required: ['links', 'collections'],
  properties: {
    links,
    collections: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'links'],
        properties: {
          id: { type: 'string', pattern: '^[\\w.-]+$' },
          title: text,
          description: text,
          itemType: { enum: ['feature', 'record'] },
          crs: { type: 'array', items: text },
          links,
          extent: {
            type: 'object',
            properties: {
              spatial: {
                type: 'object',
                required: ['bbox'],
                properties: {
                  bbox: {
                    type: 'array',
                    minItems: 1,
                    items: { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
                  },
                },
              },
              temporal: {
                type: 'object',
                properties: {
                  interval: {
                    type: 'array',
                    minItems: 1,
                    items: {
                      type: 'array',
                      minItems: 2,
                      maxItems: 2,
                      items: { type: ['string', 'null'], format: 'date-time' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

const feature = {
  type: 'object',
  required: ['type', 'geometry', 'properties', 'id'],
  properties: {
    type: { const: 'Feature' },
    id: { type: ['string', 'integer'] },
    geometry,
    properties: { type: 'object' },
    links,
  },
};

const featureCollection = (items: object) => ({
  type: 'object',
  required: ['type', 'features', 'links'],
  properties: {
    type: { const: 'FeatureCollection' },
    features: { type: 'array', items },
    links,
    timeStamp: { type: 'string', format: 'date-time' },
    numberMatched: { type: 'integer', minimum: 0 },
    numberReturned: { type: 'integer', minimum: 0 },
  },
});

const record = {
  ...feature,
  required: ['type', 'geometry', 'properties', 'id', 'links', 'conformsTo', 'time'],
  properties: {
    ...feature.properties,
    time: { type: ['object', 'null'] },
    conformsTo: { type: 'array', minItems: 1, items: text },
    properties: {
      type: 'object',
      required: ['type', 'title'],
      properties: {
        type: { const: 'dataset' },
        title: text,
        created: { type: 'string', format: 'date-time' },
        updated: { type: 'string', format: 'date-time' },
        keywords: { type: 'array', items: text },
        externalIds: { type: 'array', items: { type: 'object', required: ['value'] } },
        language: { type: 'object', required: ['code'] },
        themes: { type: 'array', items: { type: 'object', required: ['concepts', 'scheme'] } },
        formats: {
          type: 'array',
          items: { type: 'object', anyOf: [{ required: ['name'] }, { required: ['mediaType'] }] },
        },
        contacts: {
          type: 'array',
          items: { type: 'object', anyOf: [{ required: ['name'] }, { required: ['organization'] }] },
        },
        license: text,
      },
    },
  },
};

/** Croissant 1.1: what the specification requires of a dataset, a file object, a record set and a field. */
const croissant = {
  type: 'object',
  required: ['@context', '@type', 'conformsTo', 'name', 'description', 'license', 'url', 'creator', 'datePublished'],
  properties: {
    '@type': { const: 'sc:Dataset' },
    conformsTo: { const: 'http://mlcommons.org/croissant/1.1' },
    name: text,
    description: text,
    license: uri,
    url: uri,
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    datePublished: { type: 'string', format: 'date' },
    isLiveDataset: { type: 'boolean' },
    citeAs: text,
    creator: { type: 'object', required: ['@type', 'name'] },
    distribution: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['@type', '@id', 'name', 'contentUrl', 'encodingFormat', 'sha256'],
        properties: {
          '@type': { const: 'cr:FileObject' },
          contentUrl: uri,
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          contentSize: { type: 'string', pattern: '^\\d+ B$' },
        },
      },
    },
    recordSet: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['@type', '@id', 'name', 'field'],
        properties: {
          '@type': { const: 'cr:RecordSet' },
          field: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              required: ['@type', '@id', 'name', 'dataType', 'source'],
              properties: {
                '@type': { const: 'cr:Field' },
                dataType: { enum: ['sc:Text', 'sc:Integer', 'sc:Float', 'sc:Date', 'sc:DateTime', 'sc:Boolean'] },
                source: {
                  type: 'object',
                  required: ['fileObject', 'extract'],
                  properties: { extract: { type: 'object', required: ['column'] } },
                },
              },
            },
          },
        },
      },
    },
  },
};

const ajv = formats.default(new Ajv({ allErrors: true, strictTypes: false, allowUnionTypes: true }));
const ajv04 = formats.default(new Ajv04({ allErrors: true }));

const compiled = {
  dcatUs: ajv04.compile(dcatUs),
  dataPackage: ajv.compile(dataPackage),
  collections: ajv.compile(collections),
  features: ajv.compile(featureCollection(feature)),
  feature: ajv.compile(feature),
  records: ajv.compile(featureCollection(record)),
  record: ajv.compile(record),
  croissant: ajv.compile(croissant),
} satisfies Record<string, ValidateFunction>;

/** What is wrong with a document, one line a fault; empty when it is valid. */
export function schemaFaults(name: keyof typeof compiled, document: unknown): string[] {
  const validate: ValidateFunction = compiled[name];
  if (validate(document)) return [];
  return (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''} ${JSON.stringify(one.params)}`);
}
