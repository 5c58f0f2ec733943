import { statementActions, statementStates } from '#api/revenue/rules/codes.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { appContext } from '#app/context.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { monthText } from '#app/present/format.ts';
import { statementTone } from '#app/present/market-tone.ts';
import { doStatement, loadStatement } from '#app/present/statement-page.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StatementActions } from '#app/ui/revenue/statement-actions.tsx';
import {
  Checks,
  Confirmations,
  Papers,
  StatementFacts,
  StatementLines,
  StatementParts,
  StatementSteps,
} from '#app/ui/revenue/statement-parts.tsx';
import { StatementTurn } from '#app/ui/revenue/statement-turn.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.statements.$id.ts';

export function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return loadStatement(services, ctx, params.id, url.searchParams.get('done'));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, (form, { services }) =>
    doStatement(services, params.id, form, paths.statement(params.id)),
  );
}

/** After a refusal too: the other side may have moved it meanwhile, and the page shall show it. */
export const shouldRevalidate = () => true;

export default function Statement({ loaderData: { statement: s, done, today } }: Route.ComponentProps) {
  const t = useT(revenue);
  const side = useSide();
  const locale = useLocale();
  const ours = s.actions.some((one) => one.refusal === null);
  return (
    <>
      <PageHeader
        title={t('detail_title', { no: s.no })}
        breadcrumb={[{ label: t('title'), to: paths.statements() }]}
        meta={
          <>
            <StateDot tone={statementTone(s.state, ours, s.late_days > 0)}>
              {side(statementStates.words[s.state])}
            </StateDot>
            <span>{monthText(s.period, locale)}</span>
            {s.round > 1 && <span>{t('round', { n: s.round })}</span>}
          </>
        }
      />
      {done !== null && (
        <Notice tone="success" live>
          {t('done', { what: side(statementActions.words[done]) })}
        </Notice>
      )}
      <StatementTurn statement={s} />
      <StatementSteps statement={s} />
      <StatementFacts statement={s} />
      <StatementLines statement={s} />
      <StatementParts statement={s} />
      <Confirmations statement={s} />
      {s.side === 'finance' && <Checks statement={s} />}
      <Papers statement={s} />
      <div className="no-print">
        <Section id="do" title={t('do_title')}>
          <StatementActions statement={s} today={today} />
        </Section>
      </div>
      <History statement={s} />
    </>
  );
}

function History({ statement: s }: { readonly statement: StatementOut }) {
  const t = useT(revenue);
  const locale = useLocale();
  return (
    <Section title={t('history')}>
      <Timeline
        events={s.timeline.map((event, at) => ({
          id: `${at}`,
          at: event.at,
          who: event.organization_name ?? '-',
          what: statementActions.labelOrCode(event.action, locale),
          say: event.words,
          ...(event.action === 'revenue.return' || event.action === 'revenue.outdate'
            ? { tone: 'refused' as const }
            : {}),
          ...(event.action === 'revenue.close' ? { tone: 'done' as const } : {}),
        }))}
      />
    </Section>
  );
}
