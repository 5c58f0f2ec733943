import { Link } from 'react-router';
import { themes } from '#api/catalog/rules/codes.ts';
import { requestStates } from '#api/feedback/rules/codes.ts';
import type { RequestSummary } from '#api/feedback/view.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { requestTone } from '#app/present/feedback-tone.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Clock } from '../clock.tsx';
import { DateText } from '../date-text.tsx';
import { StateDot } from '../state-dot.tsx';
import { Said } from './said.tsx';

/** Requests as a list one reads: what, how far, whose turn, how many want it. */
export function RequestList({
  items,
  heading: Heading = 'h2',
}: {
  readonly items: readonly RequestSummary[];
  readonly heading?: 'h2' | 'h3';
}) {
  const t = useT(feedback);
  const locale = useLocale();
  return (
    <ol className="results" data-compact>
      {items.map((one) => (
        <li key={one.id}>
          <article>
            <Heading>
              <Link to={paths.request(one.id)}>
                {one.hidden ? `${one.no} ${t('taken_down')}` : <Said>{one.title}</Said>}
              </Link>
            </Heading>
            <p className="line">
              <RequestState request={one} />
              <b>{t('votes', { n: numberText(one.votes, locale) })}</b>
              <span>{agencyName(one.agency, locale) ?? t('not_assigned')}</span>
              <span>{themes.labelOrCode(one.theme, locale)}</span>
              <span>
                {t('filed_on')} <DateText instant={one.filed_at} />
              </span>
            </p>
          </article>
        </li>
      ))}
    </ol>
  );
}

/** The state, and the day somebody has to act by. */
export function RequestState({
  request,
}: {
  readonly request: Pick<RequestSummary, 'state' | 'overdue' | 'due_on' | 'days_left'>;
}) {
  const locale = useLocale();
  return (
    <>
      <StateDot tone={requestTone(request.state, request.overdue)}>
        {requestStates.label(request.state, locale)}
      </StateDot>
      {request.due_on !== null && <Clock due={request.due_on} left={request.days_left} />}
    </>
  );
}

export function agencyName(
  agency: { readonly name: string; readonly name_en: string | null } | null,
  locale: 'zh' | 'en',
): string | null {
  return agency === null ? null : locale === 'en' ? (agency.name_en ?? agency.name) : agency.name;
}
