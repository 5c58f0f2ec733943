import { Link, redirect } from 'react-router';
import { agreementOperations, draftShape } from '#api/agreements/contract.ts';
import { agreementBalls, agreementStates } from '#api/agreements/rules/codes.ts';
import type { AgreementLine } from '#api/agreements/view.ts';
import { appContext } from '#app/context.ts';
import { agreementTemplates } from '#app/i18n/agreement-templates.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { paths } from '#app/paths.ts';
import { caseTone, isOurs } from '#app/present/case-tone.ts';
import { withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.agreements._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = agreementOperations.listAgreements.query.catch({ page: 1, page_size: 20 }).parse(asked);
  const { items: draftable } = await services.agreements.listDraftable(ctx);
  return { query, list: await services.agreements.listAgreements(ctx, query), draftable };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made = await form.once((ctx) => services.agreements.draftAgreement(ctx, form.read(draftShape)));
    return redirect(paths.agreement(made.id));
  });
}

const tabStates = [undefined, 'draft', 'offered', 'signed', 'filing', 'active', 'expired', 'terminated'] as const;

export default function Agreements({ loaderData: { query, list, draftable } }: Route.ComponentProps) {
  const t = useT(agreements);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {draftable.length > 0 && <Draftable items={draftable} />}
      <Tabs
        label={t('tabs')}
        tabs={tabStates.map((state) => ({
          to: paths.agreements({ state }),
          label: state === undefined ? t('tab_all') : side(agreementStates.words[state]),
          current: query.state === state,
        }))}
      />
      <List items={list.items} />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.agreements({ state: query.state, page })}
      />
    </>
  );
}

type DraftableRow = Route.ComponentProps['loaderData']['draftable'][number];

function Draftable({ items }: { readonly items: readonly DraftableRow[] }) {
  const t = useT(agreements);
  const templates = useT(agreementTemplates);
  const place = usePlace();
  const columns: readonly Column<DraftableRow>[] = [
    {
      key: 'no',
      head: t('application'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.application(row.application_id)}>{row.no}</Link>,
    },
    { key: 'developer', head: t('developer'), cell: (row) => row.developer.name },
    {
      key: 'datasets',
      head: t('datasets'),
      cell: (row) => <Clip>{row.datasets.map((d) => d.title).join(' · ')}</Clip>,
    },
    {
      key: 'decided',
      head: t('decided_at'),
      kind: 'fixed',
      cell: (row) => (row.decided_at === null ? null : <DateText instant={row.decided_at} />),
    },
    {
      key: 'do',
      head: t('draw_up'),
      cell: (row) => (
        <Form inline name={`draft-${row.application_id}`}>
          <input type="hidden" name="application_id" value={row.application_id} />
          {row.templates.length > 0 && (
            <Select
              name="template_id"
              label={templates('choose')}
              optional
              blank={templates('choose_none')}
              options={row.templates.map((one) => ({
                value: one.id,
                label: `${one.name} · ${templates('version_n', { n: one.version })} · ${place(one.region_code)}`,
              }))}
            />
          )}
          <Button size="small" aria-label={`${t('draw_up')} ${row.no}`}>
            {t('draw_up')}
          </Button>
        </Form>
      ),
    },
  ];
  return (
    <Section title={t('draftable')} lead={t('draftable_lead')}>
      <DataTable
        caption={t('draftable')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.application_id}
      />
    </Section>
  );
}

function List({ items }: { readonly items: readonly AgreementLine[] }) {
  const t = useT(agreements);
  const side = useSide();
  const locale = useLocale();
  const { viewer } = useRootData();
  const own = viewer?.organization.id ?? '';
  const department = viewer?.powers.some((held) => held.power === 'information_department') ?? false;
  const mine = (row: AgreementLine) => isOurs(row.ball, row, own, department);
  const columns: readonly Column<AgreementLine>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.agreement(row.id)}>{row.no}</Link> },
    {
      key: 'datasets',
      head: t('datasets'),
      cell: (row) => <Clip>{row.datasets.map((d) => d.title).join(' · ')}</Clip>,
    },
    { key: 'agency', head: t('agency'), cell: (row) => row.agency.name },
    { key: 'developer', head: t('developer'), cell: (row) => row.developer.name },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={caseTone(row.standing === 'over' ? 'expired' : row.state, mine(row))}>
          {side(agreementStates.words[row.standing === 'over' ? 'expired' : row.state])}
        </StateDot>
      ),
    },
    {
      key: 'ball',
      head: t('ball'),
      kind: 'fixed',
      cell: (row) =>
        row.ball === 'nobody' ? null : mine(row) ? (
          <strong>{t('ball_ours')}</strong>
        ) : (
          side(agreementBalls.words[row.ball])
        ),
    },
    {
      key: 'effective',
      head: t('effective'),
      kind: 'fixed',
      cell: (row) =>
        row.effective_from === null || row.effective_to === null
          ? null
          : `${dayText(row.effective_from, locale)} – ${dayText(row.effective_to, locale)}`,
    },
  ];
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t('empty')}>
          {t(viewer?.organization.kind === 'enterprise' ? 'empty_applicant' : 'empty_agency')}
        </Empty>
      }
    />
  );
}
