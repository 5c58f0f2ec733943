/**
 * Delta Sharing, the open protocol by which pandas, Spark and Power BI read a table of somebody else (delta-io/delta-sharing,
 * PROTOCOL.md). An agreement is a share, a dataset a schema, a table of it a table; versions of the dataset are table versions.
 */
import { addDays, type Day, startOfDay } from '#api/kernel/time.ts';
import { refuse } from './refusals.ts';

/** Seconds a file's address is good for. Each read of it asks again whether the agreement is in force. */
export const addressSeconds = 3600;

/** Names may hold no space, slash, full stop or control character ("Names"); `#` ends an address in the clients. */
const unsafe = /[\s/.#?%\\\p{Cc}]+/gu;

export const nameOf = (text: string): string => text.replace(unsafe, '-').slice(0, 200);

/** Names differ by more than case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const schemaOf = (code: string): string => code.replace('/', '-');

/** The code of the dataset a schema stands for, or null. */
export function codeOfSchema(schema: string): string | null {
  const [, group, seq] = /^(\w{1,30})-(\d{1,12})$/.exec(schema) ?? [];
  return group === undefined || seq === undefined ? null : `${group}/${seq}`;
}

export interface SharedTable {
  readonly name: string;
  readonly schema: string;
  readonly share: string;
}

/** The names tables go by, in order: two that come out the same are told apart by a number. */
export function tableNames(written: readonly string[]): string[] {
  const taken = new Set<string>();
  return written.map((text) => {
    const plain = nameOf(text);
    let name = plain;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain}_${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

export interface PageAsked {
  readonly maxResults?: string | undefined;
  readonly pageToken?: string | undefined;
}
export interface NamedPage<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

const mostResults = 500;

/** Refuses `usage.sharing_malformed`. None asked for answers none, and a token all the same. */
export function pageOf<T>(all: readonly T[], { maxResults, pageToken }: PageAsked): NamedPage<T> {
  const most = maxResults === undefined || maxResults === '' ? mostResults : Number(maxResults);
  if (!Number.isInteger(most) || most < 0 || most > 2_147_483_647)
    throw refuse('usage.sharing_malformed', { what: 'maxResults' });
  const [, digits] = /^p(\d{1,9})$/.exec(Buffer64.decode(pageToken ?? '')) ?? [];
  if (pageToken !== undefined && pageToken !== '' && (digits === undefined || Number(digits) > all.length))
    throw refuse('usage.sharing_malformed', { what: 'pageToken' });
  const from = Number(digits ?? 0);
  const to = from + Math.min(most, mostResults);
  const items = all.slice(from, to);
  return to < all.length ? { items, nextPageToken: Buffer64.encode(`p${to}`) } : { items };
}

/** Hexadecimal, so that nobody takes a token for a number to count with; rules have no Node types. */
const Buffer64 = {
  encode: (text: string): string => [...text].map((one) => one.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
  decode: (hex: string): string =>
    /^([0-9a-f]{2})+$/.test(hex) ? hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))) : '',
};

export type ResponseFormat = 'parquet' | 'delta';

export interface Capabilities {
  readonly format: ResponseFormat;
  readonly readerFeatures: readonly string[];
  /** Said in the answer only to who asked. */
  readonly asked: boolean;
}

/** From `delta-sharing-capabilities`. Refuses `usage.sharing_malformed` where only formats are named that there are not. */
export function capabilitiesOf(header: string | undefined): Capabilities {
  const said = new Map<string, string[]>();
  for (const part of (header ?? '').toLowerCase().slice(0, 1000).split(';')) {
    const [key, value] = part.split('=', 2).map((text) => text.trim());
    if (key && value)
      said.set(
        key,
        value
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      );
  }
  const formats = said.get('responseformat') ?? ['parquet'];
  // Of both the simpler one: our tables have no feature that needs the other.
  const format = (['parquet', 'delta'] as const).find((one) => formats.includes(one));
  if (format === undefined) throw refuse('usage.sharing_malformed', { what: 'delta-sharing-capabilities' });
  return { format, readerFeatures: said.get('readerfeatures') ?? [], asked: header !== undefined };
}

export interface QueryAsked {
  readonly version: number | null;
  readonly timestamp: string | null;
}

/**
 * What a query asks that is more than a hint. `predicateHints`, `jsonPredicateHints` and `limitHint` are best effort by the
 * protocol and the client applies them itself: they change nothing here, so nothing can be found out by them.
 */
export function readQuery(body: unknown): QueryAsked {
  if (body === undefined || body === null) return { version: null, timestamp: null };
  if (typeof body !== 'object' || Array.isArray(body)) throw refuse('usage.sharing_malformed', { what: 'JSON' });
  const { version, timestamp, limitHint, ...rest } = body as Record<string, unknown>;
  for (const name of ['startingVersion', 'endingVersion', 'startingTimestamp', 'endingTimestamp'])
    if (rest[name] !== undefined && rest[name] !== null) throw refuse('usage.sharing_no_changes');
  if (limitHint != null && !(Number.isSafeInteger(limitHint) && Number(limitHint) >= 0))
    throw refuse('usage.sharing_malformed', { what: 'limitHint' });
  const number = version ?? null;
  if (number !== null && !(Number.isSafeInteger(number) && Number(number) >= 0))
    throw refuse('usage.sharing_malformed', { what: 'version' });
  const at = timestamp ?? null;
  if (at !== null && (typeof at !== 'string' || number !== null))
    throw refuse('usage.sharing_malformed', { what: 'timestamp' });
  return { version: number as number | null, timestamp: at === null ? null : instantOf(at) };
}

/** ISO 8601 in UTC, as "Timestamp Format" has it. */
export function instantOf(text: string): string {
  const at = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(at))
    throw refuse('usage.sharing_malformed', { what: 'timestamp' });
  return new Date(at).toISOString();
}

export interface TypedColumn {
  readonly name: string;
  /** As DuckDB writes it, e.g. `DECIMAL(18,2)`. */
  readonly sqlType: string;
}

const plainTypes: Readonly<Record<string, string>> = {
  TINYINT: 'byte',
  SMALLINT: 'short',
  INTEGER: 'integer',
  BIGINT: 'long',
  UTINYINT: 'short',
  USMALLINT: 'integer',
  UINTEGER: 'long',
  UBIGINT: 'decimal(20,0)',
  // DuckDB writes it into a Parquet as a double.
  HUGEINT: 'double',
  FLOAT: 'float',
  DOUBLE: 'double',
  DATE: 'date',
  BOOLEAN: 'boolean',
};

const hasClock = (type: string): boolean => type.startsWith('TIMESTAMP');

/** The type a column has in a schema ("Primitive Types"). Our instants are wall clocks without a zone. */
function sparkType(sqlType: string, wallClock: boolean): string {
  if (hasClock(sqlType)) return wallClock ? 'timestamp_ntz' : 'timestamp';
  const [, precision, scale] = /^DECIMAL\((\d+), ?(\d+)\)$/.exec(sqlType) ?? [];
  return precision === undefined ? (plainTypes[sqlType] ?? 'string') : `decimal(${precision},${scale})`;
}

export function schemaString(columns: readonly TypedColumn[], wallClock = false): string {
  return JSON.stringify({
    type: 'struct',
    fields: columns.map(({ name, sqlType }) => ({
      name,
      type: sparkType(sqlType, wallClock),
      nullable: true,
      metadata: {},
    })),
  });
}

export interface TableFacts {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly columns: readonly TypedColumn[];
  readonly version: number;
  /** Milliseconds. */
  readonly publishedAt: number;
}

export interface FileFacts {
  readonly url: string;
  readonly id: string;
  readonly size: number;
  readonly stats: string;
  /** Milliseconds. */
  readonly expires: number;
}

/** The lines of an answer to a query, or to the question for metadata where `file` is null. */
export function linesOf(table: TableFacts, { format, readerFeatures }: Capabilities, file: FileFacts | null): string {
  const lines = format === 'delta' ? deltaLines(table, readerFeatures, file) : parquetLines(table, file);
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

const sizes = (file: FileFacts | null) => (file === null ? {} : { size: file.size, numFiles: 1 });

function parquetLines(table: TableFacts, file: FileFacts | null): object[] {
  const { id, name, description, version, publishedAt } = table;
  return [
    { protocol: { minReaderVersion: 1 } },
    {
      metaData: {
        id,
        name,
        description,
        format: { provider: 'parquet' },
        schemaString: schemaString(table.columns),
        partitionColumns: [],
        configuration: {},
        version,
        accessModes: ['url'],
        ...sizes(file),
      },
    },
    ...(file === null
      ? []
      : [
          {
            file: {
              url: file.url,
              id: file.id,
              partitionValues: {},
              size: file.size,
              stats: file.stats,
              version,
              timestamp: publishedAt,
              expirationTimestamp: file.expires,
            },
          },
        ]),
  ];
}

function deltaLines(table: TableFacts, readerFeatures: readonly string[], file: FileFacts | null): object[] {
  const { id, name, description, version, publishedAt } = table;
  const wallClock = readerFeatures.includes('timestampntz') && table.columns.some((one) => hasClock(one.sqlType));
  const features = { readerFeatures: ['timestampNtz'], writerFeatures: ['timestampNtz'] };
  return [
    {
      protocol: {
        deltaProtocol: wallClock
          ? { minReaderVersion: 3, minWriterVersion: 7, ...features }
          : { minReaderVersion: 1, minWriterVersion: 2 },
      },
    },
    {
      metaData: {
        deltaMetadata: {
          id,
          name,
          description,
          format: { provider: 'parquet', options: {} },
          schemaString: schemaString(table.columns, wallClock),
          partitionColumns: [],
          configuration: {},
          createdTime: publishedAt,
        },
        version,
        accessModes: ['url'],
        ...sizes(file),
      },
    },
    ...(file === null
      ? []
      : [
          {
            file: {
              id: file.id,
              size: file.size,
              version,
              timestamp: publishedAt,
              expirationTimestamp: file.expires,
              deltaSingleAction: {
                add: {
                  path: file.url,
                  partitionValues: {},
                  size: file.size,
                  modificationTime: publishedAt,
                  dataChange: true,
                  stats: file.stats,
                },
              },
            },
          },
        ]),
  ];
}

export interface Profile {
  readonly shareCredentialsVersion: 1;
  readonly endpoint: string;
  readonly bearerToken: string;
  readonly expirationTime?: string;
}

/** What a client is told about where to go and with what key ("Profile File Format"). Holds the key: as secret as the key is. */
export function profileOf(
  publicUrl: string,
  secret: string,
  key: { readonly expires_on: Day | null; readonly effective_to: Day | null },
): Profile {
  const last = key.expires_on ?? key.effective_to;
  return {
    shareCredentialsVersion: 1,
    endpoint: `${publicUrl}/delta-sharing`,
    bearerToken: secret,
    ...(last === null ? {} : { expirationTime: startOfDay(addDays(last, 1)).toISOString() }),
  };
}
