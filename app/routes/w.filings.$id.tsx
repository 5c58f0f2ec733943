import { Link, redirect } from 'react-router';
import { filingDecisions, filingStates } from '#api/agreements/rules/codes.ts';
import { answerShape, decisionShape } from '#api/agreements/rules/filing-shapes.ts';
import type { FilingOut } from '#api/agreements/view.ts';
import { appContext } from '#app/context.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Deviations } from '#app/ui/agreements/deviations.tsx';
import { TermsView } from '#app/ui/agreements/terms-view.tsx';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.filings.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const filing = await services.agreements.getFiling(ctx, params.id);
    const { viewer } = ctx;
    const region = viewer?.powers.some(
      (held) => held.power === 'information_department' && held.regionCode === filing.region_code,
    );
    const agreement = await services.agreements.getAgreement(ctx, filing.agreement_id);
    const { terms, shares, deviations } = await services.agreements.getFiledTerms(ctx, params.id);
    return {
      filing,
      agreement: { ...agreement, terms, shares, deviations },
      mayDecide: filing.state === 'submitted' && region === true && viewer?.duties.includes('reviewer') === true,
      mayAnswer: filing.state === 'supplement' && viewer?.organization.id === filing.agency.id,
      done: url.searchParams.has('done'),
    };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    if (form.name === 'answer') {
      const input = form.read(answerShape);
      await form.once((ctx) => services.agreements.answerFiling(ctx, params.id, input));
    } else {
      const input = form.read(decisionShape);
      await form.once((ctx) => services.agreements.decideFiling(ctx, params.id, input));
    }
    return redirect(`${paths.filing(params.id)}?done=1`);
  });
}

/** After a refusal too: a colleague may have decided meanwhile. */
export const shouldRevalidate = () => true;

export default function Filing({ loaderData }: Route.ComponentProps) {
  const t = useT(agreements);
  const side = useSide();
  const { filing, agreement, mayDecide, mayAnswer, done } = loaderData;
  return (
    <>
      <PageHeader
        title={t('filing_title', { no: filing.no })}
        breadcrumb={[{ label: t('filings_title'), to: paths.filings() }]}
        meta={
          <>
            <StateDot tone={caseTone(filing.state, mayDecide || mayAnswer, filing.overdue)}>
              {side(filingStates.words[filing.state])}
            </StateDot>
            {filing.state === 'submitted' && <Clock due={filing.due_on} left={filing.days_left} />}
          </>
        }
        actions={
          <Link to={paths.agreement(filing.agreement_id)}>{t('to_agreement', { no: filing.agreement_no })}</Link>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('filing_done')}
        </Notice>
      )}
      <Facts filing={filing} />
      {mayDecide && (
        <Section title={t('decide')} lead={t('decide_lead')}>
          <Form name="decide">
            <RadioGroup
              name="decision"
              label={t('decision')}
              defaultValue="accept"
              options={filingDecisions.codes.map((value) => ({ value, label: side(filingDecisions.words[value]) }))}
            />
            <TextArea
              name="opinion"
              label={t('opinion')}
              help={t('decision_opinion_help')}
              optional
              limit={2000}
              rows={3}
            />
            <PasswordInput name="password" label={t('password')} help={t('decision_password_help')} optional />
            <ConfirmButton title={t('confirm_decision', { no: filing.no })} consequence={t('consequence_decision')}>
              {t('submit_decision')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
      {mayAnswer && (
        <Section title={t('answer_filing')}>
          <Form name="answer">
            <TextArea name="words" label={t('answer_words')} limit={2000} rows={4} />
            <Button>{t('answer_filing')}</Button>
          </Form>
        </Section>
      )}
      <Deviations template={agreement.template} deviations={agreement.deviations} />
      <Section title={t('terms')} lead={t('terms_lead')}>
        <TermsView agreement={agreement} />
      </Section>
    </>
  );
}

function Facts({ filing }: { readonly filing: FilingOut }) {
  const t = useT(agreements);
  return (
    <DescriptionList
      facts={[
        { term: t('department'), value: filing.department.name },
        { term: t('agency'), value: `${filing.agency.name} (${filing.agency.uscc})` },
        { term: t('developer'), value: `${filing.developer.name} (${filing.developer.uscc})` },
        { term: t('filing_agreement'), value: `${filing.agreement_no} · ${t('version', { n: filing.version })}` },
        { term: t('submitted_at'), value: <DateText instant={filing.submitted_at} /> },
        {
          term: t('decided'),
          value: filing.decided_at === null ? null : <DateText instant={filing.decided_at} />,
        },
        {
          term: t('opinion'),
          value: filing.opinion === null ? null : <span className="clause-text">{filing.opinion}</span>,
        },
        {
          term: t('receipt'),
          value:
            filing.document_id === null ? null : (
              <>
                {filing.receipt_no} ·{' '}
                <a href={`/api/v1/documents/${filing.document_id}/document.pdf`}>{t('open_pdf_receipt')}</a> ·{' '}
                <Link to={paths.verify(filing.document_id)}>{t('verify')}</Link>
              </>
            ),
        },
      ]}
    />
  );
}
