import { data, redirect } from 'react-router';
import { type Duty, duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { rowBody } from '#api/security/desk-contract.ts';
import type { ReviewOut } from '#api/security/privileges.ts';
import { privilegeDecisions, privilegeKinds } from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.privileges.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    seen: await services.security.getReview(ctx, params.id),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const [verb, row = ''] = (form.name ?? '').split(':');
    if (verb === 'close') await form.once((ctx) => security.closeReview(ctx, id));
    else if (verb === 'row') {
      const { reason } = form.read(rowBody.omit({ row: true, decision: true }));
      const decision = form.intent === 'revoke' ? 'revoke' : 'keep';
      await form.once((ctx) => security.decidePrivilege(ctx, id, { row, decision, reason }));
    } else throw data(null, 400);
    return redirect(paths.privilegeReview(id, { done: 1 }));
  });
}

type Row = ReviewOut['rows'][number];

export default function PrivilegeReview({ loaderData: { seen, done } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  const name = (row: Row) =>
    row.kind === 'duty' && Object.hasOwn(dutyWords, row.subject) ? side(dutyWords[row.subject as Duty]) : row.label;
  const columns: readonly Column<Row>[] = [
    {
      key: 'holder',
      head: t('holder'),
      cell: (row) => (row.person === null ? null : <span lang="zh-CN">{row.person}</span>),
    },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(privilegeKinds.words[row.kind]) },
    {
      key: 'right',
      head: t('right'),
      cell: (row) => (row.kind === 'duty' ? name(row) : <span lang="zh-CN">{name(row)}</span>),
    },
    {
      key: 'used',
      head: t('last_used'),
      kind: 'fixed',
      cell: (row) => (
        <>
          {row.last_used_at === null ? t('never') : <DateText instant={row.last_used_at} />}{' '}
          {row.dormant && <StateDot tone="late">{t('dormant')}</StateDot>}
        </>
      ),
    },
    {
      key: 'decision',
      head: t('decision'),
      cell: (row) => {
        if (row.decision !== null)
          return (
            <>
              <StateDot tone={row.decision === 'keep' ? 'done' : 'refused'}>
                {side(privilegeDecisions.words[row.decision])}
              </StateDot>
              <span className="help block" lang="zh-CN">{`${row.decided_by ?? ''} ${row.reason ?? ''}`}</span>
            </>
          );
        if (!seen.own) return null;
        if (row.refusal !== null) return <span className="help">{side(row.refusal)}</span>;
        return (
          <Form name={`row:${row.id}`} inline aria-label={name(row)}>
            <TextInput name="reason" label={t('reason')} width="medium" defaultValue={t('reason_default')} />
            <Button look="plain" size="small" name="intent" value="keep">
              {t('keep')}
            </Button>
            <Button look="plain" size="small" name="intent" value="revoke">
              {t('revoke')}
            </Button>
          </Form>
        );
      },
    },
  ];
  return (
    <>
      <PageHeader
        title={t('review_title', { quarter: seen.quarter })}
        breadcrumb={[{ label: t('privileges'), to: paths.privileges() }]}
        lead={<span lang="zh-CN">{seen.organization.name}</span>}
        meta={
          <>
            <StateDot tone={seen.closed_at !== null ? 'done' : seen.late ? 'late' : 'open'}>
              {seen.closed_at !== null ? t('closed') : seen.late ? t('late') : t('open_rows')}
            </StateDot>
            <span>{`${seen.open} / ${seen.total}`}</span>
            <DateText day={seen.due_on} />
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <DataTable caption={t('decided')} captionHidden columns={columns} rows={seen.rows} rowKey={(row) => row.id} />
      {seen.document_id !== null && (
        <p className="mt-4">
          <a href={documentPdf(seen.document_id)}>{t('open_paper')}</a>
        </p>
      )}
      {seen.own && (
        <Section title={t('close_review')} lead={t('close_review_lead')}>
          <Form name="close">
            <Button>{t('close_review')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
