import { Link, redirect } from 'react-router';
import { accepting, closing, offering } from '#api/market/quotations/contract.ts';
import { quotationActions, quotationKinds, quotationStates } from '#api/market/rules/voice-codes.ts';
import { type PlanKind, planKinds, purposeKinds } from '#api/products/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { priceText } from '#app/present/plan-text.ts';
import { quotationTone } from '#app/present/voice-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { PlanName, PlanTermsText, termsOf } from '#app/ui/market/plan-list.tsx';
import { TermFields } from '#app/ui/market/term-fields.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.quotations.$id.ts';

const kinds = planKinds.codes.filter((code) => code !== 'free');

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const wanted = url.searchParams.get('kind') ?? '';
  return orRefusal(async () => {
    const quotation = await services.market.getQuotation(ctx, params.id);
    const before = quotation.offers.at(-1)?.plan.kind ?? 'one_off';
    const kind: PlanKind = planKinds.is(wanted) && wanted !== 'free' ? wanted : before;
    return { quotation, kind, done: url.searchParams.has('done') };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    const { id } = params;
    if (form.name === 'offer') await form.once((ctx) => market.offerQuotation(ctx, id, form.read(offering)));
    else if (form.name === 'accept') {
      const done = await form.once((ctx) => market.acceptQuotation(ctx, id, form.read(accepting)));
      if (done.order !== null) return redirect(`${paths.order(done.order.id)}?done=place`);
    } else {
      const input = form.read(closing);
      const name = form.name;
      await form.once((ctx) =>
        name === 'decline'
          ? market.declineQuotation(ctx, id, input)
          : name === 'reject'
            ? market.rejectQuotation(ctx, id, input)
            : market.withdrawQuotation(ctx, id, input),
      );
    }
    return redirect(`${paths.quotation(id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

type Shown = Route.ComponentProps['loaderData']['quotation'];
type Party = Shown['buyer'];

function PartyName({ party }: { readonly party: Party }) {
  const english = useLocale() === 'en';
  return (
    <>
      {english && party.name_en !== null ? party.name_en : <span lang="zh-CN">{party.name}</span>} ({party.uscc})
    </>
  );
}

export default function Quotation({ loaderData: { quotation: q, kind, done } }: Route.ComponentProps) {
  const t = useT(voice);
  const side = useSide();
  const locale = useLocale();
  const open = q.state === 'asked' || q.state === 'offered';
  const due = dayText(q.lapses_after, locale);
  return (
    <>
      <PageHeader
        title={`${side(quotationKinds.words[q.kind])} ${q.no}`}
        breadcrumb={[{ label: t('q_list'), to: paths.quotations({ side: q.side }) }]}
        meta={
          <>
            <StateDot tone={quotationTone(q.state, q.side)}>{side(quotationStates.words[q.state])}</StateDot>
            {open && <span>{t(q.state === 'asked' ? 'q_next_owner' : 'q_next_buyer', { due })}</span>}
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {q.order !== null && (
        <Notice tone="success">
          {q.side === 'department' ? (
            t('q_ordered', { no: q.order.no })
          ) : (
            <Link to={paths.order(q.order.id)}>{t('q_ordered', { no: q.order.no })}</Link>
          )}
        </Notice>
      )}
      <Section title={t('q_facts')}>
        <Facts quotation={q} />
      </Section>
      {q.offers.length > 0 && (
        <Section title={t('q_offers')}>
          {[...q.offers].reverse().map((one) => (
            <Offered key={one.number} one={one} last={one.number === q.offers.length} />
          ))}
        </Section>
      )}
      {q.actions.map(({ name, refusal }) => (
        <Deed key={name} name={name} refusal={refusal} quotation={q} kind={kind} />
      ))}
      <Section title={t('record')}>
        <Timeline
          events={q.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: one.organization === null ? t('platform') : <span lang="zh-CN">{one.organization}</span>,
            what: side(quotationActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

function Facts({ quotation: q }: { readonly quotation: Shown }) {
  const t = useT(voice);
  const side = useSide();
  const text = (words: string) => (words === '' ? null : <span lang="zh-CN">{words}</span>);
  return (
    <DescriptionList
      facts={[
        {
          term: t('q_product'),
          value:
            q.product_state === 'listed' ? (
              <Link to={paths.product(q.product_no)}>
                <span lang="zh-CN">{q.product_title}</span> {q.product_no}
              </Link>
            ) : (
              <>
                <span lang="zh-CN">{q.product_title}</span> {q.product_no}
              </>
            ),
        },
        { term: t('q_owner'), value: <PartyName party={q.owner} /> },
        { term: t('q_buyer'), value: <PartyName party={q.buyer} /> },
        ...(q.kind === 'private'
          ? []
          : [
              { term: t('q_need'), value: text(q.need) },
              { term: t('q_use'), value: text(q.use) },
              {
                term: t('q_purpose'),
                value: q.purpose_kind === null ? null : side(purposeKinds.words[q.purpose_kind]),
              },
              { term: t('q_volume'), value: text(q.volume) },
              { term: t('q_period'), value: text(q.period) },
              { term: t('q_wanted'), value: q.wanted_by === null ? null : <DateText day={q.wanted_by} /> },
            ]),
        { term: t('q_asked'), value: <DateText instant={q.created_at} /> },
      ]}
    />
  );
}

function Offered({ one, last }: { readonly one: Shown['offers'][number]; readonly last: boolean }) {
  const t = useT(voice);
  const locale = useLocale();
  const terms = termsOf(one.plan);
  return (
    <div className="case-action">
      <h3>
        {t('q_offer_n', { n: one.number })}
        {one.stands && ` · ${t('q_stands')}`}
        {!last && ` · ${t('q_superseded')}`}
      </h3>
      <DescriptionList
        facts={[
          {
            term: t('q_terms'),
            value: (
              <>
                <PlanName plan={one.plan} /> · <strong>{priceText(terms, locale)}</strong>
                <PlanTermsText terms={terms} />
              </>
            ),
          },
          {
            term: t('q_at_order'),
            value: terms.kind === 'metered' ? t('q_later') : <Money fen={one.amount_fen} />,
          },
          { term: t('q_valid'), value: <DateText day={one.valid_until} /> },
          { term: t('q_words'), value: one.words === '' ? null : <span lang="zh-CN">{one.words}</span> },
          { term: t('q_offered_at'), value: <DateText instant={one.at} /> },
        ]}
      />
    </div>
  );
}

interface DeedProps {
  readonly name: string;
  readonly refusal: Shown['actions'][number]['refusal'];
  readonly quotation: Shown;
  readonly kind: PlanKind;
}

function Deed({ name, refusal, quotation: q, kind }: DeedProps) {
  const t = useT(voice);
  const side = useSide();
  const locale = useLocale();
  const revision = <input type="hidden" name="revision" value={q.revision} readOnly />;
  const standing = q.offers.at(-1);
  if (name === 'accept' && standing !== undefined)
    return (
      <CaseAction
        name={name}
        title={t('q_accept')}
        lead={t('q_accept_lead', { price: priceText(termsOf(standing.plan), locale) })}
        refusal={refusal}
      >
        {revision}
        <input type="hidden" name="offer" value={standing.number} readOnly />
        {q.kind === 'private' && (
          <>
            <Select
              name="purpose_kind"
              label={t('q_purpose')}
              help={t('q_purpose_help')}
              optional
              options={purposeKinds.codes.map((code) => ({ value: code, label: side(purposeKinds.words[code]) }))}
            />
            <TextInput name="purpose" label={t('q_use')} maxLength={500} optional />
          </>
        )}
        <Button>{t('q_accept')}</Button>
      </CaseAction>
    );
  if (name === 'offer')
    return (
      <CaseAction
        name={name}
        title={t(q.state === 'asked' ? 'q_make' : 'q_make_again')}
        lead={t('q_make_lead')}
        refusal={refusal}
        folded={q.state === 'offered'}
      >
        <Tabs
          label={t('q_plan_kind')}
          tabs={kinds.map((code) => ({
            to: `${paths.quotation(q.id)}?kind=${code}#do-offer`,
            label: side(planKinds.words[code]),
            current: code === kind,
          }))}
        />
        {revision}
        <input type="hidden" name="terms.kind" value={kind} readOnly />
        <TextInput name="name" label={t('q_name')} help={t('q_name_help')} width="medium" maxLength={60} optional />
        <TermFields key={kind} kind={kind} terms={null} trial={false} />
        <DateInput name="valid_until" label={t('q_valid')} />
        <TextArea name="words" label={t('q_words')} limit={2000} rows={3} optional />
        <Button>{t('q_make')}</Button>
      </CaseAction>
    );
  const title = name === 'decline' ? t('q_decline') : name === 'reject' ? t('q_reject') : t('q_withdraw');
  return (
    <CaseAction name={name} title={title} refusal={refusal} folded>
      {revision}
      <TextArea name="words" label={t('q_decline_words')} limit={2000} rows={2} optional={name !== 'decline'} />
      <Button look="plain">{title}</Button>
    </CaseAction>
  );
}
