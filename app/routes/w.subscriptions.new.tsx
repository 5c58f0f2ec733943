import { Link } from 'react-router';
import { webhookBody } from '#api/subscriptions/contract.ts';
import { targets } from '#api/subscriptions/rules/codes.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import type { Route } from './+types/w.subscriptions.new.ts';

export function loader({ url }: Route.LoaderArgs) {
  const asked = url.searchParams.get('target');
  return { target: targets.is(asked) ? asked : 'catalogue', value: url.searchParams.get('value') ?? '' } as const;
}

export function action({ request, context }: Route.ActionArgs) {
  // Not under the form's key: the answer holds the secret and must not be kept.
  return withRefusals(request, context, async (form, { services, ctx }) => ({
    made: await services.subscriptions.createWebhook(ctx, form.read(webhookBody)),
  }));
}

export default function NewWebhook({ loaderData: { target, value }, actionData }: Route.ComponentProps) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const made = actionData !== undefined && 'made' in actionData ? actionData.made : null;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('hooks_title'), to: paths.webhooks() }]}
        title={t('new_hook')}
        lead={t('hooks_lead')}
      />
      {made !== null && (
        <SecretShown title={t('made_title')} text={t('made_text')} label={t('secret')} secret={made.secret}>
          <p>
            <Link to={paths.webhook(made.id)}>{t('to_detail')}</Link>
          </p>
        </SecretShown>
      )}
      {made === null && (
        <Form>
          <TextInput
            name="url"
            type="url"
            label={t('url')}
            help={t('url_help')}
            placeholder="https://"
            maxLength={2000}
          />
          <Select
            name="target"
            label={t('target')}
            blank={null}
            defaultValue={target}
            options={targets.codes.map((code) => ({ value: code, label: targets.label(code, locale) }))}
          />
          <TextInput
            name="target_value"
            label={t('target_value')}
            help={t('target_value_help')}
            defaultValue={value}
            optional
            maxLength={2000}
          />
          <input type="hidden" name="locale" value={locale} />
          <Button>{t('new_hook')}</Button>
        </Form>
      )}
    </>
  );
}
