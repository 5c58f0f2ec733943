import { Link } from 'react-router';
import type { AgreementOut } from '#api/agreements/view.ts';
import { agreementDrafts } from '#app/i18n/agreement-drafts.ts';
import { paths } from '#app/paths.ts';
import { clauseTitle } from '#app/present/clause-lines.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { han } from './clause-change.tsx';

type Props = Pick<AgreementOut, 'template' | 'deviations'>;

/** Where an agreement leaves the template it was drawn from: for both parties and for the filing desk. */
export function Deviations({ template, deviations }: Props) {
  const t = useT(agreementDrafts);
  const locale = useLocale();
  if (template === null) return null;
  const value = (text: string | null) => (text === null ? '∅' : text);
  return (
    <Section id="template" title={t('template')}>
      <p>
        <Link to={paths.template(template.id)} lang={han(template.name)}>
          {t('template_used', { name: template.name, n: template.version })}
        </Link>
      </p>
      {deviations.length === 0 ? (
        <p className="help">{t('template_same')}</p>
      ) : (
        <>
          <Notice tone="warn" title={t('deviations', { n: deviations.length })} />
          <DataTable
            caption={t('deviations', { n: deviations.length })}
            captionHidden
            rowKey={(row) => row.clause}
            rows={deviations}
            columns={[
              {
                key: 'clause',
                head: t('deviation_clause'),
                kind: 'fixed',
                cell: (row) => clauseTitle(row.clause, locale),
              },
              {
                key: 'reason',
                head: t('deviation_reason'),
                cell: (row) => <span lang={han(row.reason)}>{row.reason}</span>,
              },
              {
                key: 'change',
                head: t('deviation_change'),
                cell: (row) => (
                  <ul className="deviation-list">
                    {row.changes.map((one) => (
                      <li key={one.path} lang={han(`${one.before} ${one.after}`)}>
                        <del>{value(one.before)}</del> → <ins>{value(one.after)}</ins>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}
