import { Link, redirect } from 'react-router';
import { acceptBody, correctBody, noErrorBody } from '#api/feedback/contract.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { CorrectionFacts, CorrectionState } from '#app/ui/feedback/correction-view.tsx';
import { NumberInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.corrections.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const correction = await orRefusal(() => services.feedback.showCorrection(ctx, params.id));
  return { correction, done: url.searchParams.has('done') };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { feedback: desk } }) => {
    if (form.name === 'accept') {
      const body = form.read(acceptBody);
      await form.once((ctx) => desk.acceptCorrection(ctx, id, body));
    } else if (form.name === 'correct') {
      const body = form.read(correctBody);
      await form.once((ctx) => desk.correctData(ctx, id, body));
    } else {
      const body = form.read(noErrorBody);
      await form.once((ctx) => desk.findNoError(ctx, id, body));
    }
    return redirect(`${paths.correctionDesk(id)}?done=1`);
  });
}

/** After a refusal too: a colleague may have dealt with it meanwhile. */
export const shouldRevalidate = () => true;

export default function CorrectionDesk({ loaderData: { correction, done } }: Route.ComponentProps) {
  const t = useT(feedback);
  const seen = <input type="hidden" name="revision" value={correction.revision} />;
  return (
    <>
      <PageHeader
        title={t('correction', { no: correction.no })}
        breadcrumb={[{ label: t('corrections_title'), to: paths.correctionDesks() }]}
        meta={<CorrectionState correction={correction} />}
        actions={<Link to={paths.correction(correction.id)}>{t('public_page')}</Link>}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <CorrectionFacts correction={correction} />
      {correction.actions.length > 0 && (
        <Section title={t('to_work')}>
          {correction.actions.includes('accept') && (
            <CaseAction name="accept" title={t('do_accept')} lead={t('do_accept_lead')} refusal={null}>
              {seen}
              <Button look="plain">{t('do_accept')}</Button>
            </CaseAction>
          )}
          {correction.actions.includes('correct') && (
            <CaseAction name="correct" title={t('do_correct')} lead={t('do_correct_lead')} refusal={null}>
              {seen}
              <TextArea name="text" label={t('c_answer')} rows={3} limit={2000} />
              <NumberInput name="version" label={t('c_fixed')} optional />
              <Button>{t('do_correct')}</Button>
            </CaseAction>
          )}
          {correction.actions.includes('no_error') && (
            <CaseAction name="no_error" title={t('do_no_error')} refusal={null}>
              {seen}
              <TextArea name="text" label={t('c_reason')} rows={3} limit={2000} />
              <Button look="plain">{t('do_no_error')}</Button>
            </CaseAction>
          )}
        </Section>
      )}
    </>
  );
}
