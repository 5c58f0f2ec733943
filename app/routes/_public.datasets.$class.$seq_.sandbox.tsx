import { Link } from 'react-router';
import { sandboxQuery } from '#api/enclave/contract.ts';
import { recipeWords, resultFormats } from '#api/enclave/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { enclave } from '#app/i18n/enclave.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { AnswerTable } from '#app/ui/enclave/answer-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.datasets.$class.$seq_.sandbox.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { content, code } = await services.catalog.getPublicEntry(ctx, `${params.class}/${params.seq}`);
    const asked = sandboxQuery.safeParse({ table: url.searchParams.get('table') ?? undefined, limit: 20 });
    const query = asked.success ? asked.data : sandboxQuery.parse({ limit: 20 });
    const sandbox = ctx.viewer === null ? null : await services.enclave.showSandbox(ctx, params, query);
    return { code, title: content.title, table: query.table, sandbox };
  });
}

export default function Sandbox({ loaderData: { code, title, table, sandbox } }: Route.ComponentProps) {
  const t = useT(enclave);
  return (
    <>
      <PageHeader
        title={t('sandbox_of', { title })}
        breadcrumb={[{ label: title, to: paths.dataset(code) }]}
        lead={t('sandbox_lead')}
      />
      <Notice tone="warn" title={t('sandbox_mark')} />
      {sandbox === null ? (
        <Section title={t('sandbox_login')}>
          <p>{t('sandbox_login_text')}</p>
          <p className="actions">
            <LinkButton to={paths.login(paths.sandbox(code))}>{t('sandbox_login')}</LinkButton>
          </p>
        </Section>
      ) : (
        <Shown code={code} table={table} sandbox={sandbox} />
      )}
    </>
  );
}

interface ShownProps {
  readonly code: string;
  readonly table: number;
  readonly sandbox: NonNullable<Route.ComponentProps['loaderData']['sandbox']>;
}

function Shown({ code, table, sandbox }: ShownProps) {
  const t = useT(enclave);
  const side = useSide();
  return (
    <>
      {sandbox.tables.length > 1 && (
        <p className="actions">
          {sandbox.tables.map((one) => (
            <Link
              key={one.number}
              to={`${paths.sandbox(code)}?table=${one.number}`}
              aria-current={one.number === table ? 'page' : undefined}
              lang="zh-CN"
            >
              {one.name}
            </Link>
          ))}
        </p>
      )}
      <Section title={t('sandbox_preview')} lead={t('shown', { total: sandbox.total, n: sandbox.rows.length })}>
        <AnswerTable
          label={t('sandbox_mark')}
          columns={sandbox.columns}
          rows={sandbox.rows}
          empty={t('sandbox_mark')}
        />
      </Section>
      <Section title={t('files')}>
        <p className="actions">
          {resultFormats.codes.map((format) => (
            <a key={format} className="btn" data-look="plain" href={paths.sandboxFile(code, table, format)}>
              {resultFormats.label(format, 'en')}
            </a>
          ))}
        </p>
        <p className="help">{t('sandbox_key_text', { path: '' })}</p>
        <p>
          <code>/api/v1/licensed/{code}/sandbox</code>
        </p>
      </Section>
      <Section title={t('sandbox_columns')}>
        <DataTable
          caption={t('sandbox_columns')}
          captionHidden
          columns={[
            { key: 'name', head: t('column'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
            { key: 'type', head: t('type'), kind: 'fixed', cell: (row) => row.type },
            { key: 'how', head: t('how'), cell: (row) => side(recipeWords.words[row.how]) },
          ]}
          rows={sandbox.columns}
          rowKey={(row) => row.name}
        />
      </Section>
    </>
  );
}
