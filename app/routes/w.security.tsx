import { Link } from 'react-router';
import { signalKinds } from '#api/security/rules/codes.ts';
import type { SignalOut } from '#api/security/signals.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.security.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  return orRefusal(async () => ({
    signals: (await services.security.listSignals(ctx)).items,
    controls: (await services.security.showControls(ctx)).items,
    logs: await services.security.showLogRetention(ctx),
    exporter: duties.includes('auditor') || duties.includes('signatory'),
  }));
}

const where = (one: SignalOut): string => {
  if (one.subject_type === 'incident') return paths.incident(one.subject_id);
  if (one.subject_type === 'provider') return paths.provider(one.subject_id);
  if (one.subject_type === 'privilege_review') return paths.privilegeReview(one.subject_id);
  return one.subject_type === 'entry' ? paths.assessments() : paths.drills();
};

const tones = { on: 'done', off: 'late', unknown: 'off' } as const;

export default function SecurityDesk({ loaderData: { signals, controls, logs, exporter } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('desk')} lead={t('desk_lead')} />
      <ul className="actions mb-6">
        <li>
          <Link to={paths.incidents()}>{t('incidents')}</Link>
        </li>
        <li>
          <Link to={paths.drills()}>{t('drills')}</Link>
        </li>
        <li>
          <Link to={paths.privileges()}>{t('privileges')}</Link>
        </li>
        <li>
          <Link to={paths.providers()}>{t('providers')}</Link>
        </li>
        <li>
          <Link to={paths.assessments()}>{t('assessments')}</Link>
        </li>
        <li>
          <Link to={paths.securityParameters()}>{t('parameters')}</Link>
        </li>
      </ul>
      <Section title={t('due')}>
        <DataTable
          caption={t('due')}
          captionHidden
          columns={[
            {
              key: 'what',
              head: t('what'),
              cell: (row) => <StateDot tone="late">{side(signalKinds.words[row.kind])}</StateDot>,
            },
            {
              key: 'no',
              head: t('no'),
              cell: (row) => (
                <Link to={where(row)} lang="zh-CN">
                  {row.subject_no}
                </Link>
              ),
            },
            { key: 'since', head: t('since'), kind: 'fixed', cell: (row) => <DateText day={row.since} /> },
            { key: 'unit', head: t('unit'), cell: (row) => <span lang="zh-CN">{row.organization_name}</span> },
          ]}
          rows={signals}
          rowKey={(row) => `${row.kind}-${row.subject_id}`}
          empty={<Empty title={t('due_none')}>{t('due_none_text')}</Empty>}
        />
      </Section>
      <Section title={t('controls')} lead={t('controls_lead')}>
        <DataTable
          caption={t('controls')}
          captionHidden
          columns={[
            { key: 'control', head: t('control'), cell: (row) => side(row.name) },
            {
              key: 'state',
              head: t('state'),
              kind: 'fixed',
              cell: (row) => <StateDot tone={tones[row.state]}>{t(row.state)}</StateDot>,
            },
            { key: 'measured', head: t('measured'), cell: (row) => side(row.measured) },
          ]}
          rows={controls}
          rowKey={(row) => row.code}
        />
      </Section>
      <Section title={t('logs')} lead={t('logs_lead', { floor: logs.floor, days: logs.days })}>
        <DataTable
          caption={t('logs')}
          captionHidden
          columns={[
            {
              key: 'log',
              head: t('log'),
              cell: (row) => t(row.name === 'audit_event' ? 'log_audit_event' : 'log_account_event'),
            },
            {
              key: 'oldest',
              head: t('oldest'),
              kind: 'fixed',
              cell: (row) => (row.oldest === null ? null : <DateText instant={row.oldest} />),
            },
            { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => row.rows.toLocaleString('en-US') },
            { key: 'guarded', head: t('guarded'), kind: 'fixed', cell: (row) => t(row.guarded ? 'yes' : 'no_word') },
            { key: 'whole', head: t('whole'), kind: 'fixed', cell: (row) => t(row.whole ? 'yes' : 'no_word') },
          ]}
          rows={logs.logs}
          rowKey={(row) => row.name}
        />
        {exporter && (
          <p className="mt-4">
            <Link to={paths.securityLogs()}>{t('export')}</Link>
          </p>
        )}
      </Section>
      <Section title={t('traces')} lead={t('traces_lead')}>
        <ul>
          <li>
            <Link to={paths.leaks()}>{t('trace_licensed')}</Link>
          </li>
          <li>
            <Link to={paths.sharingTrace()}>{t('trace_sharing')}</Link>
          </li>
          <li>
            <Link to="/w/targeted/trace">{t('trace_targeted')}</Link>
          </li>
          <li>
            <Link to={paths.auditRoots()}>{t('proofs')}</Link>
          </li>
        </ul>
      </Section>
    </>
  );
}
