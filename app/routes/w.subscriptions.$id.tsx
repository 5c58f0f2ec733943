import { Link } from 'react-router';
import { z } from 'zod';
import { pauseReasons } from '#api/subscriptions/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import { Section } from '#app/ui/section.tsx';
import { DeliveryLog } from '#app/ui/subscriptions/delivery-log.tsx';
import { HookState } from '#app/ui/subscriptions/hook-state.tsx';
import { SignatureHelp } from '#app/ui/subscriptions/signature-help.tsx';
import type { Route } from './+types/w.subscriptions.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const before = url.searchParams.get('before')?.slice(0, 40);
  return orRefusal(async () => ({
    hook: await services.subscriptions.showWebhook(ctx, id),
    log: await services.subscriptions.listMessages(ctx, id, { before }),
  }));
}

const replayed = z.object({ message: z.string().max(40) });

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const { subscriptions: room } = services;
    switch (form.intent) {
      case 'replay': {
        const { message } = form.read(replayed);
        await form.once((once) => room.replayMessage(once, id, message));
        return { did: 'replayed' } as const;
      }
      case 'ping':
        await form.once((once) => room.pingWebhook(once, id));
        return { did: 'pinged' } as const;
      case 'rotate':
        // Not under the form's key: the answer holds the secret and must not be kept.
        return { secret: (await room.rotateSecret(ctx, id)).secret };
      case 'pause':
        await form.once((once) => room.pauseWebhook(once, id));
        return { did: 'done' } as const;
      case 'resume':
        await form.once((once) => room.resumeWebhook(once, id));
        return { did: 'done' } as const;
      default:
        await form.once((once) => room.endWebhook(once, id));
        return { did: 'done' } as const;
    }
  });
}

export default function Webhook({ loaderData: { hook, log }, actionData }: Route.ComponentProps) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const live = hook.state !== 'ended';
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('hooks_title'), to: paths.webhooks() }]}
        title={locale === 'zh' ? hook.about_zh : hook.about_en}
        meta={<HookState state={hook.state} />}
      />
      {actionData !== undefined && 'did' in actionData && (
        <Notice tone="success" live>
          {t(actionData.did)}
        </Notice>
      )}
      {actionData !== undefined && 'secret' in actionData && (
        <SecretShown title={t('made_title')} text={t('made_text')} label={t('secret')} secret={actionData.secret} />
      )}
      {hook.paused_for !== null && hook.state === 'paused' && (
        <Notice tone="warn" title={pauseReasons.label(hook.paused_for, locale)} />
      )}
      <DescriptionList
        facts={[
          { term: t('url'), value: <span className="break-all">{hook.url}</span> },
          { term: t('created'), value: <DateText instant={hook.created_at} /> },
          { term: t('delivered'), value: String(hook.delivered) },
          { term: t('waiting'), value: String(hook.waiting) },
          { term: t('failed'), value: String(hook.failed) },
          { term: t('failing'), value: hook.failing_since !== null && <DateText instant={hook.failing_since} /> },
          {
            term: t('old_until'),
            value: hook.old_secret_until !== null && <DateText instant={hook.old_secret_until} />,
          },
        ]}
      />
      {live && (
        <div className="mt-6">
          <Form name="hook" inline>
            <Button look="plain" name="intent" value="ping">
              {t('ping')}
            </Button>
            <ConfirmButton
              look="plain"
              name="intent"
              value="rotate"
              title={t('rotate_title')}
              consequence={t('rotate_consequence')}
            >
              {t('rotate')}
            </ConfirmButton>
            <Button look="plain" name="intent" value={hook.state === 'paused' ? 'resume' : 'pause'}>
              {t(hook.state === 'paused' ? 'resume' : 'pause')}
            </Button>
            <ConfirmButton
              look="warn"
              name="intent"
              value="end"
              title={t('end_hook_title')}
              consequence={t('end_hook_consequence')}
            >
              {t('end_hook')}
            </ConfirmButton>
          </Form>
        </div>
      )}
      <Section title={t('log')}>
        <DeliveryLog items={log.items} live={live} />
        {log.next !== null && (
          <p>
            <Link to={paths.webhook(hook.id, { before: log.next })}>{t('older')}</Link>
          </p>
        )}
      </Section>
      <Section title={t('how')}>
        <SignatureHelp />
      </Section>
    </>
  );
}
