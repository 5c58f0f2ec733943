import { dayOf } from '#api/kernel/time.ts';
import { withdrawBody } from '#api/reuses/rules/shapes.ts';
import type { ReuseOut } from '#api/reuses/show.ts';
import { appContext } from '#app/context.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText, numberText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { ReuseContentView } from '#app/ui/reuses/reuse-content.tsx';
import type { Route } from './+types/_public.reuses.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const reuse = await orRefusal(() => services.reuses.openReuse(ctx, params.id));
  return { reuse, sent: url.searchParams.has('sent') && reuse.state === 'submitted' };
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form) => {
    const body = form.read(withdrawBody);
    const { services } = context.get(appContext);
    await form.once((ctx) => services.reuses.withdrawReuse(ctx, params.id, body));
    return { did: 'withdraw' };
  });
}

export default function Reuse({ loaderData: { reuse, sent }, actionData }: Route.ComponentProps) {
  const t = useT(reuses);
  const locale = useLocale();
  const { own } = reuse;
  const content = reuse.public ?? own?.newest;
  if (content === undefined) return null;
  const withdrawn = actionData !== undefined && 'did' in actionData;
  return (
    <>
      <PageHeader title={content.title} breadcrumb={[{ label: t('title'), to: paths.reuses() }]} />
      {reuse.public === null && <meta name="robots" content="noindex" />}
      {withdrawn && (
        <Notice tone="success" live>
          {t('withdrawn_done')}
        </Notice>
      )}
      {own?.is_author && <OwnState reuse={reuse} sent={sent} />}
      <ReuseContentView
        content={content}
        facts={
          reuse.public === null || reuse.published_at === null
            ? []
            : [
                {
                  term: t('published'),
                  value: (
                    <>
                      <DateText day={dayOf(new Date(reuse.published_at))} />
                      {reuse.views > 0 &&
                        ` · ${t('views', { n: numberText(reuse.views, locale), count: reuse.views })}`}
                    </>
                  ),
                },
              ]
        }
      />
      <p className="help mt-4">{t('outside')}</p>
      {own?.is_author && (own.may.edit || own.may.withdraw) && (
        <div className="actions mt-6">
          {own.may.edit && (
            <LinkButton look="plain" to={paths.editReuse(reuse.id)}>
              {t('edit')}
            </LinkButton>
          )}
          {own.may.withdraw && (
            <Form name="withdraw" inline>
              <input type="hidden" name="revision" value={own.revision} />
              <ConfirmButton look="warn" title={t('withdraw_title')} consequence={t('withdraw_consequence')}>
                {t('withdraw')}
              </ConfirmButton>
            </Form>
          )}
        </div>
      )}
    </>
  );
}

/** For its author: how it stands, why, and what comes next by when. */
function OwnState({ reuse, sent }: { readonly reuse: ReuseOut; readonly sent: boolean }) {
  const t = useT(reuses);
  const locale = useLocale();
  const place = usePlace();
  const { own, state, region_code } = reuse;
  if (own === null) return null;
  const region = place(region_code);
  const why = own.reason === null ? null : <p>{t('why', { reason: own.reason })}</p>;
  if (state === 'submitted')
    return (
      <Notice tone={sent ? 'success' : 'info'} title={t(sent ? 'sent_done' : 'waiting_title')} live={sent}>
        <p>
          {own.due_on === null
            ? t('waiting_text_open', { region })
            : t('waiting_text', { region, due: dayText(own.due_on, locale) })}
          {reuse.public !== null && ` ${t('waiting_change')}`}
        </p>
      </Notice>
    );
  if (state === 'published')
    return own.reason === null ? null : (
      <Notice tone="warn" title={t('change_declined')}>
        {why}
      </Notice>
    );
  return (
    <Notice tone={state === 'returned' ? 'warn' : 'info'} title={t(`${state}_title`)}>
      {why}
    </Notice>
  );
}
