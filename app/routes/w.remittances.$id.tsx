import type { StatementOut } from '#api/revenue/view.ts';
import { appContext } from '#app/context.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { doStatement, loadStatement } from '#app/present/statement-page.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Money } from '#app/ui/money.tsx';
import { Beside } from '#app/ui/revenue/statement-beside.tsx';
import { StatementFrame } from '#app/ui/revenue/statement-frame.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.remittances.$id.ts';

export function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return loadStatement(services, ctx, params.id, url.searchParams.get('done'));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, (form, { services }) =>
    doStatement(services, params.id, form, paths.remittance(params.id)),
  );
}

export const shouldRevalidate = () => true;

export default function Remittance({ loaderData }: Route.ComponentProps) {
  const t = useT(revenue);
  const { statement: s } = loaderData;
  return (
    <StatementFrame
      {...loaderData}
      title={t('remittance_title', { no: s.no })}
      up={{ label: t('remit_title'), to: paths.remittances() }}
      also={<span>{s.developer.name}</span>}
      links={
        <LinkButton look="plain" to={paths.statement(s.id)}>
          {t('to_statement')}
        </LinkButton>
      }
    >
      <Section id="compare" title={t('three_way')} lead={t('three_way_lead')}>
        <ThreeWay statement={s} />
      </Section>
      <Beside statement={s} />
    </StatementFrame>
  );
}

interface Point {
  readonly key: string;
  readonly label: string;
  readonly statement: React.ReactNode;
  readonly order: React.ReactNode;
  readonly receipt: React.ReactNode;
  /** Two or three of the papers say the same; null while there is nothing to compare. */
  readonly same: boolean | null;
}

/** Statement, payment order and receipt side by side: what differs is seen before it is refused. */
function ThreeWay({ statement: s }: { readonly statement: StatementOut }) {
  const t = useT(revenue);
  const o = s.payment_order ?? null;
  const r = s.receipt ?? null;
  const same = (...values: (string | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length < 2 ? null : known.every((value) => value === known[0]);
  };
  const points: Point[] = [
    {
      key: 'number',
      label: t('number'),
      statement: s.no,
      order: o?.no,
      receipt: r?.receipt_no,
      same: same(o?.no, r?.payment_order_no),
    },
    {
      key: 'amount',
      label: t('amount'),
      statement: <Money fen={s.treasury_fen} />,
      order: o === null ? null : <Money fen={o.amount_fen} />,
      receipt: r === null ? null : <Money fen={r.amount_fen} />,
      same: same(s.treasury_fen, o?.amount_fen, r?.amount_fen),
    },
    {
      key: 'treasury',
      label: t('treasury'),
      statement: t('treasury_value', { name: s.treasury_name, code: s.treasury_code }),
      order: o?.treasury_code,
      receipt: r?.treasury_code,
      same: same(s.treasury_code, o?.treasury_code, r?.treasury_code),
    },
    { key: 'words', label: t('amount_words'), statement: null, order: o?.amount_words, receipt: null, same: null },
    {
      key: 'subject',
      label: t('subject'),
      statement: null,
      order: o === null ? null : `${o.subject_code} ${o.subject_names.join(' / ')}`,
      receipt: null,
      same: null,
    },
    {
      key: 'payer',
      label: t('payer'),
      statement: s.developer.name,
      order: o?.payer_name,
      receipt: null,
      same: same(s.developer.name, o?.payer_name),
    },
    {
      key: 'date',
      label: t('date'),
      statement: s.reviewed_at === null ? null : <DateText instant={s.reviewed_at} />,
      order: o === null ? null : <DateText instant={o.issued_at} />,
      receipt: r === null ? null : <DateText day={r.received_on} />,
      same: null,
    },
  ];
  const columns: readonly Column<Point>[] = [
    { key: 'point', head: t('point'), cell: (row) => row.label },
    { key: 'statement', head: t('on_statement'), cell: (row) => row.statement },
    { key: 'order', head: t('on_order'), cell: (row) => row.order },
    { key: 'receipt', head: t('on_receipt'), cell: (row) => row.receipt },
    {
      key: 'same',
      head: t('outcome'),
      kind: 'fixed',
      cell: (row) =>
        row.same === null ? null : (
          <StateDot tone={row.same ? 'done' : 'refused'}>{t(row.same ? 'agrees' : 'differs')}</StateDot>
        ),
    },
  ];
  return <DataTable caption={t('three_way')} captionHidden columns={columns} rows={points} rowKey={(row) => row.key} />;
}
