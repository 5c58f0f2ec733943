import { Link } from 'react-router';
import type { QueueItem } from '#api/catalog/review.ts';
import { type Decision, decisions } from '#api/catalog/rules/codes.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { paths, withQuery } from '#app/paths.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import type { Route } from './+types/w.reviews._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = pageQuery.safeParse(Object.fromEntries(url.searchParams));
  const queue = await services.catalog.reviewQueue(ctx, asked.success ? asked.data : pageQuery.parse({}));
  return { queue, done: await decided(context, url) };
}

/** The entry just decided, to say so: looked up, never echoed from the address. */
async function decided(
  context: Route.LoaderArgs['context'],
  url: URL,
): Promise<{ title: string; decision: Decision } | null> {
  const id = url.searchParams.get('done');
  if (id === null) return null;
  const { services, ctx } = context.get(appContext);
  const entry = await services.catalog.showEntry(ctx, id).catch(() => null);
  return entry?.last_review == null ? null : { title: entry.title, decision: entry.last_review.decision };
}

export default function Reviews({ loaderData: { queue, done } }: Route.ComponentProps) {
  const t = useT(catalog);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  const columns: readonly Column<QueueItem>[] = [
    { key: 'title', head: t('title'), cell: (entry) => <Link to={paths.review(entry.id)}>{entry.title}</Link> },
    { key: 'code', head: t('code'), kind: 'fixed', cell: (entry) => entry.code },
    {
      key: 'provider',
      head: t('provider'),
      cell: (entry) =>
        `${(locale === 'en' ? entry.provider.name_en : null) ?? entry.provider.name} (${place(entry.region_code)})`,
    },
    {
      key: 'changes',
      head: t('changed_elements'),
      cell: (entry) => (entry.first ? t('first_publication') : t('changes', { count: entry.changes })),
    },
    {
      key: 'submitted',
      head: t('submitted'),
      kind: 'fixed',
      cell: (entry) => (entry.submitted_at === null ? null : <DateText instant={entry.submitted_at} />),
    },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: (entry) => (entry.due_on === null ? t('no_due') : <Clock due={entry.due_on} left={entry.days_left} />),
    },
  ];
  return (
    <>
      <PageHeader title={t('reviews')} lead={t('reviews_lead')} />
      {done !== null && (
        <Notice tone="success" live>
          {t('decided', { title: done.title, decision: side(decisions.words[done.decision]) })}
        </Notice>
      )}
      <DataTable
        caption={t('reviews')}
        captionHidden
        columns={columns}
        rows={queue.items}
        rowKey={(entry) => entry.id}
        empty={
          <Empty title={t('no_reviews')}>
            <p>{t('no_reviews_text')}</p>
          </Empty>
        }
      />
      <Pagination
        page={queue.page}
        pageSize={queue.page_size}
        total={queue.total}
        href={(page) => withQuery(paths.reviews(), { page })}
      />
    </>
  );
}
