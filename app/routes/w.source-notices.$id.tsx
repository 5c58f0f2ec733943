import { Link, redirect } from 'react-router';
import { noticeAnswer, noticeReturn } from '#api/market/notices/contract.ts';
import { noticeActions, noticeAnswers, noticeKinds, noticeStates } from '#api/market/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { marketNotices } from '#app/i18n/market-notices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { noticeTone } from '#app/present/market-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.source-notices.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const done = url.searchParams.has('done');
  return orRefusal(async () => ({ notice: await services.market.getSourceNotice(ctx, params.id), done }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    if (form.name === 'return') {
      const input = form.read(noticeReturn);
      await form.once((ctx) => market.returnSourceNotice(ctx, params.id, input));
    } else {
      const input = form.read(noticeAnswer);
      await form.once((ctx) => market.answerSourceNotice(ctx, params.id, input));
    }
    return redirect(`${paths.sourceNotice(params.id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

type Shown = Route.ComponentProps['loaderData']['notice'];

export default function SourceNotice({ loaderData: { notice: n, done } }: Route.ComponentProps) {
  const t = useT(marketNotices);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t('title', { no: n.no })}
        breadcrumb={[{ label: t('list'), to: paths.sourceNotices() }]}
        meta={
          <>
            <StateDot tone={noticeTone(n)}>{side(noticeStates.words[n.state])}</StateDot>
            {n.state === 'open' && <Clock due={n.due_on} left={n.days_left} />}
            {n.overdue && n.state === 'open' && <span>{t('overdue')}</span>}
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList
          facts={[
            { term: t('what'), value: noticeKinds.label(n.kind, locale) },
            {
              term: t('product'),
              value:
                n.product_state === 'listed' ? (
                  <Link to={paths.product(n.product_no)}>
                    <span lang="zh-CN">{n.product_title}</span> {n.product_no}
                  </Link>
                ) : (
                  <>
                    <span lang="zh-CN">{n.product_title}</span> {n.product_no}
                  </>
                ),
            },
            {
              term: t('resource'),
              value: (
                <Link to={paths.dataset(n.resource_code)}>
                  <span lang="zh-CN">{n.resource_name}</span> {n.resource_code}
                </Link>
              ),
            },
            { term: t('happened'), value: <DateText day={n.happened_on} /> },
            { term: t('reason'), value: <span lang="zh-CN">{n.reason}</span> },
            { term: t('used'), value: n.used_version },
            { term: t('right_in'), value: n.new_version },
            { term: t('deliveries'), value: <span className="hash">{n.deliveries.join(' ')}</span> },
            { term: t('developer'), value: <span lang="zh-CN">{n.developer_name}</span> },
            { term: t('agency'), value: <span lang="zh-CN">{n.agency_name}</span> },
            { term: t('due'), value: <DateText day={n.due_on} /> },
          ]}
        />
      </Section>
      {n.answer !== null && (
        <Section title={t('given')}>
          <DescriptionList
            facts={[
              { term: t('answer'), value: noticeAnswers.label(n.answer, locale) },
              { term: t('words'), value: n.words === null ? null : <span lang="zh-CN">{n.words}</span> },
              {
                term: t('successor'),
                value:
                  n.successor_no === null ? null : <Link to={paths.product(n.successor_no)}>{n.successor_no}</Link>,
              },
              { term: t('answered_on'), value: n.answered_on === null ? null : <DateText day={n.answered_on} /> },
            ]}
          />
        </Section>
      )}
      {n.actions.map(({ name, refusal }) =>
        name === 'answer' ? (
          <Answer key={name} notice={n} refusal={refusal} />
        ) : (
          <Return key={name} notice={n} refusal={refusal} />
        ),
      )}
      <Section title={t('record')}>
        <Timeline
          events={n.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: one.organization === null ? t('platform') : <span lang="zh-CN">{one.organization}</span>,
            what: `${side(noticeActions.words[one.action])}${one.answer === null ? '' : ` · ${noticeAnswers.label(one.answer, locale)}`}`,
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

type Refusal = Shown['actions'][number]['refusal'];
interface DoProps {
  readonly notice: Shown;
  readonly refusal: Refusal;
}

function Answer({ notice: n, refusal }: DoProps) {
  const t = useT(marketNotices);
  const locale = useLocale();
  return (
    <CaseAction
      name="answer"
      title={t('answer')}
      lead={t('answer_lead')}
      refusal={refusal}
      folded={n.state === 'answered'}
    >
      <input type="hidden" name="revision" value={n.revision} readOnly />
      <RadioGroup
        name="answer"
        label={t('answer')}
        options={noticeAnswers.codes.map((code) => ({ value: code, label: noticeAnswers.label(code, locale) }))}
      />
      <TextInput
        name="successor_no"
        label={t('successor')}
        help={t('successor_help')}
        width="medium"
        maxLength={60}
        optional
      />
      <TextArea name="words" label={t('words')} help={t('words_help')} limit={2000} rows={3} optional />
      <Button>{t('do_answer')}</Button>
    </CaseAction>
  );
}

function Return({ notice: n, refusal }: DoProps) {
  const t = useT(marketNotices);
  return (
    <CaseAction name="return" title={t('do_return')} lead={t('return_lead')} refusal={refusal} folded>
      <input type="hidden" name="revision" value={n.revision} readOnly />
      <TextArea name="words" label={t('words')} limit={2000} rows={2} />
      <Button look="plain">{t('do_return')}</Button>
    </CaseAction>
  );
}
