import { Link } from 'react-router';
import type { Provable } from '#api/security/roots.ts';
import { auditRoots } from '#app/i18n/audit-roots.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { Section } from '../section.tsx';

/** From a thing to the records of what was done about it, each with its proof against a published root. */
export function ProofLinks({ records }: { readonly records: readonly Provable[] }) {
  const t = useT(auditRoots);
  if (records.length === 0) return null;
  return (
    <Section id="proofs" title={t('links')} lead={t('links_lead')}>
      <DataTable
        caption={t('links')}
        captionHidden
        columns={[
          { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
          { key: 'action', head: t('action'), cell: (row) => <code>{row.action}</code> },
          {
            key: 'proof',
            head: t('proof'),
            kind: 'fixed',
            cell: (row) =>
              row.covered ? (
                <Link to={paths.auditRecord(row.seq)}>{t('record_title', { seq: row.seq })}</Link>
              ) : (
                t('links_later')
              ),
          },
        ]}
        rows={records}
        rowKey={(row) => row.seq}
      />
      <p className="help">
        <Link to={paths.auditRoots()}>{t('title')}</Link>
      </p>
    </Section>
  );
}
