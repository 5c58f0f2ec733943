import { rootOperations } from '#api/security/roots-contract.ts';
import { appContext } from '#app/context.ts';
import { auditRoots } from '#app/i18n/audit-roots.ts';
import { paths } from '#app/paths.ts';
import { auditCommands } from '#app/present/audit-commands.ts';
import { proofUploaded } from '#app/present/proof-check.server.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Copyable } from '#app/ui/copyable.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { ProofCheck } from '#app/ui/security/proof-check.tsx';
import type { Route } from './+types/_public.audit-roots.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const query = rootOperations.listAuditRoots.query
    .catch({ page: 1, page_size: 20 })
    .parse({ page: url.searchParams.get('page') ?? 1, page_size: 20 });
  return { ...(await services.security.listRoots(ctx, query)), base: ctx.env.PUBLIC_URL };
}

export function action({ request, context }: Route.ActionArgs) {
  return proofUploaded(request, context);
}

export function meta() {
  return [{ tagName: 'link', rel: 'alternate', type: 'application/atom+xml', href: paths.auditRootFeed() }];
}

export default function AuditRoots({
  loaderData: { items, total, page, page_size, base },
  actionData,
}: Route.ComponentProps) {
  const t = useT(auditRoots);
  const locale = useLocale();
  const run = auditCommands(base);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<p className="max-w-[42em]">{t('lead')}</p>}
        actions={
          <>
            <a className="btn" data-look="plain" href={paths.auditRootFeed(locale === 'en' ? 'en' : undefined)}>
              {t('feed')}
            </a>
            <a className="btn" data-look="plain" href="/api/v1/audit/check-audit.mjs" download>
              {t('program')}
            </a>
          </>
        }
      />
      <DataTable
        caption={t('list')}
        captionHidden
        columns={[
          { key: 'number', head: t('number'), kind: 'fixed', cell: (row) => row.number },
          { key: 'day', head: t('day'), kind: 'fixed', cell: (row) => <DateText day={row.day} /> },
          { key: 'size', head: t('size'), kind: 'number', cell: (row) => row.size.toLocaleString('en-US') },
          { key: 'root', head: t('root'), cell: (row) => <span className="hash">{row.root_hash}</span> },
          {
            key: 'stamped',
            head: t('stamped'),
            kind: 'fixed',
            cell: (row) => (row.stamped_at === null ? t('not_stamped') : <DateText instant={row.stamped_at} />),
          },
          { key: 'signer', head: t('signer'), cell: (row) => <span lang="zh-CN">{row.signer}</span> },
          {
            key: 'json',
            head: t('json'),
            kind: 'fixed',
            cell: (row) => (
              <a href={`/api/v1/audit/roots/${row.number}`} aria-label={`JSON ${row.number}`}>
                JSON
              </a>
            ),
          },
        ]}
        rows={items}
        rowKey={(row) => String(row.number)}
        empty={<Empty title={t('empty')}>{t('empty_text')}</Empty>}
      />
      <Pagination page={page} pageSize={page_size} total={total} href={(to) => paths.auditRoots({ page: to })} />
      {items.length > 0 && (
        <>
          <Section margin id="held" title={t('held')} lead={t('held_lead')}>
            <ProofCheck answer={actionData} />
          </Section>
          <Section margin title={t('check')} lead={t('check_lead')}>
            <Copyable text={run.root} label={t('commands')} />
            <div className="mt-4">
              <Copyable text={run.openssl} label={t('commands')} />
            </div>
          </Section>
          <Section margin title={t('growth')} lead={t('growth_lead')}>
            <Copyable text={run.growth} label={t('commands')} />
          </Section>
        </>
      )}
    </>
  );
}
