import { redirect } from 'react-router';
import type { Ctx } from '#api/context.ts';
import * as more from '#api/licensing/case-contract.ts';
import * as shapes from '#api/licensing/contract.ts';
import {
  type ApplicationAction,
  applicationActions,
  applicationStates,
  authorizationKinds,
  balls,
} from '#api/licensing/rules/codes.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { caseTone, isOurs } from '#app/present/case-tone.ts';
import { orRefusal, type SentForm, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { Form } from '#app/ui/form.tsx';
import { CaseActions } from '#app/ui/licensing/case-actions.tsx';
import { CaseFacts, MaterialFacts, OutcomeFacts } from '#app/ui/licensing/case-facts.tsx';
import { CaseNotices, CaseParts, MissingItems } from '#app/ui/licensing/case-parts.tsx';
import { CheckList } from '#app/ui/licensing/check-list.tsx';
import { MaterialFields } from '#app/ui/licensing/material-fields.tsx';
import { ExtraFields } from '#app/ui/licensing/more-fields.tsx';
import { PathSteps } from '#app/ui/licensing/path-steps.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.applications.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const application = await orRefusal(() => services.licensing.getApplication(ctx, params.id));
  const done = url.searchParams.get('done');
  return { application, done: applicationActions.is(done) ? done : null };
}

type Verb = (services: Services, ctx: Ctx, id: string, form: SentForm) => Promise<ApplicationOut>;

const verbs: Partial<Record<ApplicationAction, Verb>> = {
  save: ({ licensing: l }, ctx, id, form) => l.saveApplication(ctx, id, form.read(shapes.saveShape)),
  ask: ({ licensing: l }, ctx, id, form) => l.askAboutApplication(ctx, id, form.read(shapes.wordsShape)),
  answer: ({ licensing: l }, ctx, id, form) => l.answerApplication(ctx, id, form.read(shapes.wordsShape)),
  apply: ({ licensing: l }, ctx, id) => l.applyForLicence(ctx, id),
  supplement: ({ licensing: l }, ctx, id, form) => l.supplementApplication(ctx, id, form.read(shapes.supplementShape)),
  resubmit: ({ licensing: l }, ctx, id, form) => l.resubmitApplication(ctx, id, form.read(shapes.withdrawShape)),
  accept: ({ licensing: l }, ctx, id, form) => l.acceptApplication(ctx, id, form.read(shapes.acceptShape)),
  review: ({ licensing: l }, ctx, id) => l.reviewApplication(ctx, id),
  approve: ({ licensing: l }, ctx, id, form) => l.approveApplication(ctx, id, form.read(shapes.approveShape)),
  refuse: ({ licensing: l }, ctx, id, form) => l.refuseApplication(ctx, id, form.read(shapes.refuseShape)),
  charge: ({ licensing: l }, ctx, id, form) => l.chargeApplication(ctx, id, form.read(shapes.chargeShape)),
  confirm_fee: ({ licensing: l }, ctx, id, form) => l.confirmApplicationFee(ctx, id, form.read(shapes.confirmFeeShape)),
  certify: ({ licensing: l }, ctx, id, form) => l.certifyApplication(ctx, id, form.read(shapes.passwordShape)),
  withdraw: ({ licensing: l }, ctx, id, form) => l.withdrawApplication(ctx, id, form.read(shapes.withdrawShape)),
  pause: ({ licensing: l }, ctx, id, form) => l.pauseReview(ctx, id, form.read(more.pauseShape)),
  resume: ({ licensing: l }, ctx, id, form) => l.resumeReview(ctx, id, form.read(more.resumeShape)),
  ask_extension: ({ licensing: l }, ctx, id, form) => l.askExtension(ctx, id, form.read(more.askExtensionShape)),
  decide_extension: ({ licensing: l }, ctx, id, form) =>
    l.decideExtension(ctx, id, form.read(more.decideExtensionShape)),
  propose_plan: ({ licensing: l }, ctx, id, form) => l.proposePlan(ctx, id, form.read(more.planShape)),
  confirm_plan: ({ licensing: l }, ctx, id, form) => l.confirmPlan(ctx, id, form.read(more.confirmPlanShape)),
  publish_notice: ({ licensing: l }, ctx, id, form) => l.publishAwardNotice(ctx, id, form.read(more.noticeShape)),
  record_award: ({ licensing: l }, ctx, id, form) => l.recordAward(ctx, id, form.read(more.governmentShape)),
  object: ({ licensing: l }, ctx, id, form) => l.objectToRefusal(ctx, id, form.read(more.objectShape)),
  answer_objection: ({ licensing: l }, ctx, id, form) =>
    l.answerObjection(ctx, id, form.read(more.answerObjectionShape)),
  reissue: ({ licensing: l }, ctx, id, form) => l.reissueCertificate(ctx, id, form.read(more.reissueShape)),
  mark_certificate: ({ licensing: l }, ctx, id, form) => l.markCertificate(ctx, id, form.read(more.markShape)),
};

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const verb = applicationActions.is(form.name) ? verbs[form.name] : undefined;
    if (verb === undefined) throw new Response(null, { status: 400 });
    await form.once((ctx) => verb(services, ctx, params.id, form));
    return redirect(`${paths.application(params.id)}?done=${form.name}`);
  });
}

/** After a refusal too: somebody else may have moved the case, and the page shall show it. */
export const shouldRevalidate = () => true;

export default function Application({ loaderData: { application: a, done } }: Route.ComponentProps) {
  const t = useT(licensing);
  const side = useSide();
  const k = useT(licensingKinds);
  const { viewer } = useRootData();
  const ours = useOurs(a);
  const editable = a.actions.find((one) => one.name === 'save')?.refusal === null;
  return (
    <>
      <PageHeader
        title={t('detail_title', { no: a.no })}
        breadcrumb={[{ label: t('title'), to: paths.applications() }]}
        meta={
          <>
            <StateDot tone={caseTone(a.state === 'accepted' ? 'open' : a.state, ours, a.clock.overdue)}>
              {side(applicationStates.words[a.state])}
            </StateDot>
            <span>{side(authorizationKinds.words[a.kind])}</span>
            <span>{a.datasets.map((one) => one.title).join(' · ')}</span>
          </>
        }
      />
      {done !== null && (
        <Notice tone="success" live>
          {side(applicationActions.words[done])}
        </Notice>
      )}
      <Turn application={a} ours={ours} />
      <CaseNotices application={a} />
      {a.supplement_notice !== null && a.state === 'supplementing' && (
        <Notice tone="warn" title={t('notice_lead')}>
          <p className="clause-text">{a.supplement_notice}</p>
          <MissingItems items={a.supplement_items} />
        </Notice>
      )}
      <PathSteps path={a.path} />
      <Section title={t('facts')}>
        <CaseFacts application={a} />
      </Section>
      <Section title={t('material')}>
        {editable ? (
          <Form name="save">
            <input type="hidden" name="revision:number" value={a.revision} readOnly />
            <MaterialFields values={a} years={a.longest_years} />
            <ExtraFields wanted={a.extra_wanted} values={a.extra} />
            <Button look={a.state === 'supplementing' ? 'primary' : 'plain'}>{t('save')}</Button>
          </Form>
        ) : (
          <MaterialFacts application={a} />
        )}
      </Section>
      <Section title={k('check_list')}>
        <CheckList
          list={a.file}
          to={
            viewer === null
              ? null
              : viewer.organization.kind === 'enterprise'
                ? paths.enterpriseFile()
                : paths.enterpriseFile({ organization: a.developer.id })
          }
        />
      </Section>
      <CaseParts application={a} />
      {(a.decided_at !== null || a.fee_fen !== null) && (
        <Section title={t('decision')}>
          <OutcomeFacts application={a} />
        </Section>
      )}
      <Section id="do" title={t('do_title')}>
        <CaseActions application={a} />
      </Section>
      <Section title={t('history')}>
        <History application={a} ours={ours} />
      </Section>
    </>
  );
}

function useOurs(a: ApplicationOut): boolean {
  const { viewer } = useRootData();
  const finance = viewer?.powers.some((held) => held.power === 'finance_bureau') ?? false;
  return isOurs(a.ball, a, viewer?.organization.id ?? '', finance);
}

/** Who has the ball, and until when. */
function Turn({ application: a, ours }: { readonly application: ApplicationOut; readonly ours: boolean }) {
  const t = useT(licensing);
  const side = useSide();
  const locale = useLocale();
  const { viewer } = useRootData();
  if (a.state === 'certified') {
    const agency = viewer?.organization.id === a.agency.id;
    return (
      <Notice tone="success" title={t(agency ? 'agreement_next_agency' : 'agreement_next')}>
        <p>
          <LinkButton look="text" to={paths.agreements()}>
            {t('to_agreements')}
          </LinkButton>
        </p>
      </Notice>
    );
  }
  if (a.ball === 'nobody') return null;
  return (
    <Notice
      tone={a.clock.overdue ? 'warn' : 'info'}
      title={ours ? t('your_turn') : t('their_turn', { who: side(balls.words[a.ball]) })}
    >
      {a.clock.due_on !== null && (
        <p>
          <Clock due={a.clock.due_on} left={a.clock.days_left} />
        </p>
      )}
      {a.clock.paused_on !== null && <p>{t('clock_paused', { n: a.clock.days_left ?? 0 })}</p>}
      {ours && (
        <p>
          <a href="#do">{t('to_do')}</a>
        </p>
      )}
      {a.clock.accept_by !== null && <p>{t('accept_by', { day: dayText(a.clock.accept_by, locale) })}</p>}
    </Notice>
  );
}

function History({ application: a, ours }: { readonly application: ApplicationOut; readonly ours: boolean }) {
  const t = useT(licensing);
  const side = useSide();
  const next =
    a.ball === 'nobody' ? undefined : ours ? t('your_turn') : t('their_turn', { who: side(balls.words[a.ball]) });
  return (
    <Timeline
      events={a.history.map((one) => ({
        id: one.id,
        at: one.at,
        who: one.organization ?? '-',
        what: side(applicationActions.words[one.action]),
        say: one.words,
        ...(one.action === 'refuse' ? { tone: 'refused' as const } : {}),
        ...(one.action === 'certify' || one.action === 'approve' ? { tone: 'done' as const } : {}),
      }))}
      {...(next === undefined ? {} : { next })}
    />
  );
}
