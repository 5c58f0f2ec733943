import { caseQuery } from '#api/supervision/contract.ts';
import { caseStates, circumstances } from '#api/supervision/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { CaseTable } from '#app/ui/supervision/case-table.tsx';
import { optionsOf } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/w.supervision.cases._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const parsed = caseQuery.safeParse(asked);
  const query = parsed.success ? parsed.data : caseQuery.parse({});
  return { query, list: await orRefusal(() => services.supervision.listCases(ctx, query)) };
}

export default function SupervisionCases({ loaderData: { query, list } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  const { state, circumstance, agency } = query;
  return (
    <>
      <PageHeader
        title={t('cases_title')}
        lead={t('cases_lead')}
        breadcrumb={[{ label: t('title'), to: paths.supervision() }]}
      />
      <Form method="get" inline aria-label={t('filters')}>
        {agency !== undefined && <input type="hidden" name="agency" value={agency} />}
        <Select
          name="state"
          label={t('state')}
          blank={t('all')}
          optional
          defaultValue={state ?? ''}
          options={[
            { value: 'open', label: t('open_only') },
            ...optionsOf(caseStates, side).filter((one) => one.value !== 'closed'),
            { value: 'closed', label: t('closed_only') },
          ]}
        />
        <Select
          name="circumstance"
          label={t('circumstance')}
          blank={t('all')}
          optional
          defaultValue={circumstance ?? ''}
          options={optionsOf(circumstances, side)}
        />
        <Button look="plain">{t('show')}</Button>
      </Form>
      <CaseTable
        caption={t('cases_title')}
        rows={list.items}
        agency
        empty={<Empty title={t('cases_none')}>{t('cases_none_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.supervisionCases({ state, circumstance, agency, page })}
      />
    </>
  );
}
