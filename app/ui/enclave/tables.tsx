import { Link } from 'react-router';
import { enclave as words } from '#app/i18n/enclave.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';

export interface OpenTable {
  readonly names: readonly string[];
  readonly dataset: { readonly code: string; readonly title: string };
  readonly version: number;
  readonly rows: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly filtered: boolean;
}

/** What a statement may read, beside the place where it is written. */
export function OpenTables({ tables }: { readonly tables: readonly OpenTable[] }) {
  const t = useT(words);
  return (
    <ul className="plain-list">
      {tables.map((one) => (
        <li key={one.names[0]}>
          <h3>
            <code>{one.names[0]}</code>{' '}
            <Link to={paths.sandbox(one.dataset.code)}>
              <span lang="zh-CN">{one.dataset.title}</span>
            </Link>
          </h3>
          <p className="help">
            {t('table_rows', { version: one.version, rows: one.rows })}
            {one.filtered && <> · {t('table_filtered')}</>}
          </p>
          {one.names.length > 1 && (
            <p className="help">
              {t('table_names', { names: '' })}
              <code lang="zh-CN">
                {one.names.map((name) => (/^[a-z]\w*$/i.test(name) ? name : `"${name}"`)).join(', ')}
              </code>
            </p>
          )}
          <p>
            {one.columns.map(({ name, type }, at) => (
              <span key={name}>
                {at > 0 && ' · '}
                <code lang="zh-CN">{name}</code> <span className="help">{type}</span>
              </span>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Statements that run as they stand, made from the first table. */
export function examplesOf(
  tables: readonly OpenTable[],
): { readonly key: 'example_1' | 'example_2' | 'example_3'; readonly sql: string }[] {
  const [first] = tables;
  const name = first?.names[0];
  if (first === undefined || name === undefined) return [];
  const quoted = (column: string) => `"${column.replaceAll('"', '""')}"`;
  const key = first.columns.find((one) => one.type === 'text') ?? first.columns[0];
  const figure = first.columns.find((one) => one.type === 'integer' || one.type === 'decimal');
  if (key === undefined) return [];
  const by = quoted(key.name);
  return [
    { key: 'example_1', sql: `SELECT ${by}, count(*) AS n\nFROM ${name}\nGROUP BY ${by}\nORDER BY n DESC` },
    ...(figure === undefined
      ? []
      : [
          {
            key: 'example_2' as const,
            sql: `SELECT ${by}, count(*) AS n,\n  round(avg(${quoted(figure.name)}), 2) AS mean,\n  count(*) FILTER (WHERE ${quoted(figure.name)} > 0) AS above\nFROM ${name}\nGROUP BY ${by}`,
          },
        ]),
    {
      key: 'example_3',
      sql: `WITH g AS (\n  SELECT ${by}, count(*) AS n FROM ${name} GROUP BY ${by}\n)\nSELECT ${by}, n, round(100.0 * n / sum(n) OVER (), 1) AS share\nFROM g ORDER BY n DESC`,
    },
  ];
}
