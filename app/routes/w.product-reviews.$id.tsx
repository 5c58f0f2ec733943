import { Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Stars } from '#app/ui/market/stars.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.product-reviews.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({ review: await services.market.getReview(ctx, params.id) }));
}

export default function Review({ loaderData: { review: r } }: Route.ComponentProps) {
  const t = useT(voice);
  const english = useLocale() === 'en';
  return (
    <>
      <PageHeader title={t('r_history')} lead={t('r_history_lead')} />
      <Section title={t('state')}>
        <DescriptionList
          facts={[
            { term: t('q_product'), value: <Link to={`${paths.product(r.product_no)}#reviews`}>{r.product_no}</Link> },
            {
              term: t('r_by'),
              value: english && r.buyer_name_en !== null ? r.buyer_name_en : <span lang="zh-CN">{r.buyer_name}</span>,
            },
            { term: t('r_reason'), value: r.hidden_why === null ? null : <span lang="zh-CN">{r.hidden_why}</span> },
          ]}
        />
      </Section>
      <Section title={t('r_all')}>
        <Timeline
          events={r.wordings.map((one) => ({
            id: one.at,
            at: one.at,
            who: <Stars n={one.stars} />,
            what: t('r_title'),
            say: one.words,
          }))}
        />
      </Section>
      {r.replies.length > 0 && (
        <Section title={t('r_reply')}>
          <Timeline
            events={r.replies.map((one) => ({
              id: one.at,
              at: one.at,
              who: t('q_owner'),
              what: t('r_do_reply'),
              say: one.words,
            }))}
          />
        </Section>
      )}
    </>
  );
}
