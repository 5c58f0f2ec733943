import { redirect } from 'react-router';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import * as shapes from '#api/targeted/contract.ts';
import { type CaseAction, caseActions, caseStates } from '#api/targeted/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, type SentForm, withRefusals } from '#app/present/form.ts';
import { grantIn, scopeIn } from '#app/present/targeted-scope.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { DeskActions } from '#app/ui/targeted/desk-actions.tsx';
import { ApplicationFacts, DecisionFacts, GrantFacts } from '#app/ui/targeted/facts.tsx';
import { GrantForm } from '#app/ui/targeted/grant-form.tsx';
import { Deliveries, History } from '#app/ui/targeted/record.tsx';
import { Sealed } from '#app/ui/targeted/sealed.tsx';
import { targetedTone } from '#app/ui/targeted/tone.ts';
import type { Route } from './+types/w.targeted.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const shown = await orRefusal(() => services.targeted.showTargetedDesk(ctx, id));
  const grants = shown.actions.some((one) => one.name === 'grant' && one.refusal === null);
  const version = url.searchParams.get('version');
  const done = url.searchParams.get('done');
  return {
    shown,
    sources: grants ? await services.targeted.listTargetedSources(ctx, id, version ?? undefined) : null,
    done: caseActions.is(done) ? done : null,
    // The department that supervises is offered nothing that is sealed.
    steward: ctx.viewer?.organization.uscc === shown.agency.uscc && ctx.viewer.duties.includes('steward'),
  };
}

type Verb = (room: Services['targeted'], ctx: Ctx, id: string, form: SentForm) => Promise<unknown>;

const verbs: Partial<Record<CaseAction, Verb>> = {
  supplement: (r, ctx, id, form) => r.supplementTargeted(ctx, id, form.read(shapes.supplementBody)),
  verify: (r, ctx, id, form) => r.verifyTargeted(ctx, id, form.read(shapes.verifyBody)),
  reject: (r, ctx, id, form) => r.rejectTargeted(ctx, id, form.read(shapes.rejectBody)),
  consult: (r, ctx, id, form) => r.consultTargeted(ctx, id, form.read(shapes.consultBody)),
  opinion: (r, ctx, id, form) => r.recordTargetedOpinion(ctx, id, form.read(shapes.opinionBody)),
  extend: (r, ctx, id, form) => r.extendTargeted(ctx, id, form.read(shapes.extendBody)),
  refuse: (r, ctx, id, form) => r.refuseTargeted(ctx, id, form.read(shapes.refuseBody)),
  revoke: (r, ctx, id, form) => r.revokeTargeted(ctx, id, form.read(shapes.revokeBody)),
};

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { targeted: room }, ctx }) => {
    if (form.name === 'look') return { look: await room.lookAtTargeted(ctx, id, form.read(shapes.lookBody)) };
    if (form.name === 'grant' && form.intent === 'try')
      return { tried: await room.tryTargetedScope(ctx, id, scopeIn(form)) };
    if (form.name === 'grant') {
      const body = grantIn(form);
      await form.once((once) => room.grantTargeted(once, id, body));
      return redirect(paths.targetedDeskCase(id, { done: 'grant' }));
    }
    const verb = caseActions.is(form.name) ? verbs[form.name] : undefined;
    if (verb === undefined) throw new Response(null, { status: 400 });
    await form.once((once) => verb(room, once, id, form));
    return redirect(paths.targetedDeskCase(id, { done: form.name }));
  });
}

export const shouldRevalidate = () => true;

export default function DeskCase({
  loaderData: { shown: c, sources, done, steward },
  actionData,
}: Route.ComponentProps) {
  const t = useT(targeted);
  const side = useSide();
  const look = actionData !== undefined && 'look' in actionData ? actionData.look : null;
  const tried = actionData !== undefined && 'tried' in actionData ? actionData.tried : null;
  return (
    <>
      <PageHeader
        title={t('case_title', { no: c.no })}
        breadcrumb={[{ label: t('desk_title'), to: paths.targetedDesk() }]}
        meta={
          <StateDot tone={targetedTone(c.state, 'agency', c.clock.overdue)}>{side(caseStates.words[c.state])}</StateDot>
        }
      />
      {done !== null && look === null && tried === null && (
        <Notice tone="success" live>
          {t('did', { what: side(caseActions.words[done]) })}
        </Notice>
      )}
      <Section title={t('facts')}>
        <ApplicationFacts shown={c} />
      </Section>
      {steward && (
        <Section title={t('look_title')} lead={t('look_lead')}>
          <Sealed shown={c} look={look} />
        </Section>
      )}
      <Section id="do" title={t('do_title')}>
        {sources !== null && <GrantForm shown={c} sources={sources} tried={tried} />}
        <DeskActions shown={c} />
      </Section>
      {c.grant !== null && (
        <Section title={t('grant')}>
          <GrantFacts grant={c.grant} />
        </Section>
      )}
      {c.decision !== null && (
        <Section title={t('decision')}>
          <DecisionFacts shown={c} />
        </Section>
      )}
      {c.deliveries.length > 0 && (
        <Section title={t('deliveries')}>
          <Deliveries shown={c} />
        </Section>
      )}
      <Section title={t('history')}>
        <History shown={c} next={null} />
      </Section>
    </>
  );
}
