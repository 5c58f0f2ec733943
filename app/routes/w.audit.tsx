import { Link } from 'react-router';
import { auditOperations } from '#api/audit/contract.ts';
import type { AuditEventOut } from '#api/audit/service.ts';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.audit.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = auditOperations.listAuditEvents.query
    .catch({ page: 1, page_size: 50 })
    .parse({ page_size: 50, ...asked });
  return orRefusal(async () => ({
    query,
    list: await services.audit.listEvents(ctx, query),
    head: await services.audit.head(ctx),
    report: url.searchParams.has('verify') ? await services.audit.verify(ctx) : null,
  }));
}

export default function Audit({ loaderData: { query, list, head, report } }: Route.ComponentProps) {
  const t = useT(account);
  const { page, page_size, ...filters } = query;
  return (
    <>
      <PageHeader
        title={t('audit')}
        lead={t('audit_lead')}
        meta={
          <span title={head.hash}>
            {t('audit_head', { seq: head.seq })} · <code>{head.hash.slice(0, 16)}…</code>
          </span>
        }
        actions={
          <LinkButton look="plain" to={paths.audit({ ...filters, verify: '1' })}>
            {t('audit_verify')}
          </LinkButton>
        }
      />
      {report !== null && (
        <Notice tone={report.ok ? 'success' : 'refusal'} live>
          {report.broken === undefined
            ? t('audit_ok', { count: report.checked })
            : t('audit_broken', { seq: report.broken.seq, reason: report.broken.reason })}{' '}
          {report.roots.wrong === null
            ? t('audit_roots_ok', { count: report.roots.checked })
            : t('audit_wrong_root', report.roots.wrong)}
        </Notice>
      )}
      <Form method="get" inline>
        <TextInput name="action" label={t('action')} defaultValue={filters.action ?? ''} optional width="medium" />
        <TextInput
          name="subject_id"
          label={t('subject')}
          defaultValue={filters.subject_id ?? ''}
          optional
          width="medium"
        />
        <Select
          name="outcome"
          label={t('outcome')}
          optional
          blank={t('all')}
          defaultValue={filters.outcome ?? ''}
          options={[
            { value: 'done', label: t('done') },
            { value: 'refused', label: t('refused') },
          ]}
        />
        <Button look="plain">{t('filter')}</Button>
      </Form>
      <Records items={list.items} />
      <Pagination
        page={page}
        pageSize={page_size}
        total={list.total}
        href={(to) => paths.audit({ ...filters, page: to })}
      />
    </>
  );
}

function Records({ items }: { readonly items: readonly AuditEventOut[] }) {
  const t = useT(account);
  const columns: readonly Column<AuditEventOut>[] = [
    {
      key: 'seq',
      head: t('seq'),
      kind: 'number',
      cell: (e) => <Link to={paths.auditRecord(e.seq)}>{e.seq}</Link>,
    },
    { key: 'at', head: t('at'), kind: 'fixed', cell: (e) => <DateText instant={e.at} /> },
    { key: 'action', head: t('action'), kind: 'fixed', cell: (e) => <code>{e.action}</code> },
    {
      key: 'outcome',
      head: t('outcome'),
      kind: 'fixed',
      cell: (e) => <StateDot tone={e.outcome === 'done' ? 'done' : 'refused'}>{t(e.outcome)}</StateDot>,
    },
    { key: 'who', head: t('who'), kind: 'fixed', cell: (e) => e.actor_name },
    { key: 'organization', head: t('organization'), cell: (e) => e.organization_name },
    { key: 'subject', head: t('subject'), cell: (e) => <Clip>{`${e.subject_type} ${e.subject_id}`}</Clip> },
    { key: 'facts', head: t('facts'), cell: (e) => <Clip>{factsText(e.facts)}</Clip> },
  ];
  return (
    <DataTable
      caption={t('audit_rows')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(e) => e.seq}
      empty={t('audit_empty')}
    />
  );
}

function factsText(facts: AuditEventOut['facts']): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(' · ');
}
