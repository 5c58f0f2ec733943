/** The OpenAPI 3.1 document, made from the operation tables: the contracts are the source, the file is the witness. */

import type { ZodObject, ZodType } from 'zod';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { isBytes, type Operation } from '#api/kernel/operation.ts';
import { operationTables } from '#api/operations.ts';
import { currentVersion } from '#api/releases/rules/releases.ts';

const problem = z
  .object({
    type: z.string().meta({ description: 'Address of the explanation of this code' }),
    title: z.string().meta({ description: 'The sentence in Chinese and English' }),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable name of the refusal', example: 'catalog.no_basis' }),
    detail: z.string().meta({ description: 'The sentence in the language of the request' }),
    article: z.string().optional().meta({ description: 'Article of the regulation the refusal rests on' }),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    fields: z.array(z.object({ path: z.string(), zh: z.string(), en: z.string() })).optional(),
    request_id: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });

type Paths = NonNullable<Parameters<typeof createDocument>[0]['paths']>;

/** The whole document as a plain object; written as YAML by openapi-cli.ts. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [room, table] of Object.entries(operationTables)) {
    for (const [name, operation] of Object.entries(table as Record<string, Operation>)) {
      const path = operation.path.replace(/:(\w+)/g, '{$1}');
      paths[path] ??= {};
      paths[path][operation.method] = describe(room, name, operation);
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '晋数 Jinshu API',
      version: currentVersion,
      description:
        'Open data needs no key. A session token (POST /session) acts for its person; an API key of an agreement in force reads licensed data. ' +
        'Refusals are RFC 9457 problem documents with a stable code and a sentence in Chinese and English. ' +
        'Unsafe operations take an Idempotency-Key: the same key and body get the same answer, another body is refused. ' +
        'An access token (POST /tokens) acts for its person from scripts. Outside this document: the CKAN Action API at /api/3/action ' +
        '(help_show?name=… explains an action; CKAN’s own clients work unmodified) and an MCP endpoint at /mcp.',
    },
    servers: [{ url: '/api/v1' }],
    tags: Object.keys(operationTables).map((name) => ({ name })),
    paths: paths as Paths,
    components: {
      securitySchemes: {
        session: {
          type: 'http',
          scheme: 'bearer',
          description: 'Session token `jss_…`, also kept as a cookie by the pages; or an access token `jst_…`',
        },
        participant: {
          type: 'http',
          scheme: 'bearer',
          description:
            'Token `jpt_…` of a confirmed mailbox (POST /participants/confirm); a session or access token serves as well',
        },
        key: { type: 'http', scheme: 'bearer', description: 'API key `jsk_…` of an agreement in force' },
      },
    },
  });
}

function describe(room: string, name: string, operation: Operation): Record<string, unknown> {
  const unsafe = operation.method !== 'get';
  const hasBody = Object.keys((operation.body as ZodObject).shape ?? { any: 1 }).length > 0;
  return {
    operationId: name,
    tags: [room],
    summary: operation.summary.join(' / '),
    ...(operation.description === undefined ? {} : { description: operation.description }),
    ...(operation.deprecated === undefined ? {} : { deprecated: true, 'x-sunset': operation.deprecated.sunset }),
    // OpenAPI 3.1: roles needed may be listed for any scheme.
    security:
      operation.auth === 'public' ? [] : [{ [operation.auth]: operation.scope === undefined ? [] : [operation.scope] }],
    requestParams: {
      path: operation.params as ZodObject,
      query: operation.query as ZodObject,
      ...(unsafe ? { header: z.object({ 'Idempotency-Key': z.string().max(200).optional() }) } : {}),
    },
    ...(operation.upload === undefined
      ? hasBody
        ? { requestBody: { required: true, content: { 'application/json': { schema: operation.body } } } }
        : {}
      : { requestBody: { required: true, content: uploadContent(operation.upload) } }),
    responses: {
      [String(operation.status ?? 200)]: isBytes(operation.out)
        ? { description: 'Bytes', content: bytesContent(operation.out.media) }
        : { description: 'Done', content: { 'application/json': { schema: operation.out as ZodType } } },
      default: {
        description: ['Refused', ...(operation.refusals ?? []).map((code) => `\`${code}\``)].join(' '),
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}

const binary = { type: 'string', format: 'binary' };

function bytesContent(media: readonly string[]) {
  return Object.fromEntries(media.map((type) => [type, { schema: binary }]));
}

function uploadContent(upload: NonNullable<Operation['upload']>) {
  const fields = Object.fromEntries(
    Object.entries(upload.fields ?? {}).map(([field, description]) => [field, { type: 'string', description }]),
  );
  return Object.fromEntries(
    upload.media.map((type) => [
      type,
      {
        schema: type.startsWith('multipart/')
          ? { type: 'object', properties: { file: binary, ...fields }, required: ['file'] }
          : binary,
      },
    ]),
  );
}
