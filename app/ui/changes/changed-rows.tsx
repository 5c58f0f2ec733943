import { Link } from 'react-router';
import type { ChangesOut } from '#api/datasets/changes.ts';
import { diffKinds } from '#api/datasets/rules/changes.ts';
import { changes as words } from '#app/i18n/changes.ts';
import { textWidth } from '#app/present/dataset-text.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '../data-table.tsx';
import { Tabs } from '../tabs.tsx';
import type { ShownChanges } from './changes-page.tsx';

type Row = ChangesOut['rows'][number];
interface Numbered {
  readonly row: Row;
  readonly at: number;
}
type Cell = NonNullable<Row['after']>[number];

/** Half characters that a cell may have without being broken into lines. */
const oneLine = 24;

export interface ChangedRowsProps {
  readonly shown: ShownChanges;
  readonly answer: ChangesOut;
  readonly href: (query: Readonly<Record<string, string | number | undefined>>) => string;
}

/** The rows of one kind; in a changed row the old value stands under the new one. */
export function ChangedRows({ shown, answer, href }: ChangedRowsProps) {
  const t = useT(words);
  const locale = useLocale();
  const { kind } = shown;
  const { limit, offset } = shown.query;
  const total = answer[kind] ?? 0;
  const kinds = diffKinds.filter((one) => answer[one] !== null);
  return (
    <>
      <Tabs
        label={t('rows')}
        tabs={kinds.map((one) => ({
          to: `${href({ kind: one })}#rows`,
          label: `${t(one)} ${numberText(answer[one] ?? 0, locale)}`,
          current: one === kind,
        }))}
      />
      <DataTable
        caption={t(kind)}
        note={
          total === 0
            ? undefined
            : t('range', {
                from: numberText(offset + 1, locale),
                to: numberText(offset + answer.rows.length, locale),
                total: numberText(total, locale),
              })
        }
        rows={answer.rows.map<Numbered>((row, at) => ({ row, at }))}
        rowKey={({ at }) => String(at)}
        empty={<p>{t('none')}</p>}
        columns={answer.shown.map((column, at) => ({
          key: column.name,
          head: column.name,
          kind: kindOf(column.type, answer.rows, at),
          cell: ({ row }: Numbered) => <Value row={row} at={at} />,
        }))}
      />
      <nav className="actions mt-4" aria-label={t('pages')}>
        {offset > 0 && <Link to={`${href({ kind, offset: Math.max(0, offset - limit) })}#rows`}>{t('earlier')}</Link>}
        {offset + answer.rows.length < total && (
          <Link to={`${href({ kind, offset: offset + limit })}#rows`}>{t('later')}</Link>
        )}
      </nav>
    </>
  );
}

/** Short words stay on one line; a narrow column would set Han text one character a line. */
function kindOf(type: string, rows: readonly Row[], at: number): 'number' | 'fixed' | 'text' {
  if (type === 'integer' || type === 'decimal') return 'number';
  const short = rows.every(({ before, after }) =>
    [before, after].every((row) => textWidth(text(row?.[at] ?? null) ?? '') <= oneLine),
  );
  return short ? 'fixed' : 'text';
}

function Value({ row, at }: { readonly row: Row; readonly at: number }) {
  const t = useT(words);
  const was = row.before?.[at] ?? null;
  const is = row.after?.[at] ?? null;
  if (row.before === null) return text(is);
  if (row.after === null) return text(was);
  if (was === is) return text(is);
  return (
    <>
      <ins>{text(is) ?? '—'}</ins>
      <small className="under">
        {t('was')} <del>{text(was) ?? '—'}</del>
      </small>
    </>
  );
}

const text = (cell: Cell): string | null => (cell === null ? null : String(cell));
