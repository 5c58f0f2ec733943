import { redirect } from 'react-router';
import { appContext } from '#app/context.ts';
import { agreementDrafts } from '#app/i18n/agreement-drafts.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { readTerms } from '#app/present/terms-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { ReasonFields } from '#app/ui/agreements/reason-fields.tsx';
import { TermsForm } from '#app/ui/agreements/terms-form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.agreements.$id_.drafts.new.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { actions } = await services.agreements.getNegotiation(ctx, params.id);
    return {
      agreement: await services.agreements.getAgreement(ctx, params.id),
      grantable: (await services.agreements.listGrantable(ctx, params.id)).items,
      refusal: actions.find((one) => one.name === 'propose')?.refusal ?? null,
    };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { revision, terms, words = '', deviations } = readTerms(form);
    const input = { revision, terms, words, ...(deviations === undefined ? {} : { deviations }) };
    await form.once((ctx) => services.agreements.proposeTerms(ctx, params.id, input));
    return redirect(paths.drafts(params.id, { done: 1 }));
  });
}

/** After a refusal too: what the other side changed meanwhile is what the next try starts from. */
export const shouldRevalidate = () => true;

export default function NewProposal({ loaderData: { agreement: a, grantable, refusal } }: Route.ComponentProps) {
  const t = useT(agreementDrafts);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('new_title', { no: a.no })}
        lead={t('new_lead')}
        breadcrumb={[
          { label: t('agreements'), to: paths.agreements() },
          { label: a.no, to: paths.agreement(a.id) },
          { label: t('to_negotiation'), to: paths.drafts(a.id) },
        ]}
      />
      {refusal !== null ? (
        <Notice tone="warn">{side(refusal)}</Notice>
      ) : (
        <TermsForm
          agreement={a}
          grantable={grantable}
          name="propose"
          submit={t('new_send')}
          before={
            <TextArea name="words" label={t('new_words')} help={t('new_words_help')} optional limit={2000} rows={3} />
          }
        >
          <ReasonFields fixed={a.template?.fixed ?? []} deviations={a.deviations} />
        </TermsForm>
      )}
    </>
  );
}
