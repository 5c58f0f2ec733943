import { Link, redirect } from 'react-router';
import type { CaseOut } from '#api/checkout/cases.ts';
import { bankPayout, caseNote } from '#api/checkout/contract.ts';
import { cardRefundStates, caseKinds, eventStates } from '#api/checkout/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { checkout } from '#app/i18n/checkout.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { caseAmount } from '#app/present/stripe-case.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.stripe.$id.ts';

const dones = ['retry', 'send_back', 'bank', 'close'] as const;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const done = dones.find((one) => one === url.searchParams.get('done')) ?? null;
  return orRefusal(async () => ({ found: await services.checkout.getCase(ctx, params.id), done }));
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { checkout: s } }) => {
    const name = dones.find((one) => one === form.name) ?? 'retry';
    if (name === 'retry') await form.once((ctx) => s.retryCase(ctx, id));
    else if (name === 'send_back') await form.once((ctx) => s.sendBackUnmatched(ctx, id));
    else if (name === 'bank') {
      const input = form.read(bankPayout);
      await form.once((ctx) => s.payByBank(ctx, id, input));
    } else {
      const input = form.read(caseNote);
      await form.once((ctx) => s.closeCase(ctx, id, input));
    }
    return redirect(`${paths.stripeCase(id)}?done=${name}`);
  });
}

export const shouldRevalidate = () => true;

export default function StripeCase({ loaderData: { found: c, done } }: Route.ComponentProps) {
  const t = useT(checkout);
  const side = useSide();
  const kind = side(caseKinds.words[c.kind]);
  return (
    <>
      <PageHeader
        title={t('case_title', { kind, object: c.object_id })}
        breadcrumb={[{ label: t('cases'), to: paths.stripeCases() }]}
      />
      {done !== null && (
        <Notice tone="success" live>
          {t(`done_${done}`)}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList
          facts={[
            { term: t('amount'), value: caseAmount(c) },
            {
              term: t('order'),
              value: c.order_id === null ? null : <Link to={paths.order(c.order_id)}>{c.order_no}</Link>,
            },
            { term: t('detail'), value: c.detail },
            { term: t('opened'), value: <DateText instant={c.opened_at} /> },
            ...(c.send_back_state === null
              ? []
              : [{ term: t('sent_state'), value: side(cardRefundStates.words[c.send_back_state]) }]),
            ...(c.closed_at === null
              ? []
              : [
                  { term: t('closed'), value: <DateText instant={c.closed_at} /> },
                  { term: t('note'), value: c.note },
                ]),
          ]}
        />
      </Section>
      <Acts found={c} />
      <Section id="events" title={t('events')} lead={t('events_lead')}>
        {c.events.length === 0 ? <p className="help">{t('no_events')}</p> : <Events events={c.events} />}
      </Section>
    </>
  );
}

function Acts({ found: c }: { readonly found: CaseOut }) {
  const t = useT(checkout);
  const amount = caseAmount(c) ?? '';
  if (!c.may.close) return null;
  return (
    <Section id="do" title={t('do_title')}>
      {c.may.retry && (
        <CaseAction name="retry" title={t('retry')} lead={t('retry_lead')} refusal={null}>
          <Button look="plain">{t('retry')}</Button>
        </CaseAction>
      )}
      {c.may.send_back && (
        <CaseAction name="send_back" title={t('send_back')} lead={t('send_back_lead', { amount })} refusal={null}>
          <ConfirmButton title={t('send_back_question', { amount })} consequence={t('send_back_consequence')}>
            {t('send_back')}
          </ConfirmButton>
        </CaseAction>
      )}
      {c.may.pay_by_bank && (
        <CaseAction name="bank" title={t('bank')} lead={t('bank_lead')} refusal={null}>
          <TextInput name="bank_serial" label={t('serial')} width="medium" autoComplete="off" />
          <Button>{t('bank')}</Button>
        </CaseAction>
      )}
      <CaseAction name="close" title={t('close')} lead={t('close_lead')} refusal={null}>
        <TextArea name="note" label={t('note')} limit={500} rows={3} />
        <Button look="plain">{t('close_send')}</Button>
      </CaseAction>
    </Section>
  );
}

function Events({ events }: { readonly events: CaseOut['events'] }) {
  const t = useT(checkout);
  const side = useSide();
  return events.map((event) => (
    <details className="more" key={event.id}>
      <summary>
        {t('event_line', { type: event.type, state: side(eventStates.words[event.state]), n: event.attempts })}{' '}
        <DateText instant={event.created_at} />
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="table-region" aria-label={`${t('raw')} ${event.id}`} tabIndex={0}>
        <pre>{pretty(event.raw)}</pre>
      </section>
    </details>
  ));
}

/** Indented for the eye where it is JSON; what is stored stays byte for byte. */
function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
