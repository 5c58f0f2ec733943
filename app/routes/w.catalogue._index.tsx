import { Link } from 'react-router';
import { clockQuery } from '#api/compilation/clock-contract.ts';
import { balls, clockKinds, type Tone, tones } from '#api/compilation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { catalogueClocks } from '#app/i18n/catalogue-clocks.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { CatalogueTabs } from '#app/ui/compilation/catalogue-tabs.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { type Tone as DotTone, StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.catalogue._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = clockQuery.catch({}).parse(asked);
  return { query, board: await orRefusal(() => services.compilation.listClocks(ctx, query)) };
}

const dots: Readonly<Record<Tone, DotTone>> = { late: 'late', due: 'open', green: 'done' };

export default function CatalogueBoard({ loaderData: { query, board } }: Route.ComponentProps) {
  const t = useT(catalogueClocks);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('board')}
        lead={t('board_lead')}
        actions={
          <a className="btn" data-look="plain" href={withQuery('/api/v1/catalog/clocks.csv', query)} download>
            {t('csv')}
          </a>
        }
      />
      <CatalogueTabs at="board" />
      <div className="mb-6">
        <Form method="get" inline aria-label={t('filters')}>
          <Select
            name="tone"
            label={t('standing')}
            blank={t('all')}
            optional
            defaultValue={query.tone ?? ''}
            options={tones.codes.map((value) => ({
              value,
              label: `${side(tones.words[value])} ${board.counts[value] ?? 0}`,
            }))}
          />
          <Select
            name="clock"
            label={t('clock')}
            blank={t('all')}
            optional
            defaultValue={query.clock ?? ''}
            options={clockKinds.codes.map((value) => ({ value, label: side(clockKinds.words[value]) }))}
          />
          <Select
            name="mine"
            label={t('ball')}
            blank={t('all')}
            optional
            defaultValue={query.mine ?? ''}
            options={[{ value: 'yes', label: t('mine') }]}
          />
          <Button look="plain">{t('show')}</Button>
        </Form>
      </div>
      <DataTable
        caption={t('board')}
        captionHidden
        rows={board.items}
        rowKey={(row) => `${row.kind}-${row.id}`}
        empty={<Empty title={t('board_empty')}>{t('board_empty_text')}</Empty>}
        columns={[
          {
            key: 'title',
            head: t('title'),
            cell: (row) => (
              <Link
                to={
                  row.of === 'trigger'
                    ? paths.catalogueTrigger(row.id)
                    : row.kind === 'review' && row.mine
                      ? paths.review(row.id)
                      : paths.entry(row.id)
                }
                lang="zh-CN"
              >
                {row.title}
              </Link>
            ),
          },
          {
            key: 'standing',
            head: t('standing'),
            kind: 'fixed',
            cell: (row) => <StateDot tone={dots[row.tone]}>{side(tones.words[row.tone])}</StateDot>,
          },
          { key: 'clock', head: t('clock'), cell: (row) => side(clockKinds.words[row.kind]) },
          {
            key: 'due',
            head: t('due'),
            kind: 'fixed',
            cell: (row) => (row.due_on === null ? null : <Clock due={row.due_on} left={row.days_left} />),
          },
          { key: 'ball', head: t('ball'), cell: (row) => side(balls.words[row.ball]) },
          { key: 'agency', head: t('agency'), cell: (row) => <span lang="zh-CN">{row.agency.name}</span> },
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
        ]}
      />
    </>
  );
}
