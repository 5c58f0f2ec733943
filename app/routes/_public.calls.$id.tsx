import { callStates } from '#api/licensing/rules/kind-codes.ts';
import { appContext } from '#app/context.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { CallFacts } from '#app/ui/licensing/call-facts.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/_public.calls.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return { call: await orRefusal(() => services.licensing.getCall(ctx, params.id)) };
}

export default function Call({ loaderData: { call } }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={`${call.title} ${call.no}`}
        breadcrumb={[{ label: t('calls_title'), to: paths.calls() }]}
        meta={<StateDot tone={call.takes_applications ? 'open' : 'off'}>{side(callStates.words[call.state])}</StateDot>}
        actions={
          call.takes_applications && (
            <LinkButton to={paths.newApplication(call.datasets[0]?.code ?? '', { kind: call.kind, call: call.no })}>
              {t('call_apply')}
            </LinkButton>
          )
        }
      />
      <CallFacts call={call} margin />
    </>
  );
}
