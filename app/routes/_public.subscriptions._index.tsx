import { mailBody } from '#api/subscriptions/contract.ts';
import { frequencies, targets } from '#api/subscriptions/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.subscriptions._index.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = url.searchParams.get('target');
  const target = targets.is(asked) ? asked : 'catalogue';
  const value = url.searchParams.get('value') ?? '';
  return orRefusal(() => services.subscriptions.describeTarget(ctx, target, value));
}

export function action({ request, context }: Route.ActionArgs) {
  // Not under the form's key: an answer that is kept would tell that the address was typed.
  return withRefusals(request, context, (form, { services, ctx }) =>
    services.subscriptions.subscribeByMail(ctx, form.read(mailBody)),
  );
}

export default function Subscribe({ loaderData, actionData }: Route.ComponentProps) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const said = locale === 'zh' ? loaderData.about_zh : loaderData.about_en;
  const asked = actionData !== undefined && 'accepted' in actionData;
  return (
    <>
      <PageHeader title={t('mail_title')} lead={t('mail_lead')} />
      {asked && (
        <Notice tone="success" title={t('asked_title')} live>
          <p>{t('asked_text')}</p>
        </Notice>
      )}
      {!asked && (
        <Form>
          <p>
            <b>{t('about')}</b> <span>{said}</span>
          </p>
          <input type="hidden" name="target" value={loaderData.target} />
          <input type="hidden" name="target_value" value={loaderData.target_value} />
          <input type="hidden" name="locale" value={locale} />
          <TextInput
            name="email"
            type="email"
            label={t('email')}
            help={t('email_help')}
            autoComplete="email"
            width="medium"
            maxLength={254}
          />
          <Select
            name="frequency"
            label={t('frequency')}
            blank={null}
            defaultValue="daily"
            options={frequencies.codes.map((code) => ({ value: code, label: frequencies.label(code, locale) }))}
          />
          <Button>{t('subscribe')}</Button>
        </Form>
      )}
    </>
  );
}
