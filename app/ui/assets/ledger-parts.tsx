import { Link } from 'react-router';
import type { z } from 'zod';
import type { AssetYear, LedgerTotal } from '#api/assets/ledger.ts';
import type { signalsOut } from '#api/assets/ledger-contract.ts';
import type { assetReportsOut } from '#api/assets/report-contract.ts';
import { assetSignalKinds } from '#api/assets/rules/codes.ts';
import { regions } from '#api/kernel/regions.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { HolderName } from './parts.tsx';

type Reports = z.input<typeof assetReportsOut>;
type Signals = z.input<typeof signalsOut>;

/** Sums by agency or by region. */
export function LedgerTotals({
  rows,
  by,
}: {
  readonly rows: readonly LedgerTotal[];
  readonly by: 'by_agency' | 'by_region';
}) {
  const t = useT(assets);
  const side = useSide();
  return (
    <Section title={t(by)}>
      <DataTable
        caption={t(by)}
        captionHidden
        columns={[
          {
            key: 'of',
            head: t(by === 'by_agency' ? 'holder' : 'region'),
            cell: (row) =>
              row.holder === null ? (
                regions.is(row.region_code) ? (
                  side(regions.words[row.region_code])
                ) : (
                  row.region_code
                )
              ) : (
                <HolderName of={row.holder} />
              ),
          },
          { key: 'cards', head: t('cards'), kind: 'number', cell: (row) => row.cards },
          { key: 'cost', head: t('cost'), kind: 'number', cell: (row) => <Money fen={row.cost_fen} /> },
          { key: 'valuation', head: t('valuation'), kind: 'number', cell: (row) => <Money fen={row.valuation_fen} /> },
          { key: 'deliveries', head: t('deliveries'), kind: 'number', cell: (row) => row.deliveries },
          { key: 'grants', head: t('grants'), kind: 'number', cell: (row) => row.grants },
          { key: 'treasury', head: t('treasury'), kind: 'number', cell: (row) => <Money fen={row.treasury_fen} /> },
          { key: 'received', head: t('received'), kind: 'number', cell: (row) => <Money fen={row.received_fen} /> },
        ]}
        rows={rows}
        rowKey={(row) => row.holder?.id ?? row.region_code}
      />
    </Section>
  );
}

/** A year of the register as figures. */
export function LedgerYear({ report: r }: { readonly report: AssetYear }) {
  const t = useT(assets);
  return (
    <Section title={t('report', { year: r.year })}>
      <DescriptionList
        columns={2}
        facts={[
          { term: t('report_as_of'), value: <DateText day={r.as_of} /> },
          { term: t('report_registered'), value: r.registered },
          { term: t('report_changed'), value: r.changed },
          { term: t('report_corrected'), value: r.corrected },
          { term: t('report_renewed'), value: r.renewed },
          { term: t('report_cancelled'), value: r.cancelled },
          { term: t('report_refused'), value: r.refused },
          { term: t('report_transferred'), value: r.transferred },
          { term: t('report_valid'), value: r.valid_at_end },
          { term: t('report_coverage'), value: `${r.covered} / ${r.with_data}` },
          { term: t('report_inventories'), value: `${r.inventories_signed} / ${r.inventories}` },
          { term: t('report_differences'), value: `${r.settled} / ${r.differences}` },
          { term: t('report_treasury'), value: <Money fen={r.ledger.treasury_fen} /> },
        ]}
      />
    </Section>
  );
}

/** Signed yearly reports, and the signature of the one that is due. */
export function LedgerPapers({ papers: p, done }: { readonly papers: Reports; readonly done: string | null }) {
  const t = useT(assets);
  return (
    <Section id="papers" title={t('papers')}>
      {done !== null && (
        <Notice tone="success" live>
          {t('paper_signed', { no: done })}
        </Notice>
      )}
      <DataTable
        caption={t('papers')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('paper_open'),
            kind: 'fixed',
            cell: (row) => <a href={`/api/v1/documents/${row.document_id}/document.pdf`}>{row.no}</a>,
          },
          { key: 'year', head: t('year'), kind: 'number', cell: (row) => row.year },
          { key: 'unit', head: t('paper_unit'), cell: (row) => <HolderName of={row.unit} /> },
          { key: 'at', head: t('day'), kind: 'fixed', cell: (row) => <DateText instant={row.signed_at} /> },
          {
            key: 'verify',
            head: t('verify'),
            cell: (row) => <Link to={paths.verify(row.document_id)}>{t('verify')}</Link>,
          },
        ]}
        rows={p.items}
        rowKey={(row) => row.document_id}
        empty={<Empty title={t('papers_none')}>{t('papers_none_text')}</Empty>}
      />
      {p.of !== null && p.sign_refusal?.code !== 'auth.forbidden' && (
        <CaseAction
          name="sign"
          title={t('paper_sign', { year: p.last_year })}
          lead={t(p.of === 'region' ? 'paper_sign_region' : 'paper_sign_agency')}
          refusal={p.sign_refusal}
        >
          <input type="hidden" name="year" value={p.last_year} readOnly />
          <PasswordInput name="password" label={t('password')} />
          <Button>{t('paper_sign', { year: p.last_year })}</Button>
        </CaseAction>
      )}
    </Section>
  );
}

/** What is not registered or maintained as it should be. */
export function LedgerSignals({ items }: { readonly items: Signals['items'] }) {
  const t = useT(assets);
  const side = useSide();
  return (
    <Section id="signals" title={t('signals')} lead={t('signals_lead')}>
      <DataTable
        caption={t('signals')}
        captionHidden
        columns={[
          { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(assetSignalKinds.words[row.kind]) },
          {
            key: 'subject',
            head: t('subject'),
            cell: (row) => (
              <Link to={row.path}>
                <span lang="zh-CN">{row.subject}</span>
              </Link>
            ),
          },
          { key: 'agency', head: t('holder'), cell: (row) => <HolderName of={row.agency} /> },
          { key: 'since', head: t('since'), kind: 'fixed', cell: (row) => <DateText day={row.since} /> },
        ]}
        rows={items}
        rowKey={(row) => `${row.kind}-${row.subject}`}
        empty={<Empty title={t('signals_none')}>{t('signals_none_text')}</Empty>}
      />
    </Section>
  );
}
