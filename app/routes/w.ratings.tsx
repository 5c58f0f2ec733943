import { Link } from 'react-router';
import { z } from 'zod';
import { pageQuery } from '#api/kernel/operation.ts';
import type { WaitingComment } from '#api/reuses/comments.ts';
import { commentReasons } from '#api/reuses/rules/codes.ts';
import { commentDecisionBody } from '#api/reuses/rules/shapes.ts';
import { appContext } from '#app/context.ts';
import { ratings } from '#app/i18n/ratings.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { Given, GivenText } from '#app/ui/dataset/given.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Stars } from '#app/ui/ratings/stars.tsx';
import type { Route } from './+types/w.ratings.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = pageQuery.safeParse(Object.fromEntries(url.searchParams));
  return orRefusal(() => services.reuses.commentQueue(ctx, asked.success ? asked.data : pageQuery.parse({})));
}

const decisionForm = commentDecisionBody.omit({ decision: true }).extend({ id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { id, ...body } = form.read(decisionForm);
    const decision = form.intent === 'publish' ? ('publish' as const) : ('reject' as const);
    await form.once((ctx) => services.reuses.decideComment(ctx, id, { ...body, decision }));
    return { did: decision };
  });
}

export default function CommentQueue({ loaderData: list, actionData }: Route.ComponentProps) {
  const t = useT(ratings);
  const did = actionData !== undefined && 'did' in actionData ? actionData.did : null;
  return (
    <>
      <PageHeader title={t('queue')} lead={t('queue_lead')} />
      {did !== null && (
        <Notice tone="success" live>
          {t(`decided_${did}`)}
        </Notice>
      )}
      {list.items.length === 0 ? (
        <Empty title={t('queue_empty')}>
          <p>{t('queue_empty_text')}</p>
        </Empty>
      ) : (
        <ol className="comments">
          {list.items.map((item) => (
            <li key={`${item.id}-${item.revision}`}>
              <Waiting item={item} />
            </li>
          ))}
        </ol>
      )}
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.comments({ page })}
      />
    </>
  );
}

function Waiting({ item }: { readonly item: WaitingComment }) {
  const t = useT(ratings);
  const locale = useLocale();
  const { dataset } = item;
  const reports = item.reports.map(({ reason, count }) =>
    t('report_count', { reason: commentReasons.label(reason, locale), n: count }),
  );
  return (
    <article>
      <h2 className="text-h3">
        <Link to={paths.dataset(dataset.code)}>
          {locale === 'en' && dataset.title_en !== null ? dataset.title_en : <Given>{dataset.title}</Given>}
        </Link>
      </h2>
      <p className="line">
        <Stars stars={item.stars} />
        <span>{locale === 'zh' ? item.name_zh : item.name_en}</span>
        <DateText instant={item.waiting_since} />
        {item.due_on !== null && <Clock due={item.due_on} left={item.days_left} />}
      </p>
      {reports.length > 0 && (
        <p>
          <b>{t('reports')}</b> {reports.join(' ')}
        </p>
      )}
      <blockquote className="waiting">
        <GivenText>{item.comment}</GivenText>
      </blockquote>
      {item.shown_comment !== null && (
        <details>
          <summary>{t('still_shown')}</summary>
          <GivenText>{item.shown_comment}</GivenText>
        </details>
      )}
      <Form name={`decide-${item.id}`} inline>
        <input type="hidden" name="id" value={item.id} />
        <input type="hidden" name="revision" value={item.revision} />
        <Button name="intent" value="publish">
          {t('publish')}
        </Button>
        <Select
          name="reason"
          label={t('f_decision_reason')}
          optional
          options={commentReasons.codes.map((code) => ({ value: code, label: commentReasons.label(code, locale) }))}
        />
        <Button look="warn" name="intent" value="reject">
          {t('reject')}
        </Button>
      </Form>
    </article>
  );
}
