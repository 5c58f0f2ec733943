import type { ReactNode } from 'react';
import { enclave as words } from '#app/i18n/enclave.ts';
import { useT } from '#app/present/words.ts';
import { Empty } from '../empty.tsx';

export interface AnswerTableProps {
  readonly label: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  /** What an empty cell is called; nothing where it is simply empty. */
  readonly hidden?: boolean;
  readonly empty: ReactNode;
}

/** Rows as they were answered, in a region that scrolls by keyboard. */
export function AnswerTable({ label, columns, rows, hidden = false, empty }: AnswerTableProps) {
  const t = useT(words);
  if (rows.length === 0) return <>{typeof empty === 'string' ? <Empty title={empty} /> : empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard (WCAG 2.1.1)
    <section className="table-region" aria-label={label} tabIndex={0}>
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ name, type }) => (
              <th key={name} scope="col" data-kind={kindOf(type)} lang="zh-CN">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
            <tr key={at}>
              {columns.map(({ name, type }, place) => {
                const cell = row[place];
                const text = cell === null || cell === undefined ? '' : String(cell);
                return (
                  <td key={name} data-kind={kindOf(type)} lang={text === '' ? undefined : 'zh-CN'}>
                    {text === '' && hidden ? <span lang={undefined}>{t('hidden_cell')}</span> : text.replace('T', ' ')}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const kindOf = (type: string) => (type === 'integer' || type === 'decimal' ? 'number' : 'text');
