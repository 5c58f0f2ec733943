/** A client of Delta Sharing written from the protocol document: what delta-sharing for Python and Spark do over HTTP. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { removeFolder } from '#test/support/folder.ts';

export interface ShareProfile {
  readonly shareCredentialsVersion: number;
  readonly endpoint: string;
  readonly bearerToken: string;
  readonly expirationTime?: string;
}

export interface Named {
  readonly name: string;
  readonly share?: string;
  readonly schema?: string;
}

interface Line {
  readonly protocol?: { minReaderVersion?: number; deltaProtocol?: { minReaderVersion: number } };
  readonly metaData?: {
    id?: string;
    schemaString?: string;
    size?: number;
    deltaMetadata?: { schemaString: string };
  };
  readonly file?: {
    url?: string;
    id: string;
    size: number;
    stats?: string;
    expirationTimestamp: number;
    deltaSingleAction?: { add: { path: string } };
  };
}

/** @param served where the server really listens: the tests' server does not know its port beforehand. */
export function deltaClient(profile: ShareProfile, served: string) {
  const here = (url: string) => url.replace(new URL(profile.endpoint).origin, served);
  const call = (path: string, init: RequestInit = {}) =>
    fetch(here(`${profile.endpoint}${path}`), {
      ...init,
      headers: { authorization: `Bearer ${profile.bearerToken}`, ...init.headers },
    });
  const at = (table: Named) => `/shares/${table.share}/schemas/${table.schema}/tables/${table.name}`;
  const lines = async (answer: Response): Promise<Line[]> =>
    (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  return {
    call,
    here,
    /** All pages of a list. */
    async list(path: string, maxResults?: number): Promise<Named[]> {
      const found: Named[] = [];
      let token = '';
      do {
        const query = new URLSearchParams({
          ...(maxResults === undefined ? {} : { maxResults: String(maxResults) }),
          ...(token === '' ? {} : { pageToken: token }),
        });
        const answer = await call(`${path}?${query}`);
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
        const page = (await answer.json()) as { items?: Named[]; nextPageToken?: string };
        found.push(...(page.items ?? []));
        token = page.nextPageToken ?? '';
      } while (token !== '');
      return found;
    },
    version: async (table: Named, query = '') => {
      const answer = await call(`${at(table)}/version${query}`);
      return { status: answer.status, version: answer.headers.get('delta-table-version') };
    },
    async metadata(table: Named, capabilities?: string) {
      const headers = capabilities === undefined ? {} : { 'delta-sharing-capabilities': capabilities };
      const answer = await call(`${at(table)}/metadata`, { headers });
      return { answer, lines: answer.ok ? await lines(answer) : [] };
    },
    async query(table: Named, body: unknown = {}, headers: Record<string, string> = {}) {
      const answer = await call(`${at(table)}/query`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      if (!answer.ok) return { answer, lines: [], url: '', error: (await answer.json()) as { errorCode: string } };
      const found = await lines(answer);
      const file = found.find((one) => one.file !== undefined)?.file;
      return { answer, lines: found, url: here(file?.url ?? file?.deltaSingleAction?.add.path ?? ''), error: null };
    },
    /** The whole table, its file fetched without the key as pyarrow does. */
    async load(table: Named, body: unknown = {}) {
      const { url, answer, lines: found, error } = await this.query(table, body);
      if (error !== null) throw new Error(`${answer.status} ${error.errorCode}`);
      const file = await fetch(url);
      if (!file.ok) throw new Error(`${file.status} ${await file.text()}`);
      return { ...(await readParquet(new Uint8Array(await file.arrayBuffer()))), answer, lines: found, url };
    },
  };
}

/** Columns, rows as JSON and what its footer says, read by an engine that has never heard of this platform. */
export async function readParquet(bytes: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'jinshu-delta-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const path = join(folder, 'table.parquet');
    await writeFile(path, bytes);
    const read = await connection.runAndReadAll(`FROM read_parquet('${path}')`);
    const about = await connection.runAndReadAll(
      `SELECT decode(key), decode(value) FROM parquet_kv_metadata('${path}')`,
    );
    return {
      columns: read.columnNames(),
      rows: read.getRowsJson(),
      about: Object.fromEntries(about.getRowsJson() as [string, string][]),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await removeFolder(folder);
  }
}
