import { data, Link, redirect } from 'react-router';
import { effectBody, endUseBody } from '#api/evaluation/plans-contract.ts';
import { grantKinds, useCaseKinds, useCaseStates } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Name } from '#app/ui/evaluation/name.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.data-uses.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const use = await orRefusal(() => services.evaluation.showDataUse(ctx, params.id));
  return { use, done: url.searchParams.has('done') };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { evaluation: room } }) => {
    await form.once((ctx) => {
      if (form.name === 'effect') return room.recordUseEffect(ctx, id, form.read(effectBody));
      if (form.name === 'end') return room.endDataUse(ctx, id, form.read(endUseBody));
      throw data(null, 400);
    });
    return redirect(paths.dataUse(id, { done: 1 }));
  });
}

export default function DataUse({ loaderData: { use: u, done } }: Route.ComponentProps) {
  const t = useT(governmentPlans);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={u.title}
        breadcrumb={[{ label: t('uses'), to: paths.dataUses() }]}
        meta={
          <>
            <StateDot tone={u.state === 'in_use' ? 'done' : 'off'}>{side(useCaseStates.words[u.state])}</StateDot>
            <span>{u.no}</span>
            <span>{side(useCaseKinds.words[u.kind])}</span>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <DescriptionList
        facts={[
          { term: t('agency'), value: <Name zh={u.agency.name} en={u.agency.name_en} /> },
          { term: t('since'), value: <DateText day={u.since} /> },
          { term: t('ended_on'), value: u.ended_on === null ? null : <DateText day={u.ended_on} /> },
          {
            term: t('purpose'),
            value: (
              <span lang="zh-CN" className="whitespace-pre-line">
                {u.purpose}
              </span>
            ),
          },
        ]}
      />
      <Section title={t('sources')}>
        <DataTable
          caption={t('sources')}
          captionHidden
          columns={[
            {
              key: 'code',
              head: t('no'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.dataset(row.code)}>{row.code}</Link>,
            },
            { key: 'title', head: t('sources'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
            { key: 'provider', head: t('provider'), cell: (row) => <span lang="zh-CN">{row.provider}</span> },
            {
              key: 'grant',
              head: t('grant'),
              cell: (row) => (
                <StateDot tone={row.grant === 'none' ? 'late' : 'done'}>{side(grantKinds.words[row.grant])}</StateDot>
              ),
            },
          ]}
          rows={u.sources}
          rowKey={(row) => row.code}
        />
      </Section>
      <Section title={t('effects')}>
        <DataTable
          caption={t('effects')}
          captionHidden
          columns={[
            { key: 'on', head: t('on'), kind: 'fixed', cell: (row) => <DateText day={row.on} /> },
            { key: 'words', head: t('effects'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
            {
              key: 'measure',
              head: t('effect_measure'),
              cell: (row) => (row.measure === '' ? null : <span lang="zh-CN">{row.measure}</span>),
            },
          ]}
          rows={u.effects}
          rowKey={(row) => row.id}
          empty={<Empty title={t('effects_none')}>{t('effects_none_text')}</Empty>}
        />
        {u.may_change && (
          <>
            <CaseAction name="effect" title={t('effect')} refusal={null}>
              <DateInput name="on" label={t('on')} />
              <TextArea name="words" label={t('effects')} limit={2000} rows={3} />
              <TextInput name="measure" label={t('effect_measure')} width="medium" optional />
              <Button>{t('effect')}</Button>
            </CaseAction>
            <CaseAction name="end" title={t('end')} lead={t('end_lead')} refusal={null} folded>
              <DateInput name="on" label={t('ended_on')} />
              <ConfirmButton look="warn" title={t('end')} consequence={t('end_lead')}>
                {t('end')}
              </ConfirmButton>
            </CaseAction>
          </>
        )}
      </Section>
    </>
  );
}
