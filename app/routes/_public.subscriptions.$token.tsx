import { changeBody } from '#api/subscriptions/contract.ts';
import { frequencies, subscriptionStates } from '#api/subscriptions/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/_public.subscriptions.$token.ts';

export function loader({ context, params: { token } }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.subscriptions.showMailSubscription(ctx, token));
}

/** Opening the link does nothing by itself: mail programs open links ahead of their readers. */
export function action({ request, context, params: { token } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'end') await services.subscriptions.endMailSubscription(ctx, token);
    else if (form.intent === 'change')
      await services.subscriptions.changeMailSubscription(ctx, token, form.read(changeBody));
    else await services.subscriptions.confirmMailSubscription(ctx, token);
    return { did: form.intent };
  });
}

const tones = { pending: 'open', active: 'done', paused: 'wait', ended: 'off' } as const;

export default function MailSubscription({ loaderData: shown, actionData }: Route.ComponentProps) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const did = actionData !== undefined && 'did' in actionData ? actionData.did : null;
  return (
    <>
      <PageHeader title={t('yours')} />
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      {shown.state === 'ended' && (
        <Notice tone="info" title={t('ended_title')} live={did === 'end'}>
          <p>{t('ended_text')}</p>
        </Notice>
      )}
      {shown.state === 'active' && (did === 'confirm' || did === 'change') && (
        <Notice tone="success" live>
          {t(did === 'confirm' ? 'confirmed' : 'changed')}
        </Notice>
      )}
      <DescriptionList
        facts={[
          { term: t('about'), value: locale === 'zh' ? shown.about_zh : shown.about_en },
          {
            term: t('state'),
            value: <StateDot tone={tones[shown.state]}>{subscriptionStates.label(shown.state, locale)}</StateDot>,
          },
          { term: t('frequency'), value: frequencies.label(shown.frequency, locale) },
          { term: t('asked_on'), value: <DateText instant={shown.created_at} /> },
          { term: t('since'), value: shown.confirmed_at !== null && <DateText instant={shown.confirmed_at} /> },
        ]}
      />
      <div className="mt-6 grid gap-6 justify-items-start">
        {shown.state === 'pending' && (
          <Form name="confirm">
            <p>{t('confirm_text')}</p>
            <Button name="intent" value="confirm">
              {t('confirm')}
            </Button>
          </Form>
        )}
        {(shown.state === 'active' || shown.state === 'paused') && (
          <Form name="change">
            <Select
              name="frequency"
              label={t('frequency')}
              blank={null}
              defaultValue={shown.frequency}
              options={frequencies.codes.map((code) => ({ value: code, label: frequencies.label(code, locale) }))}
            />
            <Button look="plain" name="intent" value="change">
              {t('change')}
            </Button>
          </Form>
        )}
        {shown.state === 'ended' ? (
          <LinkButton look="plain" to={paths.subscribe({ target: shown.target, value: shown.target_value })}>
            {t('again')}
          </LinkButton>
        ) : (
          <Form name="end" inline>
            <ConfirmButton
              look="warn"
              name="intent"
              value="end"
              title={t('end_mail_title')}
              consequence={t('end_mail_consequence')}
            >
              {t('end')}
            </ConfirmButton>
          </Form>
        )}
      </div>
    </>
  );
}
