import { Link, redirect } from 'react-router';
import { objectBody } from '#api/assets/contract.ts';
import { acquisitionWays, assetCaseKinds, assetRights, objectionOutcomes } from '#api/assets/rules/codes.ts';
import { longestAssetText } from '#api/assets/rules/terms.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { HolderName } from '#app/ui/assets/parts.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberText } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/_public.data-assets.notices.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const notice = await orRefusal(() => services.assets.showAssetNotice(ctx, id));
  return {
    notice,
    takes: (await services.participants.participantOf(ctx)) !== null,
    own: await services.assets.ownAssetObjection(ctx, id),
    done: url.searchParams.has('done'),
  };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(objectBody);
    await form.once((ctx) => services.assets.objectToAsset(ctx, id, body));
    return redirect(paths.assetNotice(id, { done: '1' }));
  });
}

export default function OneNotice({ loaderData: { notice: n, takes, own, done } }: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t('notice_title', { name: n.name })}
        breadcrumb={[
          { label: t('register_title'), to: paths.registeredAssets() },
          { label: t('notices_title'), to: paths.assetNotices() },
        ]}
      />
      {done && (
        <Notice tone="success" live>
          {t('object_sent')}
        </Notice>
      )}
      <Notice tone={n.open ? 'info' : 'warn'}>
        {t(n.open ? 'notice_is_open' : 'notice_is_over', { day: dayText(n.notice_to, locale) })}
      </Notice>
      <Section title={t('identity')} margin>
        <DescriptionList
          facts={[
            { term: t('application'), value: n.no },
            { term: t('kind'), value: side(assetCaseKinds.words[n.kind]) },
            { term: t('holder'), value: <HolderName of={n.holder} /> },
            { term: t('authority'), value: <HolderName of={n.authority} /> },
            { term: t('rights'), value: n.rights.map((one) => side(assetRights.words[one])).join(' · ') },
            {
              term: t('acquisition'),
              value: n.acquisition === null ? <Void /> : side(acquisitionWays.words[n.acquisition]),
            },
            { term: t('rows'), value: <NumberText value={BigInt(n.scale.rows)} /> },
            { term: t('scenario'), value: <span lang="zh-CN">{n.scenario}</span> },
            {
              term: t('datasets'),
              value: n.datasets.map((one) => (
                <span key={one.code}>
                  <Link to={paths.dataset(one.code)}>
                    <span lang="zh-CN">{one.title}</span>
                  </Link>{' '}
                </span>
              )),
            },
          ]}
        />
      </Section>
      {own !== null && (
        <Section title={t('object_own')} margin>
          <p lang="zh-CN">{own.words}</p>
          {own.outcome === null ? (
            <p>{t('not_answered')}</p>
          ) : (
            <p>
              {side(objectionOutcomes.words[own.outcome])} · <span lang="zh-CN">{own.answer}</span>
            </p>
          )}
        </Section>
      )}
      {n.open && own === null && (
        <Section title={t('object')} lead={t('object_lead')} margin>
          {takes ? (
            <Form>
              <TextArea name="words" label={t('object_words')} limit={longestAssetText} />
              <Button>{t('object_send')}</Button>
            </Form>
          ) : (
            <LinkButton look="plain" to={paths.takingPart(paths.assetNotice(n.id))}>
              {t('object_taking_part')}
            </LinkButton>
          )}
        </Section>
      )}
    </>
  );
}
