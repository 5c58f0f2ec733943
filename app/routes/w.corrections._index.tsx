import { Link } from 'react-router';
import { correctionQuery } from '#api/feedback/contract.ts';
import type { CorrectionOut } from '#api/feedback/corrections.ts';
import { correctionStates } from '#api/feedback/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { CorrectionPlace, CorrectionState } from '#app/ui/feedback/correction-view.tsx';
import { Said } from '#app/ui/feedback/said.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.corrections._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const read = correctionQuery.safeParse(Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
  const query = read.success ? read.data : correctionQuery.parse({});
  const list = await orRefusal(() => services.feedback.listCorrectionDesk(ctx, query));
  const { correction } = await services.feedback.feedbackTerms(ctx, ctx.viewer?.organization.regionCode ?? '');
  return { query, list, days: correction };
}

export default function CorrectionDesks({ loaderData: { query, list, days } }: Route.ComponentProps) {
  const t = useT(feedback);
  const locale = useLocale();
  const columns: readonly Column<CorrectionOut>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.correctionDesk(row.id)}>{row.no}</Link> },
    { key: 'dataset', head: t('dataset'), cell: (row) => <Said>{row.dataset.title}</Said> },
    { key: 'where', head: t('where'), cell: (row) => <CorrectionPlace correction={row} /> },
    { key: 'state', head: t('state'), cell: (row) => <CorrectionState correction={row} /> },
    { key: 'filed', head: t('filed_on'), kind: 'fixed', cell: (row) => <DateText instant={row.filed_at} /> },
  ];
  return (
    <>
      <PageHeader title={t('corrections_title')} lead={t('corrections_lead', { n: days })} />
      <Tabs
        label={t('tabs')}
        tabs={[undefined, ...correctionStates.codes].map((state) => ({
          to: paths.correctionDesks({ state }),
          label: state === undefined ? t('all') : correctionStates.label(state, locale),
          current: query.state === state,
        }))}
      />
      <DataTable
        caption={t('corrections_title')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('corrections_empty')}>
            <p>{t('corrections_empty_text')}</p>
          </Empty>
        }
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.correctionDesks({ state: query.state, page })}
      />
    </>
  );
}
