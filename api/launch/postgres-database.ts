/** Databases on a server: asking whether it answers, creating and dropping. */
import pg from 'pg';
import { locale } from '#api/launch/postgres-cluster.ts';

/** The application's database on the embedded server. */
export const embeddedDatabase = 'jinshu';

/** True when the server accepts a connection and a query. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Creates the database when it is missing: UTF-8, sorted as Chinese readers expect (pinyin). Returns true if it did. */
export async function ensureDatabase(
  server: { url(database: string): string },
  name: string,
  template?: string,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if ((found.rowCount ?? 0) > 0) return false;
    const make =
      template === undefined
        ? `template template0 encoding 'UTF8' locale_provider icu icu_locale 'zh-Hans-CN' locale '${locale()}'`
        : `template ${client.escapeIdentifier(template)}`;
    await client.query(`create database ${client.escapeIdentifier(name)} ${make}`);
    return true;
  } finally {
    await client.end();
  }
}

export async function dropDatabase(server: { url(database: string): string }, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  } finally {
    await client.end();
  }
}
