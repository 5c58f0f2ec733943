import { Link } from 'react-router';
import { degrees } from '#api/licensing/rules/codes.ts';
import { certificateStandings } from '#api/licensing/rules/kind-codes.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';
import { Money } from '#app/ui/money.tsx';

const pdf = (id: string) => `/api/v1/documents/${id}/document.pdf`;

export function CaseFacts({ application: a }: { readonly application: ApplicationOut }) {
  const t = useT(licensing);
  return (
    <DescriptionList
      facts={[
        { term: t('developer'), value: a.developer.name },
        { term: t('agency'), value: a.agency.name },
        {
          term: t('datasets'),
          value: (
            <ul>
              {a.datasets.map((one) => (
                <li key={one.code}>
                  <Link to={paths.dataset(one.code)}>{one.title}</Link> <span className="help">{one.code}</span>
                </li>
              ))}
            </ul>
          ),
        },
        ...(a.clock.received_on === null
          ? []
          : [{ term: t('submitted_on'), value: <DateText day={a.clock.received_on} /> }]),
      ]}
    />
  );
}

export function MaterialFacts({ application: a }: { readonly application: ApplicationOut }) {
  const t = useT(licensing);
  const side = useSide();
  const locale = useLocale();
  const text = (value: string) => (value === '' ? null : <span className="clause-text">{value}</span>);
  const term =
    a.term_from === '' || a.term_to === ''
      ? null
      : t('days_range', { from: dayText(a.term_from, locale), to: dayText(a.term_to, locale) });
  return (
    <DescriptionList
      facts={[
        { term: t('purpose'), value: text(a.purpose) },
        { term: t('scenario'), value: text(a.scenario) },
        { term: t('scope'), value: text(a.scope) },
        { term: t('degree'), value: degrees.is(a.degree) ? side(degrees.words[a.degree]) : null },
        { term: t('term'), value: term },
      ]}
    />
  );
}

/** Decision, fee and certificate, as far as there are any. */
export function OutcomeFacts({ application: a }: { readonly application: ApplicationOut }) {
  const t = useT(licensing);
  const k = useT(licensingKinds);
  const side = useSide();
  const locale = useLocale();
  const facts: Fact[] = [];
  if (a.decided_at !== null)
    facts.push(
      { term: t('decided_at'), value: <DateText instant={a.decided_at} /> },
      { term: t('reason'), value: <span className="clause-text">{a.decision_reason}</span> },
    );
  if (a.conditions !== null)
    facts.push({ term: k('conditions'), value: <span className="clause-text">{a.conditions}</span> });
  if (a.legal_basis !== null)
    facts.push({ term: k('legal_basis'), value: <span className="clause-text">{a.legal_basis}</span> });
  if (a.remedy !== null) facts.push({ term: t('remedy'), value: side(a.remedy) });
  if (a.fee_fen !== null)
    facts.push(
      { term: t('fee'), value: a.fee_fen === '0' ? t('fee_none') : <Money fen={a.fee_fen} /> },
      { term: t('fee_basis'), value: a.fee_basis },
    );
  if (a.fee_receipt_no !== null)
    facts.push(
      { term: t('fee_receipt'), value: a.fee_receipt_no },
      { term: t('fee_paid_on'), value: a.fee_paid_on === null ? null : <DateText day={a.fee_paid_on} /> },
    );
  if (a.certificate !== null)
    facts.push(
      {
        term: t('certificate'),
        value: (
          <>
            {a.certificate.no} · {side(certificateStandings.words[a.certificate.standing])} ·{' '}
            <a href={pdf(a.certificate.document_id)}>{t('open_pdf')}</a> ·{' '}
            <Link to={paths.verify(a.certificate.document_id)}>{t('verify')}</Link>
          </>
        ),
      },
      {
        term: t('valid'),
        value: t('days_range', {
          from: dayText(a.certificate.valid_from, locale),
          to: dayText(a.certificate.valid_to, locale),
        }),
      },
    );
  return facts.length === 0 ? null : <DescriptionList facts={facts} />;
}
