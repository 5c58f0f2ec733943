import { Link, redirect } from 'react-router';
import { importing, remapping } from '#api/banking/contract.ts';
import { bankStatementStates, lineStates, statementFormats } from '#api/banking/rules/codes.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { appContext } from '#app/context.ts';
import { banking } from '#app/i18n/banking.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { BalanceCheck } from '#app/ui/banking/balance-check.tsx';
import { LineTable } from '#app/ui/banking/line-table.tsx';
import { StatementDraft } from '#app/ui/banking/statement-draft.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { useRefresh } from '#app/ui/version/use-refresh.ts';
import type { Route } from './+types/w.bank.statements.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const asked = Object.fromEntries(url.searchParams);
  const { page } = pageQuery.catch({ page: 1, page_size: 50 }).parse({ page: asked.page ?? 1 });
  const state = lineStates.is(asked.state) ? asked.state : undefined;
  const done = (['already', 'import', 'columns'] as const).find((one) => one === asked.done) ?? null;
  return orRefusal(async () => {
    const statement = await services.banking.getStatement(ctx, params.id);
    const lines =
      statement.state === 'draft'
        ? null
        : await services.banking.listLines(ctx, { page, page_size: 50, state, statement: params.id });
    return { statement, lines, state: state ?? null, done };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { banking: bank } }) => {
    const { id } = params;
    if (form.name === 'discard') {
      await form.once((ctx) => bank.discardStatement(ctx, id));
      return redirect(paths.bankStatements());
    }
    if (form.name === 'columns') {
      const input = form.read(remapping);
      await form.once((ctx) => bank.mapColumns(ctx, id, input));
      return redirect(paths.bankStatement(id, { done: 'columns' }));
    }
    const input = form.read(importing);
    await form.once((ctx) => bank.importStatement(ctx, id, input));
    return redirect(paths.bankStatement(id, { done: 'import' }));
  });
}

export const shouldRevalidate = () => true;

export default function BankStatement({ loaderData: d }: Route.ComponentProps) {
  const t = useT(banking);
  const side = useSide();
  const locale = useLocale();
  const s = d.statement;
  useRefresh(s.state === 'matching');
  const all = lineStates.codes.reduce((sum, state) => sum + (s.counts[state] ?? 0), 0);
  const file = (format: 'csv' | 'xlsx') =>
    `/api/v1/bank/lines/export?format=${format}&statement=${s.id}${d.state === null ? '' : `&state=${d.state}`}`;
  return (
    <>
      <PageHeader
        title={
          s.from === null || s.to === null
            ? t('draft_title')
            : t('statement_title', { from: dayText(s.from, locale), to: dayText(s.to, locale) })
        }
        breadcrumb={[
          { label: t('title'), to: paths.bank() },
          { label: t('statements_title'), to: paths.bankStatements() },
        ]}
        meta={
          <>
            <StateDot tone={s.state === 'done' ? 'done' : s.state === 'draft' ? 'open' : 'wait'}>
              {side(bankStatementStates.words[s.state])}
            </StateDot>
            <span lang="zh-CN">{s.file_name}</span>
          </>
        }
      />
      {d.done === 'already' && <Notice live>{t('already')}</Notice>}
      {s.state === 'matching' && (
        <div className="field" role="status">
          <label htmlFor="matching">{t('progress', { done: all - (s.counts.new ?? 0), all })}</label>
          <progress id="matching" max={Math.max(1, all)} value={all - (s.counts.new ?? 0)} />
        </div>
      )}
      {s.preview !== null && <StatementDraft statement={s} preview={s.preview} />}
      {s.check !== null && <BalanceCheck statement={s} check={s.check} />}
      {d.lines !== null && (
        <Section
          id="lines"
          title={t('lines_title')}
          actions={
            <>
              <a className="btn" data-look="plain" data-size="small" href={file('csv')} download>
                {t('export_csv')}
              </a>
              <a className="btn" data-look="plain" data-size="small" href={file('xlsx')} download>
                {t('export_xlsx')}
              </a>
            </>
          }
        >
          <nav className="tabs" aria-label={t('filter_state')}>
            <ul>
              {[null, ...lineStates.codes.filter((state) => (s.counts[state] ?? 0) > 0)].map((state) => (
                <li key={state ?? 'all'}>
                  <Link
                    to={paths.bankStatement(s.id, { state })}
                    aria-current={d.state === state ? 'page' : undefined}
                    preventScrollReset
                  >
                    {state === null ? t('all_states') : side(lineStates.words[state])}{' '}
                    {state === null ? all : s.counts[state]}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <LineTable caption={t('lines_title')} rows={d.lines.items} empty={<Empty title={t('no_lines')} />} />
          <Pagination
            page={d.lines.page}
            pageSize={d.lines.page_size}
            total={d.lines.total}
            href={(page) => paths.bankStatement(s.id, { state: d.state, page })}
          />
        </Section>
      )}
      <Section id="facts" title={t('file')}>
        <DescriptionList
          facts={[
            { term: t('file'), value: <span lang="zh-CN">{s.file_name}</span> },
            { term: t('format'), value: `${side(statementFormats.words[s.format])} · ${s.encoding.toUpperCase()}` },
            {
              term: t('account'),
              value: s.account_ends_in === null ? null : t('account_value', { digits: s.account_ends_in }),
            },
            { term: t('opening'), value: s.opening_fen === null ? null : <Money fen={s.opening_fen} /> },
            { term: t('credit'), value: <Money fen={s.credit_fen} /> },
            { term: t('debit'), value: <Money fen={s.debit_fen} /> },
            { term: t('closing'), value: s.closing_fen === null ? null : <Money fen={s.closing_fen} /> },
            { term: t('uploaded'), value: <DateText instant={s.uploaded_at} /> },
            { term: t('hash'), value: <code className="hash">{s.sha256}</code> },
          ]}
        />
      </Section>
    </>
  );
}
