import { data } from 'react-router';
import { codeBody } from '#api/people/contract.ts';
import { sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { qrSvg } from '#app/present/qr.server.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CodeInput } from '#app/ui/code-input.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { QrImage } from '#app/ui/qr-image.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.account.factor.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { second_factor } = await services.people.showAccount(ctx);
    const pending = await services.people.pendingFactor(ctx);
    return {
      factor: second_factor,
      pending: pending === null ? null : { ...pending, svg: await qrSvg(pending.uri) },
    };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    // None of these goes under the form's key: the answers hold secrets and the session's new token.
    if (form.name === 'start') {
      await services.people.startFactor(ctx);
      return data({ codes: null, removed: false });
    }
    const input = form.read(codeBody);
    const moved = (token: string) => ({
      headers: { 'Set-Cookie': sessionCookieHeader(token, ctx.env.PUBLIC_URL.startsWith('https:')) },
    });
    if (form.name === 'remove') {
      const { token } = await services.people.removeFactor(ctx, input);
      return data({ codes: null, removed: true }, moved(token));
    }
    const { codes, token } =
      form.name === 'renew'
        ? await services.people.renewRecoveryCodes(ctx, input)
        : await services.people.confirmFactor(ctx, input);
    return data({ codes, removed: false }, moved(token));
  });
}

export default function Factor({ loaderData: { factor, pending }, actionData }: Route.ComponentProps) {
  const t = useT(security);
  const done = actionData !== undefined && 'codes' in actionData ? actionData : null;
  return (
    <>
      <PageHeader
        title={t('factor')}
        lead={t('factor_lead')}
        breadcrumb={[{ label: t('title'), to: paths.account() }]}
      />
      {done !== null && done.codes !== null && (
        <SecretShown
          title={t('recovery_title')}
          text={t('recovery_text')}
          label={t('recovery_codes')}
          secret={done.codes.join('  ')}
        />
      )}
      {done?.removed === true && (
        <Notice tone="success" live>
          {t('removed')}
        </Notice>
      )}
      {factor === null && pending === null && (
        <Form name="start">
          <p>{t('begin_text')}</p>
          <Button>{t('begin')}</Button>
        </Form>
      )}
      {factor === null && pending !== null && (
        <>
          <Section title={t('step_scan')}>
            <p>{t('step_scan_text')}</p>
            <QrImage svg={pending.svg} text={pending.uri} />
            <p>{t('key')}</p>
            <Copyable text={pending.key} label={t('key')} />
          </Section>
          <Section title={t('step_code')}>
            <Form name="confirm">
              <CodeInput />
              <Button>{t('confirm')}</Button>
            </Form>
          </Section>
        </>
      )}
      {factor !== null && (
        <>
          <p>
            {t('factor_on')} <DateText instant={factor.since} />, {t('codes_left')}: {factor.recovery_codes_left}
          </p>
          <Section title={t('renew')} lead={t('renew_text')}>
            <Form name="renew">
              <CodeInput />
              <Button look="plain">{t('renew')}</Button>
            </Form>
          </Section>
          <Section title={t('remove')} lead={t('remove_text')}>
            <Form name="remove">
              <CodeInput recovery />
              <ConfirmButton look="warn" title={t('remove')} consequence={t('remove_text')}>
                {t('remove')}
              </ConfirmButton>
            </Form>
          </Section>
        </>
      )}
      <p className="help">{t('lost_text')}</p>
    </>
  );
}
