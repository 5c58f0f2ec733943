import { redirect } from 'react-router';
import { closeCallShape, openCallShape, saveCallShape } from '#api/licensing/call-contract.ts';
import { governmentShape } from '#api/licensing/case-contract.ts';
import { callStates } from '#api/licensing/rules/kind-codes.ts';
import { appContext } from '#app/context.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { CallFacts } from '#app/ui/licensing/call-facts.tsx';
import { CallFields } from '#app/ui/licensing/call-fields.tsx';
import { GovernmentFields } from '#app/ui/licensing/more-fields.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.calls.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const call = await orRefusal(() => services.licensing.getCall(ctx, params.id));
  const { items } = await services.licensing.listLicensable(ctx, { agency_id: call.agency.id });
  return { call, datasets: items };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { licensing: room } }) => {
    await form.once((ctx) => {
      switch (form.name) {
        case 'save':
          return room.saveCall(ctx, id, form.read(saveCallShape));
        case 'submit':
          return room.submitCall(ctx, id);
        case 'record':
          return room.recordPlanDecision(ctx, id, form.read(governmentShape));
        case 'open':
          return room.openCall(ctx, id, form.read(openCallShape));
        case 'close':
          return room.closeCall(ctx, id, form.read(closeCallShape));
        case 'cancel':
          return room.cancelCall(ctx, id, form.read(closeCallShape));
        default:
          throw new Response(null, { status: 400 });
      }
    });
    return redirect(paths.deskCall(id));
  });
}

/** Somebody else may have moved it. */
export const shouldRevalidate = () => true;

export default function DeskCall({ loaderData: { call: c, datasets } }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  const side = useSide();
  const can = (verb: (typeof c.can)[number]) => c.can.includes(verb);
  const reason = <TextArea name="reason" label={t('reason')} optional limit={2000} rows={2} />;
  return (
    <>
      <PageHeader
        title={`${t('call')} ${c.no}`}
        breadcrumb={[{ label: t('desk_calls_title'), to: paths.deskCalls() }]}
        meta={
          <>
            <StateDot tone={c.takes_applications ? 'open' : 'wait'}>{side(callStates.words[c.state])}</StateDot>
            <span lang="zh-CN">{c.title}</span>
          </>
        }
      />
      <CallFacts call={c} />
      {can('save') && (
        <Section title={t('save_call')}>
          <Form name="save">
            <input type="hidden" name="revision:number" value={c.revision} readOnly />
            <CallFields values={c} datasets={datasets} />
            <Button look="plain">{t('save_call')}</Button>
          </Form>
        </Section>
      )}
      {can('submit') && (
        <CaseAction name="submit" title={t('submit_call')} refusal={null}>
          <ConfirmButton title={t('sure_submit')} consequence={t('sure_submit_text')}>
            {t('submit_call')}
          </ConfirmButton>
        </CaseAction>
      )}
      {can('record') && (
        <CaseAction name="record" title={t('record_call')} refusal={null}>
          <GovernmentFields />
        </CaseAction>
      )}
      {can('open') && (
        <CaseAction name="open" title={t('open_call')} refusal={null}>
          <DateInput name="closes_on" label={t('closes_on')} />
          <Button>{t('open_call')}</Button>
        </CaseAction>
      )}
      {can('close') && (
        <CaseAction name="close" title={t('close_call')} refusal={null} folded>
          {reason}
          <Button look="plain">{t('close_call')}</Button>
        </CaseAction>
      )}
      {can('cancel') && (
        <CaseAction name="cancel" title={t('cancel_call')} refusal={null} folded>
          {reason}
          <ConfirmButton look="warn" title={t('sure_cancel')} consequence={t('sure_cancel_text')}>
            {t('cancel_call')}
          </ConfirmButton>
        </CaseAction>
      )}
    </>
  );
}
