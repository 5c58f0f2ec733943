import { redirect } from 'react-router';
import type { ConnectOut } from '#api/checkout/accounts.ts';
import { accountOpening } from '#api/checkout/contract.ts';
import { appContext } from '#app/context.ts';
import { stripeAccount } from '#app/i18n/stripe-account.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.stripe.account.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    account: await services.checkout.showConnect(ctx),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.name === 'refresh') await services.checkout.refreshConnect(ctx);
    else await services.checkout.openConnect(ctx, form.read(accountOpening));
    return redirect(form.name === 'refresh' ? paths.stripeAccount({ done: 'yes' }) : `${paths.stripeAccount()}#open`);
  });
}

export default function StripeAccount({ loaderData: { account: a, done } }: Route.ComponentProps) {
  const t = useT(stripeAccount);
  return (
    <>
      <PageHeader title={t('title')} lead={<p className="max-w-[42em]">{t('lead')}</p>} />
      {!a.on && <Notice>{t('off')}</Notice>}
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {a.account_id === null && (
        <Notice title={t('mainland')}>
          <p>{t('mainland_text')}</p>
          <p>
            <LinkButton look="plain" to={paths.income()}>
              {t('to_bank')}
            </LinkButton>
          </p>
        </Notice>
      )}
      {a.account_id !== null && <Facts account={a} />}
      {a.on && (a.may_open ? <Open account={a} /> : <p className="help">{t('not_you')}</p>)}
    </>
  );
}

function Facts({ account: a }: { readonly account: ConnectOut }) {
  const t = useT(stripeAccount);
  const ready = a.transfers === 'active' && a.payouts_enabled && a.disabled_reason === null;
  return (
    <Section title={t('facts')}>
      <DescriptionList
        facts={[
          { term: t('id'), value: <code>{a.account_id}</code> },
          { term: t('country'), value: a.country },
          { term: t('currency'), value: a.currency?.toUpperCase() ?? null },
          {
            term: t('state'),
            value: (
              <StateDot tone={ready ? 'done' : a.disabled_reason === null ? 'open' : 'refused'}>
                {ready
                  ? t('ready')
                  : a.disabled_reason === null
                    ? t('waiting')
                    : t('disabled', { reason: a.disabled_reason })}
              </StateDot>
            ),
          },
          {
            term: t('due'),
            value:
              a.due.length === 0
                ? t('nothing_due')
                : a.due.map((one) => (
                    <div key={one}>
                      <code>{one}</code>
                    </div>
                  )),
          },
          ...(a.read_at === null ? [] : [{ term: t('read_at'), value: <DateText instant={a.read_at} /> }]),
        ]}
      />
      <Form name="refresh">
        <Button look="plain">{t('refresh')}</Button>
      </Form>
    </Section>
  );
}

function Open({ account: a }: { readonly account: ConnectOut }) {
  const t = useT(stripeAccount);
  const label = t(a.account_id === null ? 'open' : 'go_on');
  return (
    <Section id="open" title={label} lead={t('open_lead')}>
      {a.link !== null && (
        <Notice tone="info" live>
          <p>{t('link_text')}</p>
          <p>
            {/* A link, not a redirect of the form: the page's policy lets forms go nowhere else. */}
            <a className="btn" data-look="primary" data-size="normal" href={a.link} rel="external noreferrer">
              {t('link')}
            </a>
          </p>
        </Notice>
      )}
      <Form name="open">
        {a.country === null ? (
          <TextInput
            name="country"
            label={t('country')}
            help={t('country_help')}
            width="short"
            maxLength={2}
            autoComplete="off"
          />
        ) : (
          <input type="hidden" name="country" value={a.country} readOnly />
        )}
        <Button look="plain">{label}</Button>
      </Form>
    </Section>
  );
}
