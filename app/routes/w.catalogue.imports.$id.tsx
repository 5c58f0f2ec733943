import { Link, redirect } from 'react-router';
import type { z } from 'zod';
import { importQuery, type importRow } from '#api/compilation/import-contract.ts';
import { importStates, type RowKind, rowKinds } from '#api/compilation/rules/codes.ts';
import { sheetNames } from '#api/compilation/rules/sheet-words.ts';
import { appContext } from '#app/context.ts';
import { catalogueImports } from '#app/i18n/catalogue-imports.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.catalogue.imports.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const query = importQuery
    .catch(importQuery.parse({}))
    .parse(Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
  return { query, shown: await orRefusal(() => services.compilation.showImport(ctx, params.id, query)) };
}

export const shouldRevalidate = () => true;

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const work = form.intent === 'drop' ? services.compilation.dropImport : services.compilation.applyImport;
    await form.once((once) => work(once, params.id));
    return redirect(paths.catalogueImport(params.id));
  });
}

type Row = z.output<typeof importRow>;
const tones: Readonly<Record<RowKind, Tone>> = { faulty: 'late', new: 'open', changed: 'open', unchanged: 'off' };

export default function CatalogueImport({ loaderData: { query, shown } }: Route.ComponentProps) {
  const t = useT(catalogueImports);
  const side = useSide();
  const { counts, rows } = shown;
  const lead =
    shown.state === 'previewed' ? t('preview_lead') : shown.state === 'applied' ? t('applied_lead') : t('dropped_lead');
  const of: Readonly<Record<RowKind, number>> = counts;
  return (
    <>
      <PageHeader
        title={t('preview')}
        breadcrumb={[{ label: t('title'), to: paths.catalogueImports() }]}
        lead={lead}
        meta={
          <>
            <span lang="zh-CN">{shown.file_name}</span>
            <StateDot tone={shown.state === 'applied' ? 'done' : shown.state === 'dropped' ? 'off' : 'open'}>
              {side(importStates.words[shown.state])}
            </StateDot>
            <span>{shown.requirement === 0 ? t('checked_guideline') : t('checked', { n: shown.requirement })}</span>
            <span>
              <DateText instant={shown.uploaded_at} />
            </span>
          </>
        }
        actions={
          shown.state === 'applied' ? (
            <Link to={paths.entries({ state: 'draft' })}>{t('to_entries')}</Link>
          ) : (
            <a className="btn" data-look="plain" href={`/api/v1/catalog/imports/${shown.id}/faults.xlsx`} download>
              {t('faults_file')}
            </a>
          )
        }
      />
      {shown.state === 'previewed' && (
        <Form name="import">
          <div className="actions">
            {shown.may.apply && (
              <ConfirmButton
                name="intent"
                value="apply"
                title={t('apply_title', { count: counts.new + counts.changed })}
                consequence={t('apply_text', { fresh: counts.new, changed: counts.changed })}
              >
                {t('apply')}
              </ConfirmButton>
            )}
            {counts.faulty > 0 && (
              <LinkButton look="plain" to={`${paths.catalogueImports()}#upload`}>
                {t('send_mended')}
              </LinkButton>
            )}
            <ConfirmButton look="plain" name="intent" value="drop" title={t('drop_title')} consequence={t('drop_text')}>
              {t('drop')}
            </ConfirmButton>
          </div>
        </Form>
      )}
      <Tabs
        label={t('filter')}
        tabs={[
          {
            to: paths.catalogueImport(shown.id),
            label: `${t('all')} ${counts.total}`,
            current: query.kind === undefined,
          },
          ...rowKinds.codes.map((kind) => ({
            to: paths.catalogueImport(shown.id, { kind }),
            label: `${side(rowKinds.words[kind])} ${of[kind]}`,
            current: query.kind === kind,
          })),
        ]}
      />
      <DataTable
        caption={t('preview')}
        captionHidden
        columns={useColumns()}
        rows={rows.items}
        rowKey={(row) => String(row.row)}
        empty={t('no_rows')}
      />
      <Pagination
        page={rows.page}
        pageSize={rows.page_size}
        total={rows.total}
        href={(page) => paths.catalogueImport(shown.id, { kind: query.kind, page })}
      />
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useT(catalogueImports);
  const side = useSide();
  return [
    { key: 'row', head: t('row'), kind: 'fixed', cell: ({ row }) => (row < 0 ? t('row_item', { n: -row }) : row) },
    {
      key: 'outcome',
      head: t('outcome'),
      kind: 'fixed',
      cell: ({ kind }) => <StateDot tone={tones[kind]}>{side(rowKinds.words[kind])}</StateDot>,
    },
    {
      key: 'entry',
      head: t('entry'),
      cell: (row) =>
        row.entry_id === null ? (
          <span lang="zh-CN">{row.title}</span>
        ) : (
          <Link to={paths.entry(row.entry_id)} lang="zh-CN">
            {row.title}
          </Link>
        ),
    },
    { key: 'code', head: t('code'), kind: 'fixed', cell: ({ code }) => code },
    {
      key: 'wrong',
      head: t('wrong'),
      cell: ({ faults, kind }) =>
        faults.length === 0 ? (
          kind === 'unchanged' ? null : (
            t('nothing_wrong')
          )
        ) : (
          <ul>
            {faults.map((one) => (
              <li key={`${one.sheet}${one.cell}${one.en}`}>
                <b className="num">
                  {side(sheetNames.words[one.sheet])} {one.cell}
                </b>{' '}
                <Mixed>{side(one)}</Mixed>
                {!one.stops && <small> {t('later')}</small>}
              </li>
            ))}
          </ul>
        ),
    },
  ];
}
