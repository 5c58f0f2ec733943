import { data, Link, redirect } from 'react-router';
import { answeringTrade, askingTrade, decidingTrade } from '#api/market/dealing/contract.ts';
import { tradeClueActions, tradeClueKinds, tradeClueStates } from '#api/market/rules/dealing-codes.ts';
import { appContext } from '#app/context.ts';
import { marketDealing } from '#app/i18n/market-dealing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { instantText } from '#app/present/format.ts';
import { tradeClueTone } from '#app/present/market-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ClueEvidence } from '#app/ui/market/clue-evidence.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.trade-clues.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    clue: await services.market.getTradeClue(ctx, params.id),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    await form.once((ctx) => {
      if (form.name === 'ask') return market.askAboutTrade(ctx, params.id, form.read(askingTrade));
      if (form.name === 'answer') return market.answerTradeClue(ctx, params.id, form.read(answeringTrade));
      if (form.name === 'confirm' || form.name === 'dismiss') {
        const decision = form.name;
        return market.decideTradeClue(ctx, params.id, {
          ...form.read(decidingTrade.omit({ decision: true })),
          decision,
        });
      }
      throw data(null, 400);
    });
    return redirect(`${paths.tradeClue(params.id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

type Shown = Route.ComponentProps['loaderData']['clue'];

export default function TradeClue({ loaderData: { clue: c, done } }: Route.ComponentProps) {
  const t = useT(marketDealing);
  const side = useSide();
  const locale = useLocale();
  const names = new Map(c.parties.map((one) => [one.id, one.name]));
  const question = c.history.findLast((one) => one.action === 'asked')?.words ?? null;
  return (
    <>
      <PageHeader
        title={t('title', { no: c.no })}
        breadcrumb={[{ label: t('list'), to: paths.tradeClues() }]}
        meta={
          <>
            <StateDot tone={tradeClueTone(c.state, c.side === 'owner')}>
              {side(tradeClueStates.words[c.state])}
            </StateDot>
            <span>{tradeClueKinds.label(c.kind, locale)}</span>
            {c.state === 'asked' && c.due_on !== null && <Clock due={c.due_on} left={c.days_left} />}
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList columns={2} facts={facts(c, t, locale)} />
      </Section>
      {c.evidence !== null && (
        <Section title={t('evidence')}>
          <ClueEvidence evidence={c.evidence} names={names} />
          <p className="help">{t(c.recomputed === true ? 'recomputed' : 'not_recomputed')}</p>
        </Section>
      )}
      {c.side === 'owner' && question !== null && (
        <Section title={t('question')}>
          <p lang="zh-CN" className="whitespace-pre-line">
            {question}
          </p>
        </Section>
      )}
      {c.words !== null && (
        <Section title={t('reason')}>
          <p lang="zh-CN" className="whitespace-pre-line">
            {c.words}
          </p>
        </Section>
      )}
      <Section id="do" title={t('do_title')}>
        {c.actions.length === 0 && <p>{t(c.side === 'auditor' ? 'reads_only' : 'do_nothing')}</p>}
        {c.actions.map((one) => (
          <Act key={one.name} clue={c} name={one.name} refusal={one.refusal} />
        ))}
      </Section>
      <Section title={t('record')}>
        <Timeline
          events={c.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: one.organization === null ? t('platform') : <span lang="zh-CN">{one.organization}</span>,
            what: side(tradeClueActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

function facts(c: Shown, t: ReturnType<typeof useT<typeof marketDealing>>, locale: ReturnType<typeof useLocale>) {
  const chinese = (text: string) => <span lang="zh-CN">{text}</span>;
  return [
    {
      term: t('order'),
      value: c.side === 'owner' ? <Link to={paths.order(c.order_id)}>{c.order_no}</Link> : c.order_no,
    },
    {
      term: t('product'),
      value: (
        <>
          <Link to={paths.product(c.product_no)}>{c.product_no}</Link> {chinese(c.product_title)}
        </>
      ),
    },
    { term: t('buyer'), value: chinese(c.buyer.name) },
    { term: t('owner'), value: chinese(c.owner.name) },
    { term: t('amount'), value: <Money fen={c.amount_fen} /> },
    { term: t('paid_on'), value: <DateText day={c.paid_on} /> },
    { term: t('found'), value: <DateText instant={c.found_at} /> },
    {
      term: t('payout'),
      value:
        c.held_since === null
          ? t('payout_free')
          : t('payout_held', { at: instantText(new Date(c.held_since), locale) }),
    },
  ];
}

interface ActProps {
  readonly clue: Shown;
  readonly name: string;
  readonly refusal: Shown['actions'][number]['refusal'];
}

function Act({ clue: c, name, refusal }: ActProps) {
  const t = useT(marketDealing);
  const revision = <input type="hidden" name="revision" value={c.revision} readOnly />;
  switch (name) {
    case 'ask':
      return (
        <CaseAction name="ask" title={t('ask')} lead={t('ask_lead')} refusal={refusal} folded={c.state === 'answered'}>
          {revision}
          <TextArea name="words" label={t('ask_words')} limit={2000} rows={3} />
          <Button>{t('ask')}</Button>
        </CaseAction>
      );
    case 'answer':
      return (
        <CaseAction name="answer" title={t('answer')} lead={t('answer_lead')} refusal={refusal}>
          {revision}
          <TextArea name="words" label={t('answer_words')} limit={4000} rows={5} />
          <Button>{t('answer')}</Button>
        </CaseAction>
      );
    case 'confirm':
      return (
        <CaseAction name="confirm" title={t('confirm')} lead={t('confirm_lead')} refusal={refusal}>
          {revision}
          <TextArea name="words" label={t('words')} limit={2000} rows={3} />
          <ConfirmButton look="warn" title={t('confirm')} consequence={t('confirm_lead')}>
            {t('confirm')}
          </ConfirmButton>
        </CaseAction>
      );
    default:
      return (
        <CaseAction
          name="dismiss"
          title={t('dismiss')}
          lead={t('dismiss_lead')}
          refusal={refusal}
          folded={c.state !== 'answered'}
        >
          {revision}
          <TextArea name="words" label={t('words')} limit={2000} rows={3} />
          <ConfirmButton title={t('dismiss')} consequence={t('dismiss_lead')}>
            {t('dismiss')}
          </ConfirmButton>
        </CaseAction>
      );
  }
}
