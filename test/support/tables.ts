/** A tables port in a folder of its own, and files to feed it. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createDuckdbTables, type DuckdbTablesOptions } from '#api/ports/tables/duckdb.ts';
import type { IngestResult, TablesPort } from '#api/ports/tables/port.ts';
import { removeFolder } from '#test/support/folder.ts';

export interface TablesBench {
  readonly tables: TablesPort;
  readonly folder: string;
  /** Writes an upload, ingests it and answers the result. */
  ingest(content: string | Uint8Array, name?: string): Promise<IngestResult>;
  /** A fresh scratch directory. */
  scratch(): Promise<string>;
  close(): Promise<void>;
}

export async function makeTables(options: Partial<DuckdbTablesOptions> = {}): Promise<TablesBench> {
  const folder = await mkdtemp(join(tmpdir(), 'jinshu-tables-'));
  const tables = await createDuckdbTables({ directories: [folder], scratchRoot: join(folder, 'scratch'), ...options });
  let made = 0;
  const scratch = async () => {
    const path = join(folder, `work-${made++}`);
    await mkdir(path);
    return path;
  };
  return {
    tables,
    folder,
    scratch,
    async ingest(content, name = 'upload.csv') {
      const scratchDir = await scratch();
      const path = join(scratchDir, 'raw');
      await writeFile(path, content);
      return tables.ingest({ path, originalName: name, scratchDir });
    },
    async close() {
      await tables.close();
      await removeFolder(folder);
    },
  };
}

export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
