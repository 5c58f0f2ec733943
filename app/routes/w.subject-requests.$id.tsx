import { redirect } from 'react-router';
import { requestKinds, requestOutcomes, requestStates } from '#api/collection/rules/codes.ts';
import { longestText } from '#api/collection/rules/terms.ts';
import { answerBody, extensionBody, lookBody, supplementBody } from '#api/collection/subject-contract.ts';
import { appContext } from '#app/context.ts';
import { myData } from '#app/i18n/my-data.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Deadline } from '#app/ui/collection/deadline.tsx';
import { UnitName } from '#app/ui/collection/unit-name.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.subject-requests.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return {
    shown: await orRefusal(() => services.collection.showSubjectRequest(ctx, id)),
    reads: services.collection.mayCollectAtAll(ctx),
    done: url.searchParams.get('done') === '1',
  };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { collection: room }, ctx }) => {
    if (form.name === 'look') return { look: await room.lookAtSubjectRequest(ctx, id, form.read(lookBody)) };
    await form.once((once) => {
      if (form.name === 'supplement') return room.supplementSubjectRequest(once, id, form.read(supplementBody));
      if (form.name === 'extend') return room.extendSubjectRequest(once, id, form.read(extensionBody));
      return room.answerSubjectRequest(once, id, form.read(answerBody));
    });
    return redirect(paths.subjectDeskCase(id, { done: 1 }));
  });
}

const tones = { filed: 'open', supplementing: 'wait', answered: 'done', withdrawn: 'off' } as const;

export default function SubjectRequest({ loaderData: { shown: c, reads, done }, actionData }: Route.ComponentProps) {
  const t = useT(myData);
  const side = useSide();
  const look = actionData !== undefined && 'look' in actionData ? actionData.look : null;
  return (
    <>
      <PageHeader
        title={t('case_title', { no: c.no })}
        breadcrumb={[{ label: t('desk_title'), to: paths.subjectDesk() }]}
        meta={<StateDot tone={c.clock.late ? 'late' : tones[c.state]}>{side(requestStates.words[c.state])}</StateDot>}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList
          facts={[
            { term: t('ask_kind'), value: side(requestKinds.words[c.kind]) },
            { term: t('about'), value: <span lang="zh-CN">{c.about_title}</span> },
            { term: t('by'), value: <UnitName of={c.agency} /> },
            {
              term: t('masked'),
              value: (
                <span lang="zh-CN">
                  {c.masked_name} {c.masked_number}
                </span>
              ),
            },
            { term: t('due'), value: <Deadline of={c.clock} /> },
            {
              term: t('supplement_at'),
              value: c.supplement_at === null ? null : <DateText instant={c.supplement_at} />,
            },
            {
              term: t('extended'),
              value: c.extension_days === null ? null : t('extended_days', { count: c.extension_days }),
            },
            { term: t('outcome'), value: c.outcome === null ? null : side(requestOutcomes.words[c.outcome]) },
            {
              term: t('legal_basis'),
              value: c.legal_basis === '' ? null : <span lang="zh-CN">{c.legal_basis}</span>,
            },
          ]}
        />
      </Section>
      {reads && (
        <Section title={t('look')} lead={t('look_lead')}>
          {look === null ? (
            <Form name="look">
              <TextInput name="why" label={t('why')} width="medium" />
              <Button look="plain">{t('look')}</Button>
            </Form>
          ) : (
            <DescriptionList
              facts={[
                { term: t('name'), value: <span lang="zh-CN">{look.name}</span> },
                { term: t('number'), value: look.number },
                { term: t('ask_words'), value: said(look.words) },
                { term: t('notice'), value: said(look.notice) },
                { term: t('supplied'), value: said(look.supplied) },
                { term: t('extension_reason'), value: said(look.extension_reason) },
                { term: t('answer'), value: said(look.answer) },
              ]}
            />
          )}
        </Section>
      )}
      {!reads && <p>{t('not_yours')}</p>}
      {c.may_answer && (
        <Section title={t('answer')} lead={c.state === 'supplementing' ? t('answer_waiting') : undefined}>
          <Form name="answer">
            <Select
              name="outcome"
              label={t('outcome')}
              options={requestOutcomes.codes.map((value) => ({ value, label: side(requestOutcomes.words[value]) }))}
            />
            <TextArea name="answer" label={t('answer_words')} limit={longestText} rows={4} />
            <TextInput
              name="legal_basis"
              label={t('legal_basis')}
              help={t('legal_basis_help')}
              width="medium"
              optional
            />
            <Button>{t('save')}</Button>
          </Form>
          {c.may_supplement && (
            <CaseAction name="supplement" title={t('supplement')} lead={t('supplement_lead')} refusal={null} folded>
              <TextArea name="notice" label={t('notice')} limit={longestText} rows={3} />
              <Button look="plain">{t('supplement')}</Button>
            </CaseAction>
          )}
          {c.may_extend && (
            <CaseAction
              name="extend"
              title={t('extend')}
              lead={t('extend_lead', { days: c.most_extension_days })}
              refusal={null}
              folded
            >
              <NumberInput
                name="days"
                label={t('days')}
                defaultValue={String(c.most_extension_days)}
                min={1}
                max={c.most_extension_days}
              />
              <TextArea name="reason" label={t('extension_reason')} limit={longestText} rows={3} />
              <Button look="plain">{t('extend')}</Button>
            </CaseAction>
          )}
        </Section>
      )}
    </>
  );
}

const said = (words: string | null) =>
  words === null ? null : (
    <span className="clause-text" lang="zh-CN">
      {words}
    </span>
  );
