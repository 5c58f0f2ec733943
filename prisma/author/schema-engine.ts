/**
 * Prisma's schema engine as WebAssembly, driven directly: the native engine is a download that offline machines do not
 * get. Only what writing a migration takes: the difference between a live database and prisma/schema/*.prisma.
 */

import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

export const schemaDirectory = path.resolve(import.meta.dirname, '../schema');

/** SQL that turns the database's present structure into the schema's; null when they agree. */
export async function sqlToReachSchema(databaseUrl: string, directory = schemaDirectory): Promise<string | null> {
  await loadEngine();
  const files = await Promise.all(
    (await readdir(directory))
      .filter((name) => name.endsWith('.prisma'))
      .sort()
      .map(async (name) => ({
        path: path.join(directory, name),
        content: await readFile(path.join(directory, name), 'utf8'),
      })),
  );
  const factory = bindMigrationAwareSqlAdapterFactory(new CatalogueReader({ connectionString: databaseUrl }));
  const instance = await engine.SchemaEngine.new(
    { datamodels: files.map((file) => [file.path, file.content]) },
    () => {},
    factory,
  );
  try {
    const { stdout, exitCode } = await instance.diff({
      from: { tag: 'schemaDatasource', files, configDir: directory },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 2 ? (stdout ?? '') : null;
  } finally {
    instance.free();
  }
}

let loaded: Promise<void> | null = null;

/** The package's own entry imports `.wasm` as a module, which Node does not do without a flag. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    // The engine reports a panic through this; without it a panic would surface as an unrelated TypeError.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: {
        set_message(message: string) {
          throw new Error(`The schema engine failed: ${message}`);
        },
      },
    });
    const file = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm');
    const { instance } = await WebAssembly.instantiate(await readFile(file), {
      './schema_engine_bg.js': engine as never,
    });
    const exports = instance.exports as { __wbindgen_start(): void };
    (engine as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(exports);
    exports.__wbindgen_start();
  })();
  return loaded;
}

/**
 * The engine reads PostgreSQL's catalogue, whose column types the adapter does not map: `"char"` must arrive as a
 * character, arrays of names as texts. Values come as the driver reads them.
 */
class CatalogueReader extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const client = adapter.underlyingDriver();
    adapter.queryRaw = async (query: SqlQuery): Promise<SqlResultSet> => {
      const { fields, rows } = await client.query<unknown[]>({
        text: query.sql,
        values: [...query.args],
        rowMode: 'array',
      });
      const kinds = fields.map((field) => columnTypes[field.dataTypeID] ?? ColumnTypeEnum.Text);
      const asText = fields.map((field) => columnTypes[field.dataTypeID] === undefined);
      return {
        columnNames: fields.map((field) => field.name),
        columnTypes: kinds,
        rows: rows.map((row) =>
          row.map((value, i) => (asText[i] && value !== null && typeof value !== 'string' ? String(value) : value)),
        ),
      };
    };
    return adapter;
  }
}

const { BOOL, CHAR, INT2, INT4, INT8, OID } = pg.types.builtins;
const columnTypes: Readonly<Record<number, ColumnType>> = {
  [BOOL]: ColumnTypeEnum.Boolean,
  [CHAR]: ColumnTypeEnum.Character,
  [INT2]: ColumnTypeEnum.Int32,
  [INT4]: ColumnTypeEnum.Int32,
  [INT8]: ColumnTypeEnum.Int64,
  [OID]: ColumnTypeEnum.Int64,
  // bool[] int2[] int4[] text[] oid[] varchar[] name[] "char"[]
  1000: ColumnTypeEnum.BooleanArray,
  1005: ColumnTypeEnum.Int32Array,
  1007: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
  1028: ColumnTypeEnum.Int64Array,
  1015: ColumnTypeEnum.TextArray,
  1003: ColumnTypeEnum.TextArray,
  1002: ColumnTypeEnum.CharacterArray,
};
