import { data, redirect } from 'react-router';
import * as shapes from '#api/security/desk-contract.ts';
import { assessmentStates, assessmentSubjects, conclusions, risks } from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.assessments.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    seen: await services.security.getAssessment(ctx, params.id),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    await form.once((ctx) => {
      if (form.name === 'save') return security.saveAssessment(ctx, id, form.read(shapes.assessmentSave));
      if (form.name === 'submit')
        return security.submitAssessment(ctx, id, form.read(shapes.assessmentSave.pick({ revision: true })));
      if (form.name === 'decide')
        return security.decideAssessment(ctx, id, {
          ...form.read(shapes.assessmentDecision.omit({ decision: true })),
          decision: form.intent === 'approve' ? 'approve' : 'return',
        });
      throw data(null, 400);
    });
    return redirect(paths.assessment(id, { done: 1 }));
  });
}

export default function Assessment({ loaderData: { seen: a, done } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  const zh = (text: string | null) =>
    text === null || text === '' ? null : (
      <span lang="zh-CN" className="whitespace-pre-line">
        {text}
      </span>
    );
  const revision = <input type="hidden" name="revision:number" value={a.revision} readOnly />;
  return (
    <>
      <PageHeader
        title={`${a.no} ${a.subject_name}`}
        breadcrumb={[{ label: t('assessments'), to: paths.assessments() }]}
        meta={
          <>
            <StateDot tone={a.state === 'approved' ? 'done' : 'open'}>{side(assessmentStates.words[a.state])}</StateDot>
            <span>{side(assessmentSubjects.words[a.subject_type])}</span>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList
          facts={[
            { term: t('unit'), value: zh(a.organization.name) },
            { term: t('handling'), value: zh(a.handling) },
            { term: t('data_kinds'), value: zh(a.data_kinds) },
            { term: t('sensitive'), value: t(a.sensitive ? 'yes' : 'no_word') },
            { term: t('necessity'), value: zh(a.necessity) },
            { term: t('effect'), value: zh(a.effect) },
            { term: t('risk'), value: side(risks.words[a.risk]) },
            { term: t('protective'), value: zh(a.measures) },
            { term: t('conclusion'), value: side(conclusions.words[a.conclusion]) },
            { term: t('author'), value: zh(a.author) },
            { term: t('approver'), value: zh(a.approver) },
            { term: t('opinion'), value: zh(a.opinion) },
            { term: t('keep_until'), value: a.keep_until === null ? null : <DateText day={a.keep_until} /> },
          ]}
        />
      </Section>
      {a.may_edit && (
        <Section id="edit" title={t('edit')}>
          <Form name="save">
            {revision}
            <TextArea name="handling" label={t('handling')} limit={4000} rows={3} defaultValue={a.handling} optional />
            <TextArea
              name="data_kinds"
              label={t('data_kinds')}
              limit={4000}
              rows={2}
              defaultValue={a.data_kinds}
              optional
            />
            <Checkbox name="sensitive" label={t('sensitive')} defaultChecked={a.sensitive} />
            <TextArea
              name="necessity"
              label={t('necessity')}
              limit={4000}
              rows={3}
              defaultValue={a.necessity}
              optional
            />
            <TextArea name="effect" label={t('effect')} limit={4000} rows={3} defaultValue={a.effect} optional />
            <RadioGroup
              name="risk"
              label={t('risk')}
              defaultValue={a.risk}
              options={risks.codes.map((value) => ({ value, label: side(risks.words[value]) }))}
            />
            <TextArea
              name="measures"
              label={t('protective')}
              limit={4000}
              rows={3}
              defaultValue={a.measures}
              optional
            />
            <RadioGroup
              name="conclusion"
              label={t('conclusion')}
              defaultValue={a.conclusion}
              options={conclusions.codes.map((value) => ({ value, label: side(conclusions.words[value]) }))}
            />
            <Button>{t('save')}</Button>
          </Form>
          <Form name="submit">
            {revision}
            <Button look="plain">{t('submit')}</Button>
          </Form>
        </Section>
      )}
      {a.may_decide && (
        <CaseAction name="decide" title={t('opinion')} refusal={a.decide_refusal}>
          {revision}
          <TextArea name="opinion" label={t('opinion')} limit={4000} rows={3} />
          <Button name="intent" value="approve">
            {t('approve')}
          </Button>
          <Button look="plain" name="intent" value="return">
            {t('return')}
          </Button>
        </CaseAction>
      )}
    </>
  );
}
