import type { ReactNode } from 'react';
import { Link, redirect } from 'react-router';
import * as shapes from '#api/licensing/joint-contract.ts';
import type { JointOut } from '#api/licensing/joint-view.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { jointActions, jointStates, leadKinds, opinionKinds } from '#api/licensing/rules/kind-codes.ts';
import { appContext } from '#app/context.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { SupplementRows } from '#app/ui/licensing/case-actions.tsx';
import { MissingItems } from '#app/ui/licensing/case-parts.tsx';
import { CheckList } from '#app/ui/licensing/check-list.tsx';
import { MaterialFields } from '#app/ui/licensing/material-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.applications.joint.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return { joint: await orRefusal(() => services.licensing.getJoint(ctx, params.id)) };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { licensing: room } }) => {
    const words = () => form.read(shapes.jointWordsShape);
    await form.once((ctx) => {
      switch (form.name) {
        case 'save':
          return room.saveJoint(ctx, id, form.read(shapes.saveJointShape));
        case 'apply':
          return room.applyJoint(ctx, id);
        case 'resubmit':
          return room.resubmitJoint(ctx, id, words());
        case 'supplement':
          return room.supplementJoint(ctx, id, form.read(shapes.jointSupplementShape));
        case 'accept':
          return room.acceptJoint(ctx, id, words());
        case 'urge':
          return room.urgeAgency(ctx, id, form.read(shapes.urgeShape));
        case 'withdraw':
          return room.withdrawJoint(ctx, id, words());
        default:
          throw new Response(null, { status: 400 });
      }
    });
    return redirect(paths.joint(id));
  });
}

/** Somebody else may have moved the case. */
export const shouldRevalidate = () => true;

const tones: Readonly<Record<JointOut['parts'][number]['opinion'], Tone>> = {
  waiting: 'wait',
  reviewing: 'open',
  agree: 'done',
  agree_with_conditions: 'done',
  refuse: 'refused',
  withdrawn: 'off',
};

export default function Joint({ loaderData: { joint: j } }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  const w = useT(licensing);
  const side = useSide();
  const locale = useLocale();
  const can = (name: JointOut['can'][number]) => j.can.includes(name);
  const text = (value: string) =>
    value === '' ? null : (
      <span className="clause-text" lang="zh-CN">
        {value}
      </span>
    );
  return (
    <>
      <PageHeader
        title={t('joint_detail', { no: j.no })}
        breadcrumb={[{ label: w('title'), to: paths.applications() }]}
        lead={t('nobody_overruled')}
        meta={
          <>
            <StateDot tone={j.state === 'granted' ? 'done' : j.state === 'refused' ? 'refused' : 'open'}>
              {side(jointStates.words[j.state])}
            </StateDot>
            <span>
              {side(leadKinds.words[j.lead_kind])}: <span lang="zh-CN">{j.lead.name}</span>
            </span>
          </>
        }
      />
      {j.state === 'supplementing' && (
        <Notice tone="warn" title={w('notice_lead')}>
          <p className="clause-text" lang="zh-CN">
            {j.supplement_notice}
          </p>
          <MissingItems items={j.supplement_items} />
        </Notice>
      )}
      <Section title={t('parts')}>
        <Parts parts={j.parts} />
      </Section>
      <Section title={w('material')}>
        {can('save') ? (
          <Form name="save">
            <input type="hidden" name="revision:number" value={j.revision} readOnly />
            <MaterialFields values={j} />
            <Button look="plain">{w('save')}</Button>
          </Form>
        ) : (
          <DescriptionList
            facts={[
              { term: w('developer'), value: <span lang="zh-CN">{j.developer.name}</span> },
              { term: w('purpose'), value: text(j.purpose) },
              { term: w('scenario'), value: text(j.scenario) },
              { term: w('scope'), value: text(j.scope) },
              { term: w('degree'), value: degrees.is(j.degree) ? side(degrees.words[j.degree]) : null },
              {
                term: w('term'),
                value:
                  j.term_from === '' || j.term_to === ''
                    ? null
                    : w('days_range', { from: dayText(j.term_from, locale), to: dayText(j.term_to, locale) }),
              },
            ]}
          />
        )}
      </Section>
      <Section title={t('check_list')}>
        <CheckList list={j.file} to={null} />
      </Section>
      <Section id="do" title={w('do_title')}>
        <Moves joint={j} />
      </Section>
      <Section title={w('history')}>
        <Timeline
          events={j.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: one.organization,
            what: side(jointActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

type Part = JointOut['parts'][number];

function Parts({ parts }: { readonly parts: readonly Part[] }) {
  const t = useT(licensingKinds);
  const side = useSide();
  const columns: readonly Column<Part>[] = [
    {
      key: 'agency',
      head: t('agency'),
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.agency.name}</span>
          <br />
          {row.readable ? <Link to={paths.application(row.id)}>{row.no}</Link> : row.no}
        </>
      ),
    },
    {
      key: 'datasets',
      head: t('call_datasets'),
      cell: (row) => <span lang="zh-CN">{row.datasets.map((one) => one.title).join(' · ')}</span>,
    },
    {
      key: 'opinion',
      head: t('opinion_of'),
      cell: (row) => (
        <>
          <StateDot tone={row.overdue ? 'late' : tones[row.opinion]}>{side(opinionKinds.words[row.opinion])}</StateDot>
          {row.conditions !== null && <p lang="zh-CN">{row.conditions}</p>}
          {row.opinion === 'refuse' && (
            <p lang="zh-CN">
              {row.reason} {row.legal_basis}
            </p>
          )}
        </>
      ),
    },
    {
      key: 'held',
      head: t('held'),
      kind: 'fixed',
      cell: (row) =>
        row.days_held === null || !['waiting', 'reviewing'].includes(row.opinion)
          ? null
          : t('held_days', { n: row.days_held }),
    },
    {
      key: 'due',
      head: t('time'),
      kind: 'fixed',
      cell: (row) =>
        row.due_on === null ? row.paused ? t('paused') : null : <Clock due={row.due_on} left={row.days_left} />,
    },
    { key: 'certificate', head: t('certificate'), kind: 'fixed', cell: (row) => row.certificate_no },
  ];
  return <DataTable caption={t('parts')} captionHidden columns={columns} rows={parts} rowKey={(row) => row.id} />;
}

function Moves({ joint: j }: { readonly joint: JointOut }) {
  const t = useT(licensingKinds);
  const w = useT(licensing);
  const moves = j.can.filter((one) => one !== 'save');
  if (moves.length === 0) return <p>{w('do_nothing')}</p>;
  const urgeable = j.parts.filter((one) => one.state === 'accepted' || one.state === 'reviewing');
  return moves.map((name) => {
    const act = (title: string, body: ReactNode, folded = false) => (
      <CaseAction key={name} name={name} title={title} refusal={null} folded={folded}>
        {body}
      </CaseAction>
    );
    switch (name) {
      case 'apply':
        return act(
          w('do_apply'),
          <ConfirmButton title={w('apply_confirm')} consequence={w('apply_consequence')}>
            {w('do_apply')}
          </ConfirmButton>,
        );
      case 'accept':
        return act(
          t('accept_joint'),
          <>
            <Words />
            <Button>{t('accept_joint')}</Button>
          </>,
        );
      case 'supplement':
        return act(
          w('do_supplement'),
          <>
            <TextArea name="notice" label={w('notice')} limit={2000} rows={4} />
            <SupplementRows />
            <ConfirmButton look="plain" title={w('confirm_supplement')} consequence={w('consequence_supplement')}>
              {w('do_supplement')}
            </ConfirmButton>
          </>,
          true,
        );
      case 'resubmit':
        return act(
          w('do_resubmit'),
          <>
            <Words />
            <Button>{w('do_resubmit')}</Button>
          </>,
        );
      case 'urge':
        return act(
          t('urge'),
          <>
            <Select
              name="part_id"
              label={t('urge_whom')}
              options={urgeable.map((one) => ({ value: one.id, label: one.agency.name }))}
            />
            <TextArea name="words" label={w('words')} limit={2000} rows={2} />
            <Button look="plain">{t('urge')}</Button>
          </>,
        );
      default:
        return act(
          t('withdraw_joint'),
          <>
            <Words />
            <ConfirmButton look="warn" title={t('sure_withdraw')} consequence={t('sure_withdraw_text')}>
              {t('withdraw_joint')}
            </ConfirmButton>
          </>,
          true,
        );
    }
  });
}

function Words() {
  const w = useT(licensing);
  return <TextArea name="words" label={w('words')} optional limit={2000} rows={2} />;
}
