import { data, Link, redirect } from 'react-router';
import type { z } from 'zod';
import { type bankCaseLine, caseQuery, confirmingAll, explaining } from '#api/banking/contract.ts';
import { caseKinds, caseStates } from '#api/banking/rules/codes.ts';
import type { LineOut } from '#api/banking/view.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { appContext } from '#app/context.ts';
import { banking } from '#app/i18n/banking.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/bank-tone.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { dayText, moneyText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { BankTabs } from '#app/ui/banking/bank-tabs.tsx';
import { LineTable, writtenColumns } from '#app/ui/banking/line-table.tsx';
import { useQueueKeys } from '#app/ui/banking/use-queue-keys.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.bank._index.ts';

const outcomes = ['confirmed', 'second', 'cases', 'left'] as const;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const { page } = pageQuery.catch({ page: 1, page_size: 50 }).parse({ page: asked.page ?? 1 });
  const done = outcomes.map((name) => [name, /^\d{1,4}$/.test(asked[name] ?? '') ? Number(asked[name]) : 0] as const);
  const common = { done: Object.fromEntries(done), noted: asked.done === 'note' };
  const sized = { page, page_size: 50 };
  return orRefusal(async () => {
    if (asked.tab === 'cases') {
      const query = caseQuery.catch({ page: 1, page_size: 50, state: 'active' }).parse({ ...asked, ...sized });
      return { tab: 'cases' as const, ...common, query, cases: await services.banking.listCases(ctx, query) };
    }
    const state = asked.tab === 'out' ? ('unexplained' as const) : ('proposed' as const);
    const lines = await services.banking.listLines(ctx, { ...sized, state, statement: undefined });
    return { tab: asked.tab === 'out' ? ('out' as const) : ('queue' as const), ...common, lines };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { banking: bank } }) => {
    const [verb, id = ''] = (form.name ?? '').split('-');
    if (verb === 'note') {
      const input = form.read(explaining);
      await form.once((ctx) => bank.explainLine(ctx, id, input));
      return redirect(paths.bank({ tab: 'out', done: 'note' }));
    }
    if (verb !== 'confirm' && verb !== 'all') throw data(null, 400);
    const input = verb === 'all' ? form.read(confirmingAll) : { ids: [] };
    const done = await form.once((ctx) => (verb === 'all' ? bank.confirmLines(ctx, input) : bank.confirmLine(ctx, id)));
    const { confirmed, second, to_cases, left } = done;
    const some = (n: number) => (n === 0 ? undefined : n);
    return redirect(
      paths.bank({ confirmed: some(confirmed), second: some(second), cases: some(to_cases), left: some(left) }),
    );
  });
}

export const shouldRevalidate = () => true;

export default function Bank({ loaderData: d }: Route.ComponentProps) {
  const t = useT(banking);
  const said = outcomes.flatMap((name) =>
    (d.done[name] ?? 0) > 0 ? [t(`done_${name}`, { n: d.done[name] ?? 0 })] : [],
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<p className="max-w-[42em]">{t('lead')}</p>}
        actions={<LinkButton to={paths.bankStatements()}>{t('to_import')}</LinkButton>}
      />
      <BankTabs at={d.tab} />
      {said.length > 0 && (
        <Notice tone={(d.done.confirmed ?? 0) > 0 ? 'success' : 'info'} live>
          {said.join(' ')}
        </Notice>
      )}
      {d.noted && (
        <Notice tone="success" live>
          {t('note_saved')}
        </Notice>
      )}
      {d.tab === 'cases' ? (
        <Cases cases={d.cases} query={d.query} />
      ) : d.tab === 'out' ? (
        <Out lines={d.lines} />
      ) : (
        <Queue lines={d.lines} />
      )}
    </>
  );
}

interface Lines {
  readonly items: readonly LineOut[];
  readonly total: number;
  readonly page: number;
  readonly page_size: number;
}

function Queue({ lines }: { readonly lines: Lines }) {
  const t = useT(banking);
  const side = useSide();
  useQueueKeys();
  const own = lines.items.filter((line) => line.refusal === null);
  const confirm: Column<LineOut> = {
    key: 'confirm',
    head: t('confirm'),
    kind: 'fixed',
    cell: (row) => {
      const label = t('confirm_label', { payer: row.payer_name, amount: moneyText(row.amount_fen) });
      if (row.refusal !== null) {
        return (
          <small title={side(row.refusal)}>
            {row.first_confirmed ? t('first_done') : t('second_note')}
            <span className="sr-only">{side(row.refusal)}</span>
          </small>
        );
      }
      return (
        <span data-queue-confirm="">
          <Form name={`confirm-${row.id}`} inline>
            <Button look="plain" size="small" aria-label={label}>
              {row.first_confirmed ? t('confirm_second') : t('confirm')}
            </Button>
          </Form>
          {row.second_needed && !row.first_confirmed && <small>{t('second_note')}</small>}
        </span>
      );
    },
  };
  return (
    <>
      {lines.items.length > 0 && (
        <p className="help">
          <strong>{t('keys')}</strong> {t('keys_help')}
        </p>
      )}
      {own.length > 1 && (
        <div data-queue-all="" className="my-4">
          <Form name="all">
            {own.map((line) => (
              <input key={line.id} type="hidden" name="ids[]" value={line.id} readOnly />
            ))}
            <Button>{t('confirm_all', { n: own.length })}</Button>
          </Form>
        </div>
      )}
      <LineTable
        caption={t('tab_queue')}
        rows={lines.items}
        queue
        more={[confirm]}
        without={['state', 'balance']}
        empty={
          <Empty title={t('queue_empty')}>
            <p>{t('queue_empty_text')}</p>
            <p>
              <Link to={paths.bankStatements()}>{t('to_import')}</Link>
            </p>
          </Empty>
        }
      />
      <Pagination
        page={lines.page}
        pageSize={lines.page_size}
        total={lines.total}
        href={(page) => paths.bank({ page })}
      />
    </>
  );
}

function Out({ lines }: { readonly lines: Lines }) {
  const t = useT(banking);
  const note: Column<LineOut> = {
    key: 'note',
    head: t('note'),
    cell: (row) => (
      <Form name={`note-${row.id}`} inline>
        <TextInput name="note" label={t('note')} defaultValue={row.note ?? ''} maxLength={500} />
        <Button look="plain" size="small">
          {t('note_save')}
        </Button>
      </Form>
    ),
  };
  return (
    <>
      <LineTable
        caption={t('tab_out')}
        rows={lines.items}
        more={[note]}
        without={['state', 'balance', 'order']}
        empty={<Empty title={t('out_empty')}>{t('out_empty_text')}</Empty>}
      />
      <Pagination
        page={lines.page}
        pageSize={lines.page_size}
        total={lines.total}
        href={(page) => paths.bank({ tab: 'out', page })}
      />
    </>
  );
}

type CaseLine = z.output<typeof bankCaseLine>;

interface CasesProps {
  readonly cases: {
    readonly items: readonly CaseLine[];
    readonly total: number;
    readonly page: number;
    readonly page_size: number;
    readonly remaining_fen: string;
  };
  readonly query: { readonly state: string; readonly kind?: string | undefined };
}

function Cases({ cases, query }: CasesProps) {
  const t = useT(banking);
  const side = useSide();
  const locale = useLocale();
  useQueueKeys();
  const columns: readonly Column<CaseLine>[] = [
    {
      key: 'no',
      head: t('case_no'),
      kind: 'fixed',
      cell: (row) => (
        <Link to={paths.bankCase(row.id)} data-queue-row="">
          {row.no}
        </Link>
      ),
    },
    { key: 'why', head: t('why'), cell: (row) => side(caseKinds.words[row.kind]) },
    { key: 'remaining', head: t('remaining'), kind: 'number', cell: (row) => <Money fen={row.remaining_fen} /> },
    { key: 'amount', head: t('arrived'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    ...writtenColumns<CaseLine>({ payer: t('payer'), memo: t('memo') }),
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <>
          <StateDot tone={row.asked ? 'open' : caseTone[row.state]}>
            {row.asked ? t('asked') : side(caseStates.words[row.state])}
          </StateDot>
          {row.held_until !== null && <small> {t('held_until', { day: dayText(row.held_until, locale) })}</small>}
        </>
      ),
    },
    { key: 'day', head: t('day'), kind: 'fixed', cell: (row) => dayText(row.value_date, locale) },
    { key: 'order', head: t('order'), kind: 'fixed', cell: (row) => row.order_no },
  ];
  return (
    <>
      <Form method="get" name="filter" inline>
        <input type="hidden" name="tab" value="cases" readOnly />
        <Select
          name="state"
          label={t('filter_state')}
          blank={null}
          defaultValue={query.state}
          options={[
            { value: 'active', label: t('active') },
            ...caseStates.codes.map((code) => ({ value: code, label: side(caseStates.words[code]) })),
          ]}
        />
        <Select
          name="kind"
          label={t('why')}
          blank={t('all_states')}
          defaultValue={query.kind ?? ''}
          options={caseKinds.codes.map((code) => ({ value: code, label: side(caseKinds.words[code]) }))}
        />
        <Button look="plain">{t('filter')}</Button>
      </Form>
      <p className="help">{t('cases_sum', { amount: moneyText(cases.remaining_fen) })}</p>
      <DataTable
        caption={t('tab_cases')}
        captionHidden
        columns={columns}
        rows={cases.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('cases_empty')}>{t('cases_empty_text')}</Empty>}
      />
      <Pagination
        page={cases.page}
        pageSize={cases.page_size}
        total={cases.total}
        href={(page) => paths.bank({ tab: 'cases', ...query, page })}
      />
    </>
  );
}
