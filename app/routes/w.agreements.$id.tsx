import { Link, redirect } from 'react-router';
import * as shapes from '#api/agreements/contract.ts';
import { type AgreementAction, agreementActions, agreementStates, filingStates } from '#api/agreements/rules/codes.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { agreementDrafts } from '#app/i18n/agreement-drafts.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { verify } from '#app/i18n/verify.ts';
import { paths } from '#app/paths.ts';
import { caseTone, isOurs } from '#app/present/case-tone.ts';
import { orRefusal, type SentForm, withRefusals } from '#app/present/form.ts';
import { useRootData } from '#app/present/root-data.ts';
import { readTerms } from '#app/present/terms-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { AgreementActions } from '#app/ui/agreements/agreement-actions.tsx';
import { AgreementSteps, AgreementTurn } from '#app/ui/agreements/agreement-turn.tsx';
import { Deviations } from '#app/ui/agreements/deviations.tsx';
import { LifeLinks } from '#app/ui/agreements/life-links.tsx';
import { ReasonFields } from '#app/ui/agreements/reason-fields.tsx';
import { TermsForm } from '#app/ui/agreements/terms-form.tsx';
import { TermsView } from '#app/ui/agreements/terms-view.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { ProofLinks } from '#app/ui/security/proof-links.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { Deliveries } from '#app/ui/usage/deliveries.tsx';
import { Limits } from '#app/ui/usage/limits.tsx';
import type { Route } from './+types/w.agreements.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const agreement = await orRefusal(() => services.agreements.getAgreement(ctx, params.id));
  const done = url.searchParams.get('done');
  const editable = agreement.actions.some((one) => one.name === 'save' && one.refusal === null);
  const party = [agreement.agency.id, agreement.developer.id].includes(ctx.viewer?.organization.id ?? '');
  return {
    agreement,
    grantable: editable ? (await services.agreements.listGrantable(ctx, params.id)).items : [],
    limits: party && agreement.version > 0 ? (await services.usage.showLimits(ctx, params.id)).items : [],
    disposeBy: services.agreements.disposeBy(ctx, agreement),
    deliveries: await services.usage.listDeliveries(ctx, { agreement_id: params.id, page: 1, page_size: 10 }),
    proofs: await services.security.listProvable(ctx, params.id),
    done: agreementActions.is(done) ? done : null,
  };
}

type Verb = (services: Services, ctx: Ctx, id: string, form: SentForm) => Promise<unknown>;

const verbs: Partial<Record<AgreementAction, Verb>> = {
  save: ({ agreements: a }, ctx, id, form) => a.saveAgreement(ctx, id, readTerms(form)),
  offer: ({ agreements: a }, ctx, id) => a.offerAgreement(ctx, id),
  sign: ({ agreements: a }, ctx, id, form) => a.signAgreement(ctx, id, form.read(shapes.signShape)),
  return: ({ agreements: a }, ctx, id, form) => a.returnAgreement(ctx, id, form.read(shapes.wordsShape)),
  revise: ({ agreements: a }, ctx, id, form) => a.reviseAgreement(ctx, id, form.read(shapes.optionalWords)),
  file: ({ agreements: a }, ctx, id, form) => a.fileAgreement(ctx, id, form.read(shapes.optionalWords)),
  terminate: ({ agreements: a }, ctx, id, form) => a.terminateAgreement(ctx, id, form.read(shapes.reasonShape)),
};

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const verb = agreementActions.is(form.name) ? verbs[form.name] : undefined;
    if (verb === undefined) throw new Response(null, { status: 400 });
    await form.once((ctx) => verb(services, ctx, params.id, form));
    return redirect(`${paths.agreement(params.id)}?done=${form.name}`);
  });
}

/** After a refusal too: the other side may have moved it meanwhile, and the page shall show it. */
export const shouldRevalidate = () => true;

export default function Agreement({ loaderData }: Route.ComponentProps) {
  const { agreement: a, disposeBy, deliveries, done, grantable, limits, proofs } = loaderData;
  const t = useT(agreements);
  const drafts = useT(agreementDrafts);
  const side = useSide();
  const { viewer } = useRootData();
  const own = viewer?.organization.id ?? '';
  const department = viewer?.powers.some((held) => held.power === 'information_department') ?? false;
  const ours = isOurs(a.ball, a, own, department);
  const party = own === a.agency.id || own === a.developer.id;
  const editable = a.actions.find((one) => one.name === 'save')?.refusal === null;
  const state = a.standing === 'over' ? 'expired' : a.state;
  return (
    <>
      <PageHeader
        title={t('detail_title', { no: a.no })}
        breadcrumb={[{ label: t('title'), to: paths.agreements() }]}
        meta={
          <>
            <StateDot tone={caseTone(state, ours)}>{side(agreementStates.words[state])}</StateDot>
            {a.version > 0 && <span>{t('version', { n: a.version })}</span>}
            <span>{a.datasets.map((one) => one.title).join(' · ')}</span>
          </>
        }
      />
      {done !== null && (
        <Notice tone="success" live>
          {done === 'save' ? t('saved') : side(agreementActions.words[done])}
        </Notice>
      )}
      <AgreementTurn agreement={a} ours={ours} developer={own === a.developer.id} disposeBy={disposeBy} />
      <AgreementSteps agreement={a} />
      <Section title={t('parties')}>
        <Parties agreement={a} />
      </Section>
      <Section
        title={t('terms')}
        lead={t('terms_lead')}
        {...(party
          ? {
              actions: (
                <LinkButton look="plain" to={paths.drafts(a.id)}>
                  {drafts('to_negotiation')}
                </LinkButton>
              ),
            }
          : {})}
      >
        {editable ? (
          <TermsForm
            agreement={a}
            grantable={grantable}
            before={
              <TextArea
                name="words"
                label={drafts('save_words')}
                help={drafts('save_words_help')}
                optional
                limit={2000}
                rows={2}
              />
            }
          >
            <ReasonFields fixed={a.template?.fixed ?? []} deviations={a.deviations} />
          </TermsForm>
        ) : (
          <TermsView agreement={a} />
        )}
      </Section>
      <Deviations template={a.template} deviations={a.deviations} />
      <Section title={t('document')}>
        <Paper agreement={a} />
      </Section>
      <Section id="do" title={t('do_title')}>
        <AgreementActions agreement={a} />
      </Section>
      <Section title={t('filings')}>
        <Filings agreement={a} />
      </Section>
      {limits.length > 0 && (
        <Section title={t('limits')} lead={t('limits_lead')}>
          <Limits items={limits} />
        </Section>
      )}
      {deliveries.total > 0 && (
        <Section title={t('deliveries', { total: deliveries.total })} lead={t('deliveries_lead')}>
          <Deliveries items={deliveries.items} taker={own === a.agency.id} />
        </Section>
      )}
      <LifeLinks agreement={a} />
      <Section title={t('history')}>
        <Timeline
          events={a.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: one.organization ?? '-',
            what: side(agreementActions.words[one.action]),
            say: one.words,
            ...(one.action === 'accept' || one.action === 'complete' ? { tone: 'done' as const } : {}),
            ...(one.action === 'refuse' || one.action === 'terminate' ? { tone: 'refused' as const } : {}),
          }))}
        />
      </Section>
      <ProofLinks records={proofs} />
    </>
  );
}

function Parties({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  return (
    <DescriptionList
      facts={[
        { term: t('agency'), value: `${a.agency.name} (${a.agency.uscc})` },
        { term: t('developer'), value: `${a.developer.name} (${a.developer.uscc})` },
        { term: t('treasury'), value: a.treasury.name },
        { term: t('application'), value: <Link to={paths.application(a.application_id)}>{a.application_no}</Link> },
        { term: t('certificate'), value: a.certificate_no },
        {
          term: t('datasets'),
          value: (
            <ul>
              {a.datasets.map((one) => (
                <li key={one.code}>
                  <Link to={paths.dataset(one.code)}>{one.title}</Link> <span className="help">{one.code}</span>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}

function Paper({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const v = useT(verify);
  if (a.document === null) return <p>{t('document_none')}</p>;
  const signedAt = (id: string) => a.signatures.find((one) => one.organization_id === id)?.signed_at;
  return (
    <>
      <p className="actions">
        <a className="btn" data-look="plain" href={`/api/v1/documents/${a.document.id}/document.pdf`}>
          {t('open_pdf')}
        </a>
        <Link to={paths.verify(a.document.id)}>{t('verify')}</Link>
        <a href={`/api/v1/documents/${a.document.id}/kit.zip`}>{v('kit_link')}</a>
        <a href={`/api/v1/agreements/${a.no}/agreement.jsonld`}>{t('open_policy')}</a>
        <a href={`/api/v1/agreements/${a.no}/record.json`}>{t('open_record')}</a>
      </p>
      <DescriptionList
        facts={[
          { term: t('hash'), value: <span className="hash">{a.document.sha256}</span> },
          ...[a.developer, a.agency].map((party) => {
            const at = signedAt(party.id);
            return {
              term: party.name,
              value: at === undefined ? t('not_signed') : <DateText instant={at} />,
            };
          }),
        ]}
      />
    </>
  );
}

function Filings({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const side = useSide();
  if (a.filings.length === 0) return <p>{t('filings_none')}</p>;
  return (
    <DescriptionList
      facts={a.filings.map((filing) => ({
        term: <Link to={paths.filing(filing.id)}>{filing.no}</Link>,
        key: filing.id,
        value: (
          <>
            {side(filingStates.words[filing.state])}
            {filing.receipt_no !== null && ` · ${filing.receipt_no}`}
            {filing.opinion !== null && <span className="clause-text"> · {filing.opinion}</span>}
          </>
        ),
      }))}
    />
  );
}
