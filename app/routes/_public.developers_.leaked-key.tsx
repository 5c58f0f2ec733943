import { Link } from 'react-router';
import { leakBody } from '#api/usage/contract.ts';
import { keys } from '#app/i18n/keys.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.developers_.leaked-key.ts';

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) =>
    // Not under the form's key: what was sent must not be kept.
    services.usage.reportLeak(ctx, form.read(leakBody)),
  );
}

export default function LeakedKey({ actionData }: Route.ComponentProps) {
  const t = useT(keys);
  const done = actionData !== undefined && 'stopped' in actionData ? actionData : null;
  return (
    <>
      <PageHeader title={t('leak_title')} lead={t('leak_lead')} />
      {done === null ? (
        <Form>
          <TextInput
            name="secret"
            label={t('leak_secret')}
            help={t('leak_secret_help')}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
          />
          <TextInput name="found_at" label={t('leak_where')} help={t('leak_where_help')} maxLength={300} />
          <Button>{t('leak_send')}</Button>
        </Form>
      ) : (
        <>
          <Notice tone={done.stopped ? 'success' : 'info'} live>
            {t(done.stopped ? 'leak_done' : 'leak_nothing')}
          </Notice>
          <p>
            <Link to={paths.leakedKey()}>{t('leak_more')}</Link>
          </p>
        </>
      )}
    </>
  );
}
