import { data, Link } from 'react-router';
import { z } from 'zod';
import type { accountOut } from '#api/people/contract.ts';
import { passwordChange } from '#api/people/contract.ts';
import { sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { HistoryTable } from '#app/ui/account/history-table.tsx';
import { SessionsTable } from '#app/ui/account/sessions-table.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.account._index.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const page = Math.max(1, Math.min(1000, Number(url.searchParams.get('page')) || 1));
  return orRefusal(async () => {
    const [account, sessions, history, since] = await Promise.all([
      services.people.showAccount(ctx),
      services.people.listSessions(ctx),
      services.people.accountHistory(ctx, { page, page_size: 20 }),
      services.people.failuresSince(ctx),
    ]);
    return { account, sessions: sessions.items, history, since, issuer: services.people.issuerName(ctx) !== null };
  });
}

const ending = z.object({ session_id: z.string().max(64) });
const unlinking = z.object({ identity_id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.name === 'password') {
      // Not under the form's key: the answer holds the session's new token.
      const { token } = await services.people.changePassword(ctx, form.read(passwordChange));
      const secure = ctx.env.PUBLIC_URL.startsWith('https:');
      return data({ done: 'password' as const }, { headers: { 'Set-Cookie': sessionCookieHeader(token, secure) } });
    }
    if (form.name === 'others') {
      const { ended } = await form.once((once) => services.people.endOtherSessions(once));
      return data({ done: 'ended' as const, ended });
    }
    if (form.name?.startsWith('revoke-idn_') === true) {
      const { identity_id } = form.read(unlinking);
      await form.once((once) => services.people.unlinkIdentity(once, identity_id));
      return data({ done: 'unlinked' as const });
    }
    const { session_id } = form.read(ending);
    const { ended } = await form.once((once) => services.people.endSession(once, session_id));
    return data({ done: 'ended' as const, ended });
  });
}

type Account = z.output<typeof accountOut>;

export default function AccountPage({ loaderData, actionData }: Route.ComponentProps) {
  const { account, sessions, history, since, issuer } = loaderData;
  const t = useT(security);
  const done = actionData !== undefined && 'done' in actionData ? actionData : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <LinkButton look="plain" to={paths.delegations()}>
            {t('delegations')}
          </LinkButton>
        }
      />
      {done?.done === 'password' && (
        <Notice tone="success" live>
          {t('password_changed')}
        </Notice>
      )}
      {done?.done === 'unlinked' && (
        <Notice tone="success" live>
          {t('unlinked')}
        </Notice>
      )}
      {done?.done === 'ended' && (
        <Notice tone="success" live>
          {t('ended', { count: done.ended })}
        </Notice>
      )}
      {since.failures > 0 && since.since !== null && (
        <Notice tone="warn">{t('since_failures', { count: since.failures, since: since.since.slice(0, 10) })}</Notice>
      )}
      <DescriptionList
        facts={[
          { term: t('login'), value: account.login },
          { term: t('display_name'), value: account.display_name },
          { term: t('password'), value: <PasswordSince account={account} /> },
        ]}
      />
      <Section title={t('factor')} lead={t('factor_lead')}>
        <FactorFacts account={account} />
        <p>
          <LinkButton to={paths.accountFactor()} look={account.second_factor === null ? 'primary' : 'plain'}>
            {t(account.second_factor === null ? 'set_up' : 'manage_factor')}
          </LinkButton>
        </p>
      </Section>
      <Section title={t('sessions')} lead={t('sessions_lead')}>
        <SessionsTable items={sessions} />
        {sessions.length > 1 && (
          <Form inline name="others">
            <ConfirmButton look="warn" title={t('end_others')} consequence={t('end_text')}>
              {t('end_others')}
            </ConfirmButton>
          </Form>
        )}
      </Section>
      <Section title={t(account.has_password ? 'change_password' : 'set_password')}>
        <Form name="password">
          {account.has_password && <PasswordInput name="present" label={t('present_password')} />}
          <PasswordInput
            name="password"
            label={t('new_password')}
            help={t('new_password_help')}
            autoComplete="new-password"
          />
          <Button>{t(account.has_password ? 'change_password' : 'set_password')}</Button>
        </Form>
      </Section>
      {(issuer || account.identities.length > 0) && <Identities account={account} issuer={issuer} />}
      <Section title={t('history')} lead={t('history_lead')}>
        <HistoryTable items={history.items} />
        <Pagination
          page={history.page}
          pageSize={history.page_size}
          total={history.total}
          href={(page) => paths.account({ page })}
        />
      </Section>
    </>
  );
}

function PasswordSince({ account }: { readonly account: Account }) {
  const t = useT(security);
  if (!account.has_password) return t('password_none');
  if (account.password_set_at === null) return t('password_first');
  return (
    <>
      {t('password_set')} <DateText instant={account.password_set_at} />
    </>
  );
}

function FactorFacts({ account: { second_factor: factor } }: { readonly account: Account }) {
  const t = useT(security);
  if (factor === null) return <p>{t('factor_off')}</p>;
  return (
    <DescriptionList
      facts={[
        { term: t('factor_on'), value: <DateText instant={factor.since} /> },
        { term: t('codes_left'), value: String(factor.recovery_codes_left) },
        {
          term: t('fresh_until'),
          value: factor.fresh_until === null ? null : <DateText instant={factor.fresh_until} />,
        },
      ]}
    />
  );
}

function Identities({ account, issuer }: { readonly account: Account; readonly issuer: boolean }) {
  const t = useT(security);
  return (
    <Section title={t('identities')} lead={t('identities_lead')}>
      {account.identities.length === 0 && <p>{t('identity_none')}</p>}
      {account.identities.map((one) => {
        const name = one.name ?? t('unnamed');
        return (
          <div key={one.id}>
            <p>
              {name} <span className="help">{one.issuer}</span>
            </p>
            <Form inline name={`revoke-${one.id}`}>
              <input type="hidden" name="identity_id" value={one.id} />
              <ConfirmButton
                look="warn"
                size="small"
                title={t('unlink_title', { name })}
                consequence={t('unlink_text')}
              >
                {t('unlink')}
              </ConfirmButton>
            </Form>
          </div>
        );
      })}
      {issuer && (
        <p>
          <Link to={paths.issuerStart({ link: 1 })} reloadDocument className="btn" data-look="plain" data-size="normal">
            {t('link')}
          </Link>
        </p>
      )}
    </Section>
  );
}
