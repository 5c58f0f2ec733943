import { bases } from '#app/i18n/bases.ts';
import { useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';

interface Term {
  readonly agency: { readonly id: string; readonly name: string; readonly name_en: string | null };
  readonly document_no: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

/** Who led a topic, and by which document. */
export function LeadHistory({ leads }: { readonly leads: readonly Term[] }) {
  const t = useT(bases);
  return (
    <Section title={t('history')}>
      <DataTable
        caption={t('history')}
        captionHidden
        rows={leads}
        rowKey={(row) => row.valid_from}
        empty={<Empty title={t('no_history')} />}
        columns={[
          { key: 'agency', head: t('lead'), cell: (row) => <UnitName of={row.agency} /> },
          { key: 'from', head: t('from'), kind: 'fixed', cell: (row) => <DateText day={row.valid_from} /> },
          {
            key: 'to',
            head: t('until'),
            kind: 'fixed',
            cell: (row) => (row.valid_to === null ? t('today_on') : <DateText day={row.valid_to} />),
          },
          { key: 'doc', head: t('document_no'), cell: (row) => <span lang="zh-CN">{row.document_no}</span> },
        ]}
      />
    </Section>
  );
}
