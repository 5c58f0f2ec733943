import type { ReactNode } from 'react';
import { statementActions, statementStates } from '#api/revenue/rules/codes.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { monthText } from '#app/present/format.ts';
import { statementTone } from '#app/present/market-tone.ts';
import type { loadStatement } from '#app/present/statement-page.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Notice } from '../notice.tsx';
import { PageHeader } from '../page-header.tsx';
import { Section } from '../section.tsx';
import { StateDot } from '../state-dot.tsx';
import { StatementActions } from './statement-actions.tsx';
import { Papers, StatementSteps } from './statement-parts.tsx';
import { StatementTurn } from './statement-turn.tsx';

export interface StatementFrameProps extends Awaited<ReturnType<typeof loadStatement>> {
  readonly title: string;
  readonly up: { readonly label: string; readonly to: string };
  /** Beside the month. */
  readonly also: ReactNode;
  readonly links?: ReactNode;
  /** What this page looks at. */
  readonly children: ReactNode;
}

/** The page of a statement and that of its remittance: where it stands, whose turn it is, what the viewer can do. */
export function StatementFrame({ statement: s, done, today, title, up, also, links, children }: StatementFrameProps) {
  const t = useT(revenue);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[up]}
        meta={
          <>
            <StateDot tone={statementTone(s.state, isOurs(s), s.late_days > 0)}>
              {side(statementStates.words[s.state])}
            </StateDot>
            <span>{monthText(s.period, locale)}</span>
            {also}
          </>
        }
        actions={links}
      />
      {done !== null && (
        <Notice tone="success" live>
          {t('done', { what: side(statementActions.words[done]) })}
        </Notice>
      )}
      <StatementTurn statement={s} />
      <StatementSteps statement={s} />
      {children}
      <Papers statement={s} />
      <div className="no-print">
        <Section id="do" title={t('do_title')}>
          <StatementActions statement={s} today={today} />
        </Section>
      </div>
    </>
  );
}

const isOurs = ({ actions }: StatementOut): boolean => actions.some((one) => one.refusal === null);
