import { Link } from 'react-router';
import { z } from 'zod';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { tokenBody } from '#api/people/contract.ts';
import { lastDay } from '#api/people/rules/tokens.ts';
import { appContext } from '#app/context.ts';
import { tokens } from '#app/i18n/tokens.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import { Section } from '#app/ui/section.tsx';
import { TokensTable } from '#app/ui/tokens/tokens-table.tsx';
import type { Route } from './+types/w.tokens.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const today = dayOf(ctx.clock.now());
  return {
    items: (await services.people.listTokens(ctx)).items,
    base: ctx.env.PUBLIC_URL,
    from: today,
    to: lastDay(today),
    // A quarter is long enough for most scripts and short enough to be forgotten safely.
    proposed: addDays(today, 90),
  };
}

const revocation = z.object({ token_id: z.string().max(60) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'revoke') {
      const { token_id } = form.read(revocation);
      await form.once((once) => services.people.revokeToken(once, token_id));
      return { revoked: true as const };
    }
    // Not under the form's key: the answer holds the token and must not be kept.
    return { made: await services.people.createToken(ctx, form.read(tokenBody)) };
  });
}

export default function Tokens({ loaderData, actionData }: Route.ComponentProps) {
  const t = useT(tokens);
  const { items, base, from, to, proposed } = loaderData;
  const made = actionData !== undefined && 'made' in actionData ? actionData.made : null;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {actionData !== undefined && 'revoked' in actionData && (
        <Notice tone="success" live>
          {t('revoked_done')}
        </Notice>
      )}
      {made !== null && (
        <SecretShown title={t('made_title')} text={t('made_text')} label={t('token')} secret={made.token}>
          <p>{t('try_it')}</p>
          <Copyable
            text={`curl -H "Authorization: ${made.token}" "${base}/api/3/action/user_show"`}
            label={t('try_it')}
          />
        </SecretShown>
      )}
      <Section title={t('create')}>
        <Form name="create" key={made?.id ?? 'new'}>
          <TextInput name="name" label={t('name')} help={t('name_help')} width="medium" maxLength={60} />
          <DateInput
            name="expires_on"
            label={t('expires_on')}
            help={t('expires_help')}
            min={from}
            max={to}
            defaultValue={proposed}
          />
          <Button>{t('create')}</Button>
        </Form>
      </Section>
      <Section title={t('list')}>
        <TokensTable items={items} />
      </Section>
      <Section title={t('how')}>
        <p>{t('how_text')}</p>
        <p>
          <Link to={`${paths.developers()}#ckan`}>{t('to_developers')}</Link>
        </p>
      </Section>
    </>
  );
}
