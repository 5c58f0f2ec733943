import { redirect } from 'react-router';
import { callShape } from '#api/licensing/call-contract.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { CallFields } from '#app/ui/licensing/call-fields.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.calls.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  return services.licensing.listLicensable(ctx, { agency_id: viewer.organization.id });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(callShape);
    const made = await form.once((ctx) => services.licensing.draftCall(ctx, input));
    return redirect(paths.deskCall(made.id));
  });
}

const blank = {
  method: 'public_call',
  direct_reason: null,
  title: '',
  words: '',
  plan: '',
  term_years: 3,
  datasets: [],
};

export default function NewCall({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  const side = useSide();
  const kinds = ['cooperative_development', 'authorized_operation'] as const;
  return (
    <>
      <PageHeader
        title={t('new_call')}
        breadcrumb={[{ label: t('desk_calls_title'), to: paths.deskCalls() }]}
        lead={t('desk_calls_lead')}
      />
      <Form name="call">
        <RadioGroup
          name="kind"
          label={t('kind')}
          defaultValue="cooperative_development"
          options={kinds.map((value) => ({ value, label: side(authorizationKinds.words[value]) }))}
        />
        <CallFields values={blank} datasets={items} />
        <Button>{t('save_call')}</Button>
      </Form>
    </>
  );
}
