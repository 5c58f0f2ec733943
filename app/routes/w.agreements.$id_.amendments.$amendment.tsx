import { Link, redirect } from 'react-router';
import { z } from 'zod';
import * as shapes from '#api/agreements/contract.ts';
import { dayOrBlank } from '#api/agreements/rules/amendment-shapes.ts';
import { filingStates } from '#api/agreements/rules/codes.ts';
import { amendmentActions, amendmentStates } from '#api/agreements/rules/life-codes.ts';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { agreementLife } from '#app/i18n/agreement-life.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, type SentForm, withRefusals } from '#app/present/form.ts';
import { dayText, instantText } from '#app/present/format.ts';
import { readTerms } from '#app/present/terms-form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { AmendmentDo, type AmendmentForm } from '#app/ui/agreements/amendment-do.tsx';
import { Deviations } from '#app/ui/agreements/deviations.tsx';
import { ReasonFields } from '#app/ui/agreements/reason-fields.tsx';
import { TermsChanges } from '#app/ui/agreements/terms-changes.tsx';
import { TermsForm } from '#app/ui/agreements/terms-form.tsx';
import { TermsView } from '#app/ui/agreements/terms-view.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.agreements.$id_.amendments.$amendment.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const amendment = await services.agreements.getAmendment(ctx, params.amendment);
    const agreement = await services.agreements.getAgreement(ctx, amendment.agreement_id);
    const { items } = await services.agreements.listGrantable(ctx, amendment.agreement_id);
    return { amendment, agreement, grantable: items, done: url.searchParams.has('done') };
  });
}

const daySent = z.object({ governs_from: dayOrBlank });
type Verb = (services: Services, ctx: Ctx, id: string, form: SentForm) => Promise<unknown>;

const verbs: Readonly<Record<AmendmentForm, Verb>> = {
  save: ({ agreements: a }, ctx, id, form) => {
    return a.saveAmendment(ctx, id, { ...readTerms(form), words: '' });
  },
  day: async ({ agreements: a }, ctx, id, form) => {
    const { governs_from } = form.read(daySent);
    const { revision, terms } = await a.getAmendment(ctx, id);
    return a.saveAmendment(ctx, id, { revision, terms, words: '', governs_from });
  },
  comment: ({ agreements: a }, ctx, id, form) => a.commentAmendment(ctx, id, form.read(shapes.wordsShape)),
  offer: ({ agreements: a }, ctx, id) => a.offerAmendment(ctx, id),
  sign: ({ agreements: a }, ctx, id, form) => a.signAmendment(ctx, id, form.read(shapes.signShape)),
  return: ({ agreements: a }, ctx, id, form) => a.returnAmendment(ctx, id, form.read(shapes.wordsShape)),
  revise: ({ agreements: a }, ctx, id, form) => a.reviseAmendment(ctx, id, form.read(shapes.optionalWords)),
  file: ({ agreements: a }, ctx, id, form) => a.fileAmendment(ctx, id, form.read(shapes.optionalWords)),
  withdraw: ({ agreements: a }, ctx, id, form) => a.withdrawAmendment(ctx, id, form.read(shapes.optionalWords)),
  decline: ({ agreements: a }, ctx, id, form) => a.declineAmendment(ctx, id, form.read(shapes.wordsShape)),
};

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const verb = Object.hasOwn(verbs, form.name ?? '') ? verbs[form.name as AmendmentForm] : undefined;
    if (verb === undefined) throw new Response(null, { status: 400 });
    await form.once((ctx) => verb(services, ctx, params.amendment, form));
    return redirect(`${paths.amendment(params.id, params.amendment)}?done=1`);
  });
}

/** After a refusal too: the other side may have moved it meanwhile, and the page shall show it. */
export const shouldRevalidate = () => true;

export default function Amendment({ loaderData: { amendment: m, agreement, grantable, done } }: Route.ComponentProps) {
  const t = useT(agreementLife);
  const side = useSide();
  const locale = useLocale();
  const editable = m.actions.some((one) => one.name === 'save' && one.refusal === null);
  const open = ['draft', 'offered', 'signed', 'filing'].includes(m.state);
  // The form and the view of the terms read an agreement: the draft stands in for its terms.
  const drafted = { ...agreement, terms: m.terms, revision: m.revision, missing: m.missing };
  return (
    <>
      <PageHeader
        title={t(m.kind === 'renewal' ? 'renewal_title' : 'amendment_title', { no: m.no })}
        breadcrumb={[
          { label: t('agreements'), to: paths.agreements() },
          { label: m.agreement_no, to: paths.agreement(m.agreement_id) },
          { label: t('to_versions'), to: paths.amendments(m.agreement_id) },
        ]}
        meta={
          <>
            <StateDot tone={m.state === 'governing' ? 'done' : caseTone(m.state, false)}>
              {side(amendmentStates.words[m.state])}
            </StateDot>
            <span>{t('of_agreement', { no: m.agreement_no, n: m.base_version })}</span>
            <span>
              {m.governs_from === null
                ? t('governs_at_filing')
                : t('governs_on', { day: dayText(m.governs_from, locale) })}
            </span>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {open && <Notice>{t('still', { n: m.base_version })}</Notice>}
      <Section title={t('changes')} lead={t('changes_lead', { n: m.base_version })}>
        <TermsChanges changes={m.changes} caption={t('changes')} />
      </Section>
      <Section id="do" title={t('do_title')}>
        <AmendmentDo amendment={m} />
      </Section>
      <Section title={t(editable ? 'draft' : 'terms')} {...(editable ? { lead: t('draft_lead') } : {})}>
        {editable ? (
          <TermsForm agreement={drafted} grantable={grantable}>
            <ReasonFields fixed={agreement.template?.fixed ?? []} deviations={m.deviations} />
          </TermsForm>
        ) : (
          <TermsView agreement={drafted} />
        )}
      </Section>
      <Deviations template={agreement.template} deviations={m.deviations} />
      <Section title={t('paper')}>
        <Paper amendment={m} />
      </Section>
      <Section title={t('filings')}>
        <Filings amendment={m} />
      </Section>
      <Section title={t('record')}>
        <Timeline
          events={m.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: <span lang="zh-CN">{one.organization ?? '-'}</span>,
            what: amendmentActions.is(one.action) ? side(amendmentActions.words[one.action]) : one.action,
            say: one.words,
            ...(one.action === 'govern' || one.action === 'complete' ? { tone: 'done' as const } : {}),
            ...(one.action === 'refuse' || one.action === 'decline' ? { tone: 'refused' as const } : {}),
          }))}
        />
        {m.history.map((one) =>
          one.changes === null || one.changes.length === 0 ? null : (
            <Kept
              key={one.id}
              changes={one.changes}
              label={`${instantText(new Date(one.at), locale)} · ${t('changed_n', { n: one.changes.length })}`}
            />
          ),
        )}
      </Section>
    </>
  );
}

type Amended = Route.ComponentProps['loaderData']['amendment'];

function Kept({ changes, label }: { readonly changes: Amended['changes']; readonly label: string }) {
  return (
    <details>
      <summary>{label}</summary>
      <TermsChanges changes={changes} caption={label} />
    </details>
  );
}

function Paper({ amendment: m }: { readonly amendment: Amended }) {
  const t = useT(agreementLife);
  if (m.document === null) return <p>{t('paper_none')}</p>;
  const signed = new Map(m.signatures.map((one) => [one.organization_id, one]));
  return (
    <DescriptionList
      facts={[
        {
          term: 'PDF',
          value: (
            <>
              <a href={documentPdf(m.document.id)}>{t('open_pdf')}</a> ·{' '}
              <Link to={paths.verify(m.document.id)}>{t('verify')}</Link>
            </>
          ),
        },
        { term: t('hash'), value: <code>{m.document.sha256}</code> },
        ...[m.developer, m.agency].map((party) => {
          const signature = signed.get(party.id);
          return {
            key: party.id,
            term: <span lang="zh-CN">{party.name}</span>,
            value: signature === undefined ? t('not_signed') : <DateText instant={signature.signed_at} />,
          };
        }),
      ]}
    />
  );
}

function Filings({ amendment: m }: { readonly amendment: Amended }) {
  const t = useT(agreementLife);
  const side = useSide();
  if (m.filings.length === 0) return <p>{t('filings_none')}</p>;
  return (
    <ul>
      {m.filings.map((one) => (
        <li key={one.id}>
          <Link to={paths.filing(one.id)}>{one.no}</Link> · {side(filingStates.words[one.state])}
          {one.receipt_no !== null && ` · ${t('receipt')} ${one.receipt_no}`}
        </li>
      ))}
    </ul>
  );
}
