import { z } from 'zod';
import { pageQuery } from '#api/kernel/operation.ts';
import { ratingBody, replyBody, reportBody } from '#api/reuses/rules/shapes.ts';
import { appContext } from '#app/context.ts';
import { ratings } from '#app/i18n/ratings.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Empty } from '#app/ui/empty.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { NeedsParticipant, TakesPartAs } from '#app/ui/participants/needs-participant.tsx';
import { CommentActions } from '#app/ui/ratings/comment-actions.tsx';
import { CommentList } from '#app/ui/ratings/comment-list.tsx';
import { RatingForm } from '#app/ui/ratings/rating-form.tsx';
import { Standing } from '#app/ui/ratings/standing.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.datasets.$class.$seq_.ratings.ts';

const codeOf = (params: { class: string; seq: string }): string => `${params.class}/${params.seq}`;
const about = z.object({ id: z.string().max(40) });

export function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const code = codeOf(params);
  const asked = pageQuery.safeParse(Object.fromEntries(url.searchParams));
  const query = asked.success ? asked.data : pageQuery.parse({});
  return orRefusal(async () => {
    const list = await services.reuses.listRatings(ctx, code, query);
    const [taker, [dataset]] = await Promise.all([
      services.participants.participantOf(ctx),
      services.reuses.nameDatasets(ctx, [code]),
    ]);
    const own = taker === null ? null : (await services.reuses.showOwnRating(ctx, code)).rating;
    return { list, own, me: taker?.name ?? null, title: dataset?.title ?? code, title_en: dataset?.title_en ?? null };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const code = codeOf(params);
    const [kind] = (form.name ?? '').split('-');
    if (kind === 'withdraw') {
      await form.once((ctx) => services.reuses.withdrawRating(ctx, code));
      return { did: 'withdrawn' as const };
    }
    if (kind === 'report') {
      const { id, ...body } = form.read(reportBody.extend(about.shape));
      await form.once((ctx) => services.reuses.reportComment(ctx, id, body));
      return { did: 'report_done' as const };
    }
    if (kind === 'reply') {
      const { id, ...body } = form.read(replyBody.extend(about.shape));
      await form.once((ctx) => services.reuses.replyToComment(ctx, id, body));
      return { did: 'reply_done' as const };
    }
    const body = form.read(ratingBody);
    const rated = await form.once((ctx) => services.reuses.rateDataset(ctx, code, body));
    return { did: rated.comment_state === 'waiting' ? ('saved_waiting' as const) : ('saved' as const) };
  });
}

export default function Ratings({ loaderData: { list, own, me, ...named }, actionData, params }: Route.ComponentProps) {
  const t = useT(ratings);
  const locale = useLocale();
  const title = (locale === 'en' ? named.title_en : null) ?? named.title;
  const code = codeOf(params);
  const did = actionData !== undefined && 'did' in actionData ? actionData.did : null;
  return (
    <>
      <PageHeader title={t('title', { title })} breadcrumb={[{ label: title, to: paths.dataset(code) }]} />
      {did !== null && (
        <Notice tone="success" live>
          {t(did)}
        </Notice>
      )}
      {list.standing.total > 0 && <Standing standing={list.standing} />}
      <Section id="rate" title={t(own === null ? 'form' : 'change_rating')}>
        {me === null ? (
          <NeedsParticipant />
        ) : list.may_rate ? (
          <>
            <div className="mb-4">
              <TakesPartAs name={me} />
            </div>
            <RatingForm own={own} />
          </>
        ) : (
          <p className="help">{t('own_agency')}</p>
        )}
      </Section>
      <Section id="comments" title={t('comments')}>
        {list.items.length === 0 ? (
          <Empty title={t('no_comments')}>
            <p>{t('no_comments_text')}</p>
          </Empty>
        ) : (
          <CommentList
            items={list.items}
            actions={(comment) => (
              <CommentActions comment={comment} mayReport={me !== null} mayReply={list.may_reply} />
            )}
          />
        )}
        <Pagination
          page={list.page}
          pageSize={list.page_size}
          total={list.total}
          href={(page) => paths.ratings(code, { page })}
        />
      </Section>
    </>
  );
}
