import { statementActions } from '#api/revenue/rules/codes.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { appContext } from '#app/context.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { doStatement, loadStatement } from '#app/present/statement-page.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Beside } from '#app/ui/revenue/statement-beside.tsx';
import { StatementFrame } from '#app/ui/revenue/statement-frame.tsx';
import {
  Checks,
  Confirmations,
  StatementFacts,
  StatementLines,
  StatementParts,
} from '#app/ui/revenue/statement-parts.tsx';
import { Section } from '#app/ui/section.tsx';
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

export default function Statement({ loaderData }: Route.ComponentProps) {
  const t = useT(revenue);
  const { statement: s } = loaderData;
  return (
    <>
      <StatementFrame
        {...loaderData}
        title={t('detail_title', { no: s.no })}
        up={{ label: t('title'), to: paths.statements() }}
        also={s.round > 1 && <span>{t('round', { n: s.round })}</span>}
      >
        <StatementFacts statement={s} />
        <StatementLines statement={s} />
        <StatementParts statement={s} />
        <Beside statement={s} />
        <Confirmations statement={s} />
        {s.side === 'finance' && <Checks statement={s} />}
      </StatementFrame>
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
