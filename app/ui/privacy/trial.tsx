import type { TrialOut } from '#api/deidentification/trial.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { Figures } from './figures.tsx';

/** What a plan would do: figures on the whole table and the first rows before and after. */
export function Trial({ trial }: { readonly trial: TrialOut }) {
  const t = useT(privacy);
  const passed = trial.verdict.passed;
  return (
    <Section id="trial" title={t('trial')}>
      <div className="stack">
        <Notice tone={passed ? 'success' : 'warn'} title={passed ? t('trial_good') : t('trial_bad')}>
          {t('trial_kept')}
        </Notice>
        <Figures
          before={trial.before}
          after={trial.after}
          loss={trial.loss}
          verdict={trial.verdict}
          k={trial.demand.k}
        />
        <Rows title={`${t('first_rows')} · ${t('before')}`} {...trial.head.before} />
        <Rows title={`${t('first_rows')} · ${t('after')}`} {...trial.head.after} />
      </div>
    </Section>
  );
}

interface RowsProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[] | null)[];
}

function Rows({ title, columns, rows }: RowsProps) {
  const t = useT(privacy);
  const numbered = rows.map((cells, at) => ({ at, cells }));
  return (
    <DataTable
      caption={title}
      rows={numbered}
      rowKey={(row) => String(row.at)}
      columns={[
        { key: 'row number', head: '#', kind: 'fixed', cell: (row) => String(row.at + 1) },
        ...columns.map((column, at) => ({
          key: `column ${column}`,
          head: column,
          cell: ({ cells }: (typeof numbered)[number]) =>
            cells === null ? at === 0 ? <em>{t('row_gone')}</em> : null : <span lang="zh-CN">{cells[at]}</span>,
        })),
      ]}
    />
  );
}
