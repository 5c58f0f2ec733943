import { Link } from 'react-router';
import { listQuery } from '#api/catalog/contract.ts';
import { entryStates, fields, openTypes, shareTypes } from '#api/catalog/rules/codes.ts';
import type { EntrySummary } from '#api/catalog/show.ts';
import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { EntryStateDot } from '#app/ui/entry/entry-state.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.entries._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = listQuery.safeParse(Object.fromEntries(url.searchParams));
  const query = asked.success ? asked.data : listQuery.parse({});
  const list = await orRefusal(() => services.catalog.listEntries(ctx, query));
  return { list, query, steward: ctx.viewer?.duties.includes('steward') ?? false };
}

export default function Entries({ loaderData: { list, query, steward } }: Route.ComponentProps) {
  const t = useT(catalog);
  const side = useSide();
  const total = Object.values(list.counts).reduce((sum, one) => sum + one, 0);
  const narrowed = query.state !== undefined || (query.q ?? '') !== '';
  return (
    <>
      <PageHeader
        title={t('entries')}
        lead={t('entries_lead')}
        actions={
          steward ? (
            <>
              <LinkButton to={paths.catalogueImports()} look="plain">
                {t('import_export')}
              </LinkButton>
              <LinkButton to={paths.newEntry()}>{t('new_entry')}</LinkButton>
            </>
          ) : (
            <p className="help">{t('not_steward')}</p>
          )
        }
      />
      <Tabs
        label={t('filter_state')}
        tabs={[
          {
            to: paths.entries({ q: query.q }),
            label: `${t('all_states')} ${total}`,
            current: query.state === undefined,
          },
          ...entryStates.codes.map((state) => ({
            to: paths.entries({ state, q: query.q }),
            label: `${side(entryStates.words[state])} ${list.counts[state]}`,
            current: query.state === state,
          })),
        ]}
      />
      <Form method="get" inline role="search" aria-label={t('search_entries')}>
        {query.state !== undefined && <input type="hidden" name="state" value={query.state} />}
        <TextInput
          name="q"
          type="search"
          label={t('search_entries')}
          placeholder={t('search_hint')}
          defaultValue={query.q}
          width="medium"
          optional
        />
        <Button look="plain">{t('find')}</Button>
      </Form>
      <DataTable
        caption={t('entries')}
        captionHidden
        columns={useColumns()}
        rows={list.items}
        rowKey={(entry) => entry.id}
        empty={
          <Empty title={narrowed ? t('nothing_found') : t('no_entries')}>
            <p>{narrowed ? t('nothing_found_text') : t('no_entries_text')}</p>
          </Empty>
        }
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.entries({ ...query, page, page_size: null })}
      />
    </>
  );
}

function useColumns(): readonly Column<EntrySummary>[] {
  const t = useT(catalog);
  const side = useSide();
  return [
    { key: 'title', head: t('title'), cell: (entry) => <Link to={paths.entry(entry.id)}>{entry.title}</Link> },
    { key: 'code', head: t('code'), kind: 'fixed', cell: (entry) => entry.code },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (entry) => (
        <>
          <EntryStateDot state={entry.state} />
          {entry.state !== 'published' && entry.state !== 'withdrawn' && entry.published_revision !== null && (
            <small> {t('public_now')}</small>
          )}
        </>
      ),
    },
    {
      key: 'ball',
      head: t('ball'),
      cell: (entry) => (
        <>
          {entry.ball === null ? t('ball_nobody') : entry.ball === 'agency' ? t('ball_agency') : t('ball_department')}
          {entry.due_on !== null && (
            <div>
              <Clock due={entry.due_on} left={entry.days_left} />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'filled',
      head: t('filled'),
      cell: ({ filled, state }) => (
        <>
          <span className="num">{t('complete_of', { done: filled.done, total: filled.total })}</span>
          {filled.next !== null && state !== 'withdrawn' && (
            <div>
              <small>{t('filled_next', { name: side(fields.words[filled.next]) })}</small>
            </div>
          )}
        </>
      ),
    },
    {
      key: 'sharing',
      head: t('sharing'),
      cell: (entry) => (entry.share_type === null ? null : side(shareTypes.words[entry.share_type])),
    },
    {
      key: 'opening',
      head: t('opening'),
      cell: (entry) => (entry.open_type === null ? null : side(openTypes.words[entry.open_type])),
    },
    { key: 'updated', head: t('updated'), kind: 'fixed', cell: (entry) => <DateText instant={entry.updated_at} /> },
  ];
}
