import { Link } from 'react-router';
import { pageQuery } from '#api/kernel/operation.ts';
import type { OwnScoreOut } from '#api/score/service.ts';
import { appContext } from '#app/context.ts';
import { score as words } from '#app/i18n/score.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { ScoreBar } from '#app/ui/score/score-bar.tsx';
import type { Route } from './+types/w.quality.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = pageQuery.safeParse(Object.fromEntries(url.searchParams));
  const query = asked.success ? asked.data : pageQuery.parse({});
  return orRefusal(() => services.score.listOwnScores(ctx, query));
}

export default function OwnScores({ loaderData: { items, total, page, page_size, mean } }: Route.ComponentProps) {
  const t = useT(words);
  const locale = useLocale();
  const columns: readonly Column<OwnScoreOut>[] = [
    {
      key: 'dataset',
      head: t('dataset'),
      cell: (row) =>
        locale === 'en' && row.title_en !== null ? (
          <Link to={paths.dataset(row.code)}>{row.title_en}</Link>
        ) : (
          <Link to={paths.dataset(row.code)} lang={locale === 'en' ? 'zh-CN' : undefined}>
            {row.title}
          </Link>
        ),
    },
    { key: 'score', head: t('score'), kind: 'number', cell: (row) => <ScoreBar value={row.score} /> },
    { key: 'best', head: t('best'), cell: (row) => <Best row={row} /> },
    { key: 'open', head: t('open'), kind: 'number', cell: (row) => t('open_n', { n: row.open }) },
  ];
  return (
    <>
      <PageHeader title={t('own_title')} lead={t('own_lead')} />
      <DataTable
        caption={t('own_title')}
        {...(mean === null ? {} : { note: t('mean', { n: numberText(mean, locale) }) })}
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('empty')}>
            <p>{t('empty_text')}</p>
            <p>
              <Link to={paths.entries()}>{t('to_entries')}</Link>
            </p>
          </Empty>
        }
      />
      <Pagination page={page} pageSize={page_size} total={total} href={(next) => paths.ownScores({ page: next })} />
    </>
  );
}

function Best({ row: { best } }: { readonly row: OwnScoreOut }) {
  const t = useT(words);
  const side = useSide();
  if (best === null) return t('whole');
  return (
    <>
      {best.to === null ? side(best.label) : <Link to={best.to}>{side(best.label)}</Link>}{' '}
      <span className="num">{t('gain', { n: best.gain })}</span>
      {best.how !== null && <span className="under">{side(best.how)}</span>}
    </>
  );
}
