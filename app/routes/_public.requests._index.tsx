import { themes } from '#api/catalog/rules/codes.ts';
import { requestQuery } from '#api/feedback/contract.ts';
import { requestSorts, requestStates } from '#api/feedback/rules/codes.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { AgencyFigures, FiguresLine } from '#app/ui/feedback/figures.tsx';
import { FollowRequests } from '#app/ui/feedback/follow-requests.tsx';
import { RequestList } from '#app/ui/feedback/request-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import type { Route } from './+types/_public.requests._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const read = requestQuery.safeParse(asked);
  const query = read.success ? read.data : requestQuery.parse({});
  const [list, figures, terms] = await Promise.all([
    services.feedback.listRequests(ctx, query),
    services.feedback.showFeedbackFigures(ctx),
    services.feedback.feedbackTerms(ctx, provinceCode),
  ]);
  return { query, list, figures, terms };
}

export default function Requests({ loaderData: { query, list, figures, terms } }: Route.ComponentProps) {
  const t = useT(feedback);
  const locale = useLocale();
  const { page: _page, page_size: _size, ...kept } = query;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={<LinkButton to={paths.newRequest()}>{t('ask')}</LinkButton>}
      />
      <FiguresLine figures={figures} />
      <FollowRequests agency={query.agency} />
      <div className="my-6" key={JSON.stringify(kept)}>
        <Form method="get" inline>
          <Select
            name="state"
            label={t('state')}
            blank={t('all')}
            defaultValue={query.state ?? ''}
            options={requestStates.codes.map((code) => ({ value: code, label: requestStates.label(code, locale) }))}
            optional
          />
          <Select
            name="theme"
            label={t('theme')}
            blank={t('all')}
            defaultValue={query.theme ?? ''}
            options={themes.codes.map((code) => ({ value: code, label: themes.label(code, locale) }))}
            optional
          />
          <Select
            name="sort"
            label={t('sort')}
            blank={null}
            defaultValue={query.sort}
            options={requestSorts.codes.map((code) => ({ value: code, label: requestSorts.label(code, locale) }))}
            optional
          />
          <TextInput name="q" label={t('words')} defaultValue={query.q ?? ''} optional />
          {query.agency !== undefined && <input type="hidden" name="agency" value={query.agency} />}
          <Button look="plain">{t('filter')}</Button>
        </Form>
      </div>
      {list.items.length === 0 ? (
        <Empty title={t('empty')}>
          <p>{t('empty_text')}</p>
          <p className="actions">
            <LinkButton look="plain" to={paths.requests()}>
              {t('all')}
            </LinkButton>
            <LinkButton to={paths.newRequest({ q: query.q })}>{t('ask')}</LinkButton>
          </p>
        </Empty>
      ) : (
        <RequestList items={list.items} />
      )}
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.requests({ ...kept, page })}
      />
      <AgencyFigures figures={figures} terms={terms} />
    </>
  );
}
