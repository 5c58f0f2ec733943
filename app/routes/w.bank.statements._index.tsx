import { data, Link, redirect } from 'react-router';
import type { z } from 'zod';
import type { bankStatementLine } from '#api/banking/contract.ts';
import { bankStatementStates, statementFormats } from '#api/banking/rules/codes.ts';
import { refuse } from '#api/banking/rules/refusals.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { banking } from '#app/i18n/banking.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { BankTabs } from '#app/ui/banking/bank-tabs.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { UploadForm } from '#app/ui/upload-form.tsx';
import type { Route } from './+types/w.bank.statements._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  const { page } = pageQuery.catch({ page: 1, page_size: 20 }).parse(Object.fromEntries(url.searchParams));
  return orRefusal(async () => ({
    list: await services.banking.listStatements(ctx, { page, page_size: 20 }),
    uploads: duties.includes('finance_review') || duties.includes('finance_issue'),
  }));
}

/** Without JavaScript the file comes here; with it the same form goes to the API. */
export async function action({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, { bytes: 20 * 1024 * 1024, text: '20 MB' }, ({ name, stream }) =>
      services.banking.uploadStatement(ctx, { fileName: name, stream }),
    );
    if (taken === null) throw refuse('banking.no_file');
    return redirect(paths.bankStatement(taken.id, taken.already ? { done: 'already' } : {}));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: 'upload', typed: {} };
    return data(refused, { status: error.status });
  }
}

type Line = z.output<typeof bankStatementLine>;

export default function BankStatements({ loaderData: { list, uploads } }: Route.ComponentProps) {
  const t = useT(banking);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Line>[] = [
    {
      key: 'file',
      head: t('file'),
      cell: (row) => (
        <Link to={paths.bankStatement(row.id)} lang="zh-CN">
          {row.file_name}
        </Link>
      ),
    },
    {
      key: 'period',
      head: t('period'),
      kind: 'fixed',
      cell: (row) =>
        row.from === null || row.to === null
          ? null
          : t('period_value', { from: dayText(row.from, locale), to: dayText(row.to, locale) }),
    },
    {
      key: 'lines',
      head: t('lines'),
      kind: 'fixed',
      cell: (row) => (row.state === 'draft' ? null : t('lines_value', { lines: row.lines, fresh: row.new_lines })),
    },
    { key: 'credit', head: t('credit'), kind: 'number', cell: (row) => <Money fen={row.credit_fen} /> },
    { key: 'debit', head: t('debit'), kind: 'number', cell: (row) => <Money fen={row.debit_fen} /> },
    {
      key: 'closing',
      head: t('closing'),
      kind: 'number',
      cell: (row) => (row.closing_fen === null ? null : <Money fen={row.closing_fen} />),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.state === 'done' ? 'done' : row.state === 'draft' ? 'open' : 'wait'}>
          {side(bankStatementStates.words[row.state])}
        </StateDot>
      ),
    },
    { key: 'format', head: t('format'), kind: 'fixed', cell: (row) => side(statementFormats.words[row.format]) },
    { key: 'uploaded', head: t('uploaded'), kind: 'fixed', cell: (row) => <DateText instant={row.uploaded_at} /> },
  ];
  return (
    <>
      <PageHeader title={t('statements_title')} breadcrumb={[{ label: t('title'), to: paths.bank() }]} />
      <BankTabs at="statements" />
      {uploads && (
        <Section id="upload" title={t('upload')}>
          <UploadForm
            name="upload"
            endpoint="/api/v1/bank/statements"
            onDone={(answer) => {
              const { id, already } = answer as { id: string; already: boolean };
              return paths.bankStatement(id, already ? { done: 'already' } : {});
            }}
            submit={t('upload_send')}
          >
            <FileInput
              name="file"
              label={t('upload_file')}
              help={t('upload_help')}
              accept=".csv,.txt,.xml,.sta,.940,.mt940,text/csv,text/xml"
            />
          </UploadForm>
        </Section>
      )}
      <Section id="statements" title={t('tab_statements')}>
        <DataTable
          caption={t('statements_title')}
          captionHidden
          columns={columns}
          rows={list.items}
          rowKey={(row) => row.id}
          empty={<Empty title={t('statements_empty')}>{t('statements_empty_text')}</Empty>}
        />
        <Pagination
          page={list.page}
          pageSize={list.page_size}
          total={list.total}
          href={(page) => paths.bankStatements({ page })}
        />
      </Section>
    </>
  );
}
