import { Link, redirect } from 'react-router';
import { one } from '#api/kernel/operation.ts';
import { faqShape } from '#api/licensing/case-contract.ts';
import { licensingOperations } from '#api/licensing/contract.ts';
import { applicationStates, balls } from '#api/licensing/rules/codes.ts';
import { jointStates } from '#api/licensing/rules/kind-codes.ts';
import type { ApplicationLine } from '#api/licensing/view.ts';
import { appContext } from '#app/context.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { caseTone, isOurs } from '#app/present/case-tone.ts';
import { withRefusals } from '#app/present/form.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Questions } from '#app/ui/licensing/questions.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.applications._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = licensingOperations.listApplications.query.catch({ page: 1, page_size: 20 }).parse(asked);
  const { items: joint } = await services.licensing.listJoint(ctx);
  const viewer = ctx.viewer;
  const answers = viewer?.organization.kind === 'agency' && viewer.duties.includes('licensing');
  const faq = answers
    ? (await services.licensing.listLicensingFaq(ctx, { agency_id: viewer.organization.id })).items
    : null;
  return { query, list: await services.licensing.listApplications(ctx, query), joint, faq };
}

/** A question that was answered, for everyone; or taken back. */
export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    if (form.name === 'withdraw_faq') {
      const { id } = form.read(one);
      await form.once((ctx) => services.licensing.withdrawFaq(ctx, id));
    } else {
      const input = form.read(faqShape);
      await form.once((ctx) => services.licensing.publishFaq(ctx, input));
    }
    return redirect(paths.applications());
  });
}

export default function Applications({ loaderData: { query, list, joint, faq } }: Route.ComponentProps) {
  const t = useT(licensing);
  const { viewer } = useRootData();
  const enterprise = viewer?.organization.kind === 'enterprise';
  const [ours, theirs] = enterprise ? (['applicant', 'agency'] as const) : (['agency', 'applicant'] as const);
  const tabs = [
    { ball: undefined, label: t('tab_all') },
    { ball: ours, label: t('tab_ours') },
    { ball: theirs, label: t('tab_theirs') },
    { ball: 'nobody', label: t('tab_closed') },
  ] as const;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t(enterprise ? 'lead_applicant' : 'lead_agency')}
        actions={enterprise && <LinkButton to={paths.newApplication()}>{t('new')}</LinkButton>}
      />
      {joint.length > 0 && <JointCases items={joint} />}
      <Tabs
        label={t('tabs')}
        tabs={tabs.map(({ ball, label }) => ({
          to: paths.applications(ball === undefined ? {} : { ball }),
          label,
          current: query.ball === ball,
        }))}
      />
      <Cases items={list.items} enterprise={enterprise} />
      {faq !== null && <Questions published={faq} />}
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.applications({ ball: query.ball, state: query.state, page })}
      />
    </>
  );
}

type JointLine = Route.ComponentProps['loaderData']['joint'][number];

function JointCases({ items }: { readonly items: readonly JointLine[] }) {
  const t = useT(licensingKinds);
  const side = useSide();
  const columns: readonly Column<JointLine>[] = [
    { key: 'no', head: t('joint_title'), kind: 'fixed', cell: (row) => <Link to={paths.joint(row.id)}>{row.no}</Link> },
    {
      key: 'agencies',
      head: t('agency'),
      cell: (row) => <span lang="zh-CN">{row.parts.map((one) => one.agency.name).join(' · ')}</span>,
    },
    { key: 'lead', head: t('lead'), cell: (row) => <span lang="zh-CN">{row.lead.name}</span> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.parts.some((one) => one.overdue) ? 'late' : 'wait'}>
          {side(jointStates.words[row.state])}
        </StateDot>
      ),
    },
  ];
  return <DataTable caption={t('joint_title')} columns={columns} rows={items} rowKey={(row) => row.id} />;
}

function Cases({ items, enterprise }: { readonly items: readonly ApplicationLine[]; readonly enterprise: boolean }) {
  const t = useT(licensing);
  const side = useSide();
  const { viewer } = useRootData();
  const finance = viewer?.powers.some((held) => held.power === 'finance_bureau') ?? false;
  const mine = (row: ApplicationLine) => isOurs(row.ball, row, viewer?.organization.id ?? '', finance);
  const columns: readonly Column<ApplicationLine>[] = [
    {
      key: 'no',
      head: t('no'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.application(row.id)}>{row.no}</Link>,
    },
    {
      key: 'datasets',
      head: t('datasets'),
      cell: (row) => <Clip>{row.datasets.map((d) => d.title).join(' · ')}</Clip>,
    },
    {
      key: 'party',
      head: t(enterprise ? 'agency' : 'developer'),
      cell: (row) => (enterprise ? row.agency.name : row.developer.name),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={caseTone(row.state === 'accepted' ? 'open' : row.state, mine(row), row.clock.overdue)}>
          {side(applicationStates.words[row.state])}
        </StateDot>
      ),
    },
    {
      key: 'ball',
      head: t('ball'),
      kind: 'fixed',
      cell: (row) => (mine(row) ? <strong>{t('ball_ours')}</strong> : side(balls.words[row.ball])),
    },
    { key: 'clock', head: t('clock'), kind: 'fixed', cell: (row) => <CaseClock clock={row.clock} /> },
    { key: 'updated', head: t('updated'), kind: 'fixed', cell: (row) => <DateText instant={row.updated_at} /> },
  ];
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t(enterprise ? 'empty_applicant' : 'empty_agency')}>
          <p>{t(enterprise ? 'empty_applicant_text' : 'empty_agency_text')}</p>
          {enterprise && (
            <p>
              <Link to={paths.newApplication()}>{t('choose_title')}</Link>
            </p>
          )}
        </Empty>
      }
    />
  );
}

function CaseClock({ clock }: { readonly clock: ApplicationLine['clock'] }) {
  const t = useT(licensing);
  if (clock.due_on !== null) return <Clock due={clock.due_on} left={clock.days_left} />;
  return clock.paused_on === null ? <Void /> : t('clock_paused', { n: clock.days_left ?? 0 });
}
