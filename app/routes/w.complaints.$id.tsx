import { Link, redirect } from 'react-router';
import { complaintWords, deciding } from '#api/market/complaints/contract.ts';
import {
  complaintActions,
  complaintCategories,
  complaintFindings,
  complaintMeasures,
  complaintStates,
} from '#api/market/rules/voice-codes.ts';
import { appContext } from '#app/context.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { complaintTone } from '#app/present/voice-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.complaints.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const done = url.searchParams.has('done');
  return orRefusal(async () => ({ complaint: await services.market.getComplaint(ctx, params.id), done }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    const { id } = params;
    if (form.name === 'decide') {
      const input = form.read(deciding);
      await form.once((ctx) => market.decideComplaint(ctx, id, input));
    } else {
      const input = form.read(complaintWords);
      const name = form.name;
      await form.once((ctx) =>
        name === 'answer'
          ? market.answerComplaint(ctx, id, input)
          : name === 'carry_out'
            ? market.carryOutMeasure(ctx, id, input)
            : market.withdrawComplaint(ctx, id, input),
      );
    }
    return redirect(`${paths.complaint(id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

type Shown = Route.ComponentProps['loaderData']['complaint'];

export default function Complaint({ loaderData: { complaint: c, done } }: Route.ComponentProps) {
  const t = useT(voice);
  const side = useSide();
  const english = useLocale() === 'en';
  const name = (one: Shown['owner']) =>
    english && one.name_en !== null ? one.name_en : <span lang="zh-CN">{one.name}</span>;
  const said = (words: string | null) => (words === null || words === '' ? null : <span lang="zh-CN">{words}</span>);
  return (
    <>
      <PageHeader
        title={t('c_title', { no: c.no })}
        breadcrumb={[{ label: t('c_list'), to: paths.complaints({ side: c.side }) }]}
        meta={
          <>
            <StateDot tone={complaintTone(c)}>{side(complaintStates.words[c.state])}</StateDot>
            {c.due_on !== null && <Clock due={c.due_on} left={c.days_left} />}
            {c.late && <span>{t('c_late')}</span>}
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section title={t('c_facts')}>
        <DescriptionList
          facts={[
            {
              term: t('q_product'),
              value:
                c.product_state === 'listed' ? (
                  <Link to={paths.product(c.product_no)}>
                    <span lang="zh-CN">{c.product_title}</span> {c.product_no}
                  </Link>
                ) : (
                  <>
                    <span lang="zh-CN">{c.product_title}</span> {c.product_no}
                  </>
                ),
            },
            { term: t('c_category'), value: side(complaintCategories.words[c.category]) },
            { term: t('c_complainant'), value: name(c.complainant) },
            { term: t('q_owner'), value: name(c.owner) },
            { term: t('order'), value: c.order_no },
            { term: t('c_statement'), value: said(c.statement) },
            { term: t('c_wish'), value: said(c.wish) },
            { term: t('q_asked'), value: <DateText instant={c.filed_at} /> },
            { term: t('c_answer_due'), value: <DateText day={c.answer_due} /> },
            { term: t('c_decide_due'), value: <DateText day={c.decide_due} /> },
          ]}
        />
      </Section>
      {c.answer !== null && (
        <Section title={t('c_answer')}>
          <p className="whitespace-pre-line" lang="zh-CN">
            {c.answer}
          </p>
        </Section>
      )}
      {c.finding !== null && c.measure !== null && (
        <Section title={t('c_decision')}>
          <DescriptionList
            facts={[
              { term: t('c_finding'), value: side(complaintFindings.words[c.finding]) },
              { term: t('c_words'), value: said(c.words) },
              { term: t('c_measure'), value: side(complaintMeasures.words[c.measure]) },
              { term: t('c_measure_due'), value: c.measure_due === null ? null : <DateText day={c.measure_due} /> },
              {
                term: t('c_measure_done'),
                value: c.measure_done_at === null ? null : <DateText instant={c.measure_done_at} />,
              },
            ]}
          />
        </Section>
      )}
      {c.actions.map(({ name: deed, refusal }) => (
        <Deed key={deed} name={deed} refusal={refusal} complaint={c} />
      ))}
      <Section title={t('record')}>
        <Timeline
          events={c.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: one.organization === null ? t('platform') : <span lang="zh-CN">{one.organization}</span>,
            what: side(complaintActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

interface DeedProps {
  readonly name: string;
  readonly refusal: Shown['actions'][number]['refusal'];
  readonly complaint: Shown;
}

function Deed({ name, refusal, complaint: c }: DeedProps) {
  const t = useT(voice);
  const side = useSide();
  const revision = <input type="hidden" name="revision" value={c.revision} readOnly />;
  if (name === 'decide')
    return (
      <CaseAction name={name} title={t('c_decide')} refusal={refusal}>
        {revision}
        <RadioGroup
          name="finding"
          label={t('c_finding')}
          options={complaintFindings.codes.map((code) => ({ value: code, label: side(complaintFindings.words[code]) }))}
        />
        <Select
          name="measure"
          label={t('c_measure')}
          blank={null}
          options={complaintMeasures.codes.map((code) => ({ value: code, label: side(complaintMeasures.words[code]) }))}
        />
        <TextArea name="words" label={t('c_words')} limit={4000} rows={4} />
        <Button>{t('c_decide')}</Button>
      </CaseAction>
    );
  const answered = c.state === 'answered';
  const titles: Readonly<Record<string, string>> = {
    answer: t(answered ? 'c_again' : 'c_do_answer'),
    carry_out: t('c_carry_out'),
    withdraw: t('c_withdraw'),
  };
  const title = titles[name] ?? name;
  const lead =
    name !== 'carry_out'
      ? undefined
      : t(c.measure === 'delist' ? 'c_carry_delist' : c.measure === 'refund' ? 'c_carry_refund' : 'c_carry_correct');
  const optional = name === 'withdraw' || (name === 'carry_out' && c.measure !== 'correct');
  return (
    <CaseAction
      name={name}
      title={title}
      {...(lead === undefined ? {} : { lead })}
      refusal={refusal}
      folded={name === 'withdraw' || (name === 'answer' && answered)}
    >
      {revision}
      <TextArea name="words" label={t('c_text')} limit={4000} rows={3} optional={optional} />
      <Button look={name === 'withdraw' ? 'plain' : 'primary'}>{title}</Button>
    </CaseAction>
  );
}
