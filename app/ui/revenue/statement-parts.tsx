import { Link } from 'react-router';
import { reviewChecks, type StatementState } from '#api/revenue/rules/codes.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths } from '#app/paths.ts';
import { moneyText, monthText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { SplitBar } from '#app/ui/split-bar.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Steps, stepsOf } from '#app/ui/steps.tsx';

export interface Props {
  readonly statement: StatementOut;
}

const course = ['drawn', 'confirmed', 'approved', 'ordered', 'received', 'closed'] as const;
const passed: Readonly<Record<StatementState, number>> = {
  drawn: 1,
  returned: 0,
  confirmed: 2,
  approved: 3,
  ordered: 4,
  received: 5,
  closed: 6,
};

export function StatementSteps({ statement: s }: Props) {
  const t = useT(revenue);
  const at = passed[s.state];
  return <Steps label={t('steps')} steps={stepsOf(course, at, (step) => t(`step_${step}`))} />;
}

export function StatementFacts({ statement: s }: Props) {
  const t = useT(revenue);
  const locale = useLocale();
  return (
    <Section title={t('facts')}>
      <DescriptionList
        columns={2}
        facts={[
          { term: t('period'), value: monthText(s.period, locale) },
          { term: t('agreement'), value: s.agreement_no },
          { term: t('agency'), value: s.agency.name },
          { term: t('developer'), value: s.developer.name },
          { term: t('treasury'), value: t('treasury_value', { name: s.treasury_name, code: s.treasury_code }) },
          { term: t('treasury_part'), value: <Money fen={s.treasury_fen} /> },
          { term: t('drawn_at'), value: <DateText instant={s.drawn_at} /> },
          { term: t('reviewed_at'), value: s.reviewed_at === null ? null : <DateText instant={s.reviewed_at} /> },
          { term: t('due'), value: s.due_on === null ? null : <DateText day={s.due_on} /> },
        ]}
      />
    </Section>
  );
}

type Line = StatementOut['lines'][number];

export function StatementLines({ statement: s }: Props) {
  const t = useT(revenue);
  const amount = (key: keyof Line & `${string}_fen`, head: string): Column<Line> => ({
    key,
    head,
    kind: 'number',
    cell: (row) => <Money fen={row[key]} />,
  });
  const columns: readonly Column<Line>[] = [
    // The agency has no part in the order itself; only its parties can open it.
    {
      key: 'order',
      head: t('order'),
      kind: 'fixed',
      cell: (row) => (s.side === 'agency' ? row.order_no : <Link to={paths.order(row.order_id)}>{row.order_no}</Link>),
    },
    { key: 'product', head: t('product'), cell: (row) => row.product_title },
    {
      key: 'paid',
      head: t('paid_on'),
      kind: 'fixed',
      cell: (row) => (row.paid_on === null ? null : <DateText day={row.paid_on} />),
    },
    amount('gross_fen', t('gross')),
    amount('refunds_fen', t('refunds')),
    amount('treasury_fen', t('to_treasury')),
    amount('developer_fen', t('to_developer')),
    amount('operator_fen', t('to_operator')),
  ];
  const total = (fen: string) => <strong>{moneyText(fen)}</strong>;
  return (
    <Section id="lines" title={t('lines')} lead={t('lines_lead')}>
      <DataTable
        caption={t('lines')}
        captionHidden
        columns={columns}
        rows={s.lines}
        rowKey={(row) => row.order_id}
        totals={{
          order: <strong>{t('total')}</strong>,
          gross_fen: total(s.gross_fen),
          refunds_fen: total(s.refunds_fen),
          treasury_fen: total(s.treasury_fen),
          developer_fen: total(s.developer_fen),
          operator_fen: total(s.operator_fen),
        }}
      />
    </Section>
  );
}

export function StatementParts({ statement: s }: Props) {
  const t = useT(revenue);
  return (
    <Section id="parts" title={t('parts')} lead={t('parts_lead')}>
      <SplitBar
        label={t('parts_label')}
        shares={s.parts.map((part) => ({
          key: `${part.party_kind}-${part.party_id}`,
          label: part.party_name,
          ppm: part.ppm,
          amount: <Money fen={part.amount_fen} />,
        }))}
      />
    </Section>
  );
}

export function Confirmations({ statement: s }: Props) {
  const t = useT(revenue);
  return (
    <Section title={t('confirmations')}>
      <DescriptionList
        facts={[s.agency, s.developer].map((party) => {
          const at = s.confirmations.find((one) => one.organization_id === party.id)?.at;
          return { term: party.name, value: at === undefined ? t('not_confirmed') : <DateText instant={at} /> };
        })}
      />
    </Section>
  );
}

/** The comparisons of the review, each with its outcome as a word and a dot. */
export function Checks({ statement: s }: Props) {
  const t = useT(revenue);
  const side = useSide();
  return (
    <Section id="checks" title={t('checks')} lead={t('checks_lead')}>
      <DataTable
        caption={t('checks')}
        captionHidden
        rows={s.checks}
        rowKey={(row) => row.check}
        columns={[
          { key: 'check', head: t('check'), cell: (row) => side(reviewChecks.words[row.check]) },
          {
            key: 'outcome',
            head: t('outcome'),
            kind: 'fixed',
            cell: (row) => <StateDot tone={row.ok ? 'done' : 'refused'}>{t(row.ok ? 'agrees' : 'differs')}</StateDot>,
          },
        ]}
      />
    </Section>
  );
}

export function Papers({ statement: s }: Props) {
  const t = useT(revenue);
  const order = s.payment_order ?? null;
  if (s.document_id === null) return null;
  const paper = (href: string, label: string, documentId: string) => (
    <p className="actions mt-3" key={documentId}>
      <a className="btn" data-look="plain" data-size="normal" href={href}>
        {label}
      </a>
      <Link to={paths.verify(documentId)}>{t('verify')}</Link>
    </p>
  );
  return (
    <Section id="papers" title={t('papers')}>
      {paper(`/api/v1/statements/${s.id}/paper`, t('paper_statement'), s.document_id)}
      <p className="actions mt-3">
        <a className="btn" data-look="plain" data-size="normal" href={`/api/v1/statements/${s.id}/evidence`}>
          {t('evidence')}
        </a>
        <Link to={paths.statementOrigins(s.id)}>{t('origins_link')}</Link>
        <span className="help">{t('evidence_lead')}</span>
      </p>
      {order !== null && paper(`/api/v1/statements/${s.id}/payment-order/paper`, t('paper_order'), order.document_id)}
    </Section>
  );
}
