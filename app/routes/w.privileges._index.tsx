import { Link, redirect } from 'react-router';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.privileges._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(() => services.security.listReviews(ctx));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const made = await form.once((ctx) => security.openReview(ctx));
    return redirect(paths.privilegeReview(made.id));
  });
}

export default function Privileges({ loaderData: { items, quarter, may_open } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  return (
    <>
      <PageHeader
        title={t('privileges')}
        lead={<p className="max-w-[42em]">{t('privileges_lead')}</p>}
        breadcrumb={[{ label: t('desk'), to: paths.securityDesk() }]}
      />
      <DataTable
        caption={t('privileges')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.privilegeReview(row.id)}>{row.no}</Link>,
          },
          { key: 'quarter', head: t('quarter'), kind: 'fixed', cell: (row) => row.quarter },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={row.closed_at !== null ? 'done' : row.late ? 'late' : 'open'}>
                {row.closed_at !== null ? t('closed') : row.late ? t('late') : t('open_rows')}
              </StateDot>
            ),
          },
          { key: 'open', head: t('open_rows'), kind: 'number', cell: (row) => `${row.open} / ${row.total}` },
          { key: 'due', head: t('due_on'), kind: 'fixed', cell: (row) => <DateText day={row.due_on} /> },
          { key: 'unit', head: t('unit'), cell: (row) => <span lang="zh-CN">{row.organization.name}</span> },
        ]}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('privileges_none')}>{t('privileges_none_text')}</Empty>}
      />
      {may_open && (
        <Form name="open">
          <Button>{t('open_review', { quarter })}</Button>
        </Form>
      )}
    </>
  );
}
