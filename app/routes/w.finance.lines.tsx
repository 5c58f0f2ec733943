import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { TreasuryLineOut } from '#api/revenue/reconcile.ts';
import { lineActions, settlements, treasuryDifferences, treasuryLineStates } from '#api/revenue/rules/codes.ts';
import { bookingLine, correctingLine, explainingLine, treasuryOperations } from '#api/revenue/treasury-contract.ts';
import { appContext } from '#app/context.ts';
import { finance } from '#app/i18n/finance.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { moneyText, monthText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { FinanceRooms } from '#app/ui/revenue/finance-rooms.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.finance.lines.ts';

const told = z.object({
  done: z.enum(['import', 'again', 'all', 'line']).optional(),
  lines: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  known: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  exact: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  differences: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  fen: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = treasuryOperations.listTreasuryLines.query
    .catch({ page: 1, page_size: 50 })
    .parse({ page_size: 50, ...asked });
  return orRefusal(async () => ({
    query,
    list: await services.revenue.listLines(ctx, query),
    outstanding: (await services.revenue.listOutstanding(ctx)).items,
    works: ctx.viewer?.duties.includes('finance_issue') ?? false,
    told: told.catch({}).parse(asked),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { revenue: r } }) => {
    const [verb = '', id = ''] = (form.name ?? '').split('-');
    if (verb === 'import') {
      const { file } = form.read(z.object({ file: z.instanceof(File) }));
      const bytes = new Uint8Array(await file.arrayBuffer());
      const made = await form.once((ctx) => r.importReport(ctx, { file_name: file.name, bytes }));
      const { lines, known, exact, differences } = made;
      return redirect(paths.treasuryLines({ done: made.again ? 'again' : 'import', lines, known, exact, differences }));
    }
    if (verb === 'all') {
      const { ctx } = context.get(appContext);
      const made = await r.confirmExact(ctx);
      return redirect(
        paths.treasuryLines({ done: 'all', lines: made.confirmed, differences: made.left, fen: made.amount_fen }),
      );
    }
    await form.once((ctx) => {
      switch (verb) {
        case 'confirm':
          return r.confirmLine(ctx, id, form.read(bookingLine));
        case 'book':
          return r.bookLine(ctx, id, form.read(bookingLine));
        case 'repay':
          return r.repayLine(ctx, id, form.read(bookingLine));
        case 'correct':
          return r.correctLine(ctx, id, form.read(correctingLine));
        case 'explain':
          return r.explainLine(ctx, id, form.read(explainingLine));
        default:
          throw data(null, 400);
      }
    });
    return redirect(paths.treasuryLines({ done: 'line' }));
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];

export default function TreasuryLines({ loaderData: d }: Route.ComponentProps) {
  const t = useT(finance);
  const side = useSide();
  const { lines: n = '0', known = '0', exact = '0', differences = '0', fen = '0' } = d.told;
  const ready = d.list.groups.find((one) => one.state === 'open' && one.difference === null);
  return (
    <>
      <PageHeader title={t('lines')} lead={<p className="max-w-[42em]">{t('lines_lead')}</p>} />
      <FinanceRooms room="lines" />
      {d.told.done !== undefined && (
        <Notice tone="success" live>
          {d.told.done === 'import' && t('imported', { lines: n, known, exact, differences })}
          {d.told.done === 'again' && t('imported_again')}
          {d.told.done === 'line' && t('done')}
          {d.told.done === 'all' && t('confirmed_all', { n, amount: moneyText(fen) })}
          {d.told.done === 'all' && differences !== '0' && ` ${t('confirmed_left', { n: differences })}`}
        </Notice>
      )}
      {d.works && (
        <Section id="import" title={t('import_title')}>
          <Form name="import" encType="multipart/form-data">
            <FileInput name="file" label={t('import_file')} help={t('import_help')} accept=".csv,.txt,text/csv" />
            <Button>{t('import_send')}</Button>
          </Form>
        </Section>
      )}
      <Section
        id="lines"
        title={t('room_lines')}
        actions={
          d.works && ready !== undefined ? (
            <Form inline name="all">
              <Button size="small">{t('confirm_all', { n: ready.lines, amount: moneyText(ready.amount_fen) })}</Button>
            </Form>
          ) : undefined
        }
      >
        <Tabs
          label={t('by_state')}
          tabs={[undefined, ...treasuryLineStates.codes].map((state) => ({
            to: paths.treasuryLines({ state }),
            label: state === undefined ? t('all') : side(treasuryLineStates.words[state]),
            current: state === d.query.state,
          }))}
        />
        <Lines rows={d.list.items} />
        <Pagination
          page={d.list.page}
          pageSize={d.list.page_size}
          total={d.list.total}
          href={(page) => paths.treasuryLines({ state: d.query.state, page })}
        />
      </Section>
      <Section id="outstanding" title={t('outstanding_title')} lead={t('outstanding_lead')}>
        {d.outstanding.length === 0 ? (
          <p className="help">{t('outstanding_none')}</p>
        ) : (
          <Outstanding rows={d.outstanding} />
        )}
      </Section>
    </>
  );
}

function Lines({ rows }: { readonly rows: readonly TreasuryLineOut[] }) {
  const t = useT(finance);
  const side = useSide();
  const gap = (row: TreasuryLineOut) =>
    row.expected_fen === null ? null : BigInt(row.amount_fen) - BigInt(row.expected_fen);
  const differs = (given: string, expected: string | null) =>
    expected === null || given === expected ? given : <strong>{`${given} ≠ ${expected}`}</strong>;
  const columns: readonly Column<TreasuryLineOut>[] = [
    { key: 'receipt', head: t('receipt_line'), kind: 'fixed', cell: (row) => row.receipt_no },
    {
      key: 'order',
      head: t('payment_order'),
      kind: 'fixed',
      cell: (row) =>
        row.statement_id === null ? (
          row.payment_order_no
        ) : (
          <Link to={paths.remittance(row.statement_id)}>{row.payment_order_no}</Link>
        ),
    },
    { key: 'amount', head: t('reported'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'expected',
      head: t('expected'),
      kind: 'number',
      cell: (row) => (row.expected_fen === null ? null : <Money fen={row.expected_fen} />),
    },
    {
      key: 'gap',
      head: t('gap'),
      kind: 'number',
      cell: (row) => {
        const one = gap(row);
        return one === null || one === 0n ? null : <Money fen={one} />;
      },
    },
    {
      key: 'difference',
      head: t('difference'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.state === 'settled' ? 'done' : row.difference === null ? 'open' : 'refused'}>
          {row.difference === null ? t('agrees') : side(treasuryDifferences.words[row.difference])}
        </StateDot>
      ),
    },
    { key: 'way', head: t('way'), cell: (row) => <Ways line={row} /> },
    {
      key: 'subject',
      head: t('subject'),
      kind: 'fixed',
      cell: (row) => differs(row.subject_code, row.expected_subject),
    },
    { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => differs(row.treasury_code, row.expected_treasury) },
    { key: 'day', head: t('day'), kind: 'fixed', cell: (row) => <DateText day={row.received_on} /> },
  ];
  const sum = (of: (row: TreasuryLineOut) => string | null) =>
    rows.reduce((all, row) => all + BigInt(of(row) ?? '0'), 0n);
  return (
    <DataTable
      caption={t('lines')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      totals={{
        receipt: t('total'),
        amount: <Money fen={sum((row) => row.amount_fen)} />,
        expected: <Money fen={sum((row) => row.expected_fen)} />,
      }}
      empty={<Empty title={t('no_lines')}>{t('no_lines_text')}</Empty>}
    />
  );
}

/** What can be done with a line, as small forms in its row; or what was done with it. */
function Ways({ line }: { readonly line: TreasuryLineOut }) {
  const t = useT(finance);
  const side = useSide();
  if (line.settled_how !== null) {
    return (
      <>
        {side(settlements.words[line.settled_how])}
        {line.repayment_id !== null && (
          <>
            {' '}
            <Link to={paths.repayment(line.repayment_id)}>{line.repayment_no}</Link>
          </>
        )}
        {line.document_no !== null && ` ${line.document_no}`}
        {line.settled_note !== null && ` ${line.settled_note}`}
      </>
    );
  }
  const ways = line.ways ?? [];
  if (ways.length === 0) return null;
  return ways.map((way) => (
    <Form key={way} inline name={`${way}-${line.id}`}>
      {way === 'correct' && <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />}
      {(way === 'explain' || (way === 'confirm' && line.difference === 'late')) && (
        <TextInput name="note" label={t('note')} width="medium" maxLength={500} />
      )}
      <Button size="small" look="plain" aria-label={`${side(lineActions.words[way])} ${line.receipt_no}`}>
        {side(lineActions.words[way])}
      </Button>
    </Form>
  ));
}

function Outstanding({ rows }: { readonly rows: Loaded['outstanding'] }) {
  const t = useT(finance);
  const locale = useLocale();
  type Row = Loaded['outstanding'][number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'order',
      head: t('payment_order'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.remittance(row.statement_id)}>{row.payment_order_no}</Link>,
    },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: (row) => (row.due_on === null ? null : <Clock due={row.due_on} left={row.days_left} />),
    },
    { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => monthText(row.period, locale) },
    { key: 'issued', head: t('issued'), kind: 'fixed', cell: (row) => <DateText day={row.issued_on} /> },
    { key: 'payer', head: t('payer'), cell: (row) => row.payer_name },
    { key: 'treasury', head: t('treasury'), cell: (row) => row.treasury_name },
  ];
  const sum = rows.reduce((all, row) => all + BigInt(row.amount_fen), 0n);
  return (
    <DataTable
      caption={t('outstanding_title')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.payment_order_no}
      totals={{ order: t('total'), amount: <Money fen={sum} /> }}
    />
  );
}
