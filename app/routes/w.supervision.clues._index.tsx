import { Link, redirect } from 'react-router';
import { clueQuery } from '#api/supervision/contract.ts';
import { circumstances, clueSources, clueStates } from '#api/supervision/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { CircumstanceName, optionsOf, UnitName, Zh } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/w.supervision.clues._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const parsed = clueQuery.safeParse(asked);
  const query = parsed.success ? parsed.data : clueQuery.parse({});
  return {
    query,
    list: await orRefusal(() => services.supervision.listClues(ctx, query)),
    officer: viewer.duties.includes('reviewer'),
    ran: asked.made === undefined ? null : { made: Number(asked.made), gone: Number(asked.gone ?? 0) },
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { made, gone } = await form.once((ctx) => services.supervision.runDetectors(ctx));
    return redirect(paths.supervisionClues({ made, gone }));
  });
}

type Row = Route.ComponentProps['loaderData']['list']['items'][number];
const pathOf = (row: Row) =>
  row.source === 'trade'
    ? paths.tradeClue(row.id)
    : row.source === 'agreement'
      ? `${paths.clues()}#${row.id}-title`
      : paths.supervisionClue(row.id);

export default function SupervisionClues({ loaderData: { query, list, officer, ran } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  const { source, state, circumstance, agency } = query;
  return (
    <>
      <PageHeader
        title={t('clues_title')}
        lead={t('clues_lead')}
        breadcrumb={[{ label: t('title'), to: paths.supervision() }]}
        actions={
          officer && (
            <LinkButton look="plain" to={paths.newSupervisionClue()}>
              {t('new_clue')}
            </LinkButton>
          )
        }
      />
      {ran !== null && (
        <Notice tone="success" live>
          {t('detected', { made: ran.made, gone: ran.gone })}
        </Notice>
      )}
      {officer && (
        <div className="mb-6">
          <Form name="detect" inline>
            <Button>{t('detect')}</Button>
          </Form>
        </div>
      )}
      <Form method="get" inline aria-label={t('filters')}>
        {agency !== undefined && <input type="hidden" name="agency" value={agency} />}
        <Select
          name="source"
          label={t('source')}
          blank={t('all')}
          optional
          defaultValue={source ?? ''}
          options={optionsOf(clueSources, side)}
        />
        <Select
          name="state"
          label={t('state')}
          blank={t('all')}
          optional
          defaultValue={state ?? ''}
          options={optionsOf(clueStates, side)}
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
      <DataTable
        caption={t('clues_title')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={pathOf(row)}>{row.no}</Link> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot
                tone={row.waiting ? (row.gone ? 'off' : 'open') : row.state === 'confirmed' ? 'refused' : 'done'}
              >
                {side(row.state_words)}
                {row.gone && ` · ${t('gone')}`}
              </StateDot>
            ),
          },
          { key: 'kind', head: t('kind'), cell: (row) => side(row.kind) },
          { key: 'about', head: t('agency'), cell: (row) => <UnitName of={row.about} /> },
          { key: 'title', head: t('subject'), cell: (row) => <Zh>{row.title}</Zh> },
          { key: 'circumstance', head: t('circumstance'), cell: (row) => <CircumstanceName code={row.circumstance} /> },
          { key: 'since', head: t('since'), kind: 'fixed', cell: (row) => <DateText day={row.since} /> },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('clues_none')}>{t('clues_none_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.supervisionClues({ source, state, circumstance, agency, page })}
      />
    </>
  );
}
