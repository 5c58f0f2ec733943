import { data, Link, redirect } from 'react-router';
import type { z } from 'zod';
import type { importSummary } from '#api/compilation/import-contract.ts';
import { importStates } from '#api/compilation/rules/codes.ts';
import { refuse } from '#api/compilation/rules/refusals.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { catalogueImports } from '#app/i18n/catalogue-imports.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { UploadForm } from '#app/ui/upload-form.tsx';
import type { Route } from './+types/w.catalogue.imports._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties, powers } = requireViewer(ctx, url);
  const { page } = pageQuery.catch({ page: 1, page_size: 20 }).parse(Object.fromEntries(url.searchParams));
  const steward = duties.includes('steward');
  const reviewer = duties.includes('reviewer') && powers.some(({ power }) => power === 'information_department');
  const empty = { items: [], total: 0, page: 1, page_size: 20 };
  return orRefusal(async () => ({
    steward,
    reviewer,
    list: !steward && reviewer ? empty : await services.compilation.listImports(ctx, { page, page_size: 20 }),
  }));
}

/** Without JavaScript the file comes here; with it the same form goes to the API. */
export async function action({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, { bytes: 20 * 1024 * 1024, text: '20 MB' }, ({ name, stream }) =>
      services.compilation.uploadImport(ctx, { fileName: name, stream }),
    );
    if (taken === null) throw refuse('compilation.no_file');
    return redirect(paths.catalogueImport(taken.id));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: 'upload', typed: {} };
    return data(refused, { status: error.status });
  }
}

type Row = z.output<typeof importSummary>;

export default function CatalogueImports({ loaderData: { steward, reviewer, list } }: Route.ComponentProps) {
  const t = useT(catalogueImports);
  const c = useT(catalog);
  const side = useSide();
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      head: t('name'),
      cell: (row) => (
        <Link to={paths.catalogueImport(row.id)} lang="zh-CN">
          {row.file_name}
        </Link>
      ),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.state === 'applied' ? 'done' : row.state === 'dropped' ? 'off' : 'open'}>
          {side(importStates.words[row.state])}
        </StateDot>
      ),
    },
    { key: 'rows', head: t('rows'), cell: ({ counts }) => t('counts', { ...counts, fresh: counts.new }) },
    {
      key: 'who',
      head: t('who'),
      cell: (row) => (row.uploaded_by === null ? null : <span lang="zh-CN">{row.uploaded_by}</span>),
    },
    { key: 'when', head: t('when'), kind: 'fixed', cell: (row) => <DateText instant={row.uploaded_at} /> },
  ];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} breadcrumb={[{ label: c('entries'), to: paths.entries() }]} />
      <Section id="take" title={t('take')} lead={t('template_text')}>
        <div className="actions">
          <a className="btn" data-look="plain" href="/api/v1/catalog/template.xlsx" download>
            {t('template')}
          </a>
          {steward && (
            <a className="btn" data-look="plain" href="/api/v1/catalog/export.xlsx" download>
              {t('export_own')}
            </a>
          )}
          {reviewer && (
            <a className="btn" data-look="plain" href="/api/v1/catalog/export.xlsx?of=region" download>
              {t('export_region')}
            </a>
          )}
        </div>
      </Section>
      {steward ? (
        <Section id="upload" title={t('upload')}>
          <UploadForm
            name="upload"
            endpoint="/api/v1/catalog/imports"
            onDone={(answer) => paths.catalogueImport((answer as { id: string }).id)}
            submit={t('upload_send')}
          >
            <FileInput
              name="file"
              label={t('file')}
              help={t('file_help')}
              accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            />
          </UploadForm>
        </Section>
      ) : (
        <Notice>{t('not_steward')}</Notice>
      )}
      {steward && (
        <Section id="sent" title={t('sent')}>
          <DataTable
            caption={t('sent')}
            captionHidden
            columns={columns}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={<Empty title={t('none')}>{t('none_text')}</Empty>}
          />
          <Pagination
            page={list.page}
            pageSize={list.page_size}
            total={list.total}
            href={(page) => paths.catalogueImports({ page })}
          />
        </Section>
      )}
    </>
  );
}
