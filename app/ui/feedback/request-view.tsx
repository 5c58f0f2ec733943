import { Link } from 'react-router';
import { themes } from '#api/catalog/rules/codes.ts';
import { actors, requestActions, urgencies } from '#api/feedback/rules/codes.ts';
import type { RequestOut } from '#api/feedback/view.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DateText } from '../date-text.tsx';
import { DescriptionList, type Fact } from '../description-list.tsx';
import { Section } from '../section.tsx';
import { Timeline } from '../timeline.tsx';
import { agencyName } from './request-list.tsx';
import { Said, SaidText } from './said.tsx';

export function RequestFacts({ request }: { readonly request: RequestOut }) {
  const t = useT(feedback);
  const locale = useLocale();
  const place = usePlace();
  const wanted: Fact[] = [
    { term: t('f_columns'), value: request.columns !== null && <SaidText>{request.columns}</SaidText> },
    { term: t('f_period'), value: request.period !== null && <Said>{request.period}</Said> },
    { term: t('f_place'), value: request.place !== null && <Said>{request.place}</Said> },
  ].filter((fact) => fact.value !== false);
  return (
    <DescriptionList
      facts={[
        { term: t('purpose'), value: <SaidText>{request.hidden ? t('taken_down') : request.purpose}</SaidText> },
        ...wanted,
        { term: t('theme'), value: themes.labelOrCode(request.theme, locale) },
        { term: t('f_urgency'), value: urgencies.label(request.urgency, locale) },
        { term: t('by'), value: <Said>{locale === 'zh' ? request.author_zh : request.author_en}</Said> },
        { term: t('filed_on'), value: <DateText instant={request.filed_at} /> },
        { term: t('region'), value: place(request.region_code) },
        ...(request.wished_agency === null
          ? []
          : [{ term: t('wished'), value: agencyName(request.wished_agency, locale) }]),
        { term: t('agency'), value: agencyName(request.agency, locale) ?? t('not_assigned') },
        { term: t('no'), value: request.no },
      ]}
    />
  );
}

/** The answer as it stands today; earlier ones are in the timeline. */
export function RequestAnswer({ request }: { readonly request: RequestOut }) {
  const t = useT(feedback);
  const locale = useLocale();
  const { dataset, merged_into } = request;
  const facts: (Fact | null)[] = [
    request.answer === null ? null : { term: t('answer'), value: <SaidText>{request.answer}</SaidText> },
    request.legal_basis === null ? null : { term: t('legal_basis'), value: <SaidText>{request.legal_basis}</SaidText> },
    request.remedy === null ? null : { term: t('remedy'), value: <SaidText>{request.remedy}</SaidText> },
    request.holder === null ? null : { term: t('holder'), value: <Said>{request.holder}</Said> },
    request.promised_on === null ? null : { term: t('promised_on'), value: <DateText day={request.promised_on} /> },
    dataset === null
      ? null
      : {
          term: t('dataset'),
          value: dataset.published ? (
            <Link to={paths.dataset(dataset.code)}>
              <Said>{locale === 'en' ? (dataset.title_en ?? dataset.title) : dataset.title}</Said>
            </Link>
          ) : (
            `${dataset.code} ${dataset.title}`
          ),
        },
    request.answered_at === null
      ? null
      : {
          term: t('answered'),
          value: (
            <>
              <DateText instant={request.answered_at} />
              {request.answered_on_time !== null && (
                <> ({t(request.answered_on_time ? 'answered_on_time' : 'answered_late')})</>
              )}
            </>
          ),
        },
    merged_into === null
      ? null
      : {
          term: t('merged_into'),
          value: (
            <Link to={paths.request(merged_into.id)}>
              <Said>{merged_into.title}</Said>
            </Link>
          ),
        },
    request.returned_reason === null
      ? null
      : { term: t('returned_reason'), value: <SaidText>{request.returned_reason}</SaidText> },
  ];
  const shown = facts.filter((fact) => fact !== null);
  if (shown.length === 0) return null;
  return (
    <Section id="answer" title={t('answer')}>
      <DescriptionList facts={shown} />
    </Section>
  );
}

export function RequestTimeline({ request }: { readonly request: RequestOut }) {
  const t = useT(feedback);
  const locale = useLocale();
  const agency = agencyName(request.agency, locale) ?? '';
  const turn =
    request.state === 'filed'
      ? t('next_filed')
      : request.state === 'assigned'
        ? t('next_assigned', { agency })
        : request.state === 'promised'
          ? t('next_promised', { agency })
          : null;
  return (
    <Section id="timeline" title={t('timeline')}>
      <Timeline
        events={request.events.map((event) => ({
          id: event.id,
          at: event.at,
          who: agencyName(event.organization, locale) ?? actors.label(event.by, locale),
          what: requestActions.label(event.action, locale),
          say: event.text,
          ...(event.action === 'refuse' || event.action === 'return'
            ? { tone: 'refused' as const }
            : event.action === 'open' || event.action === 'partly'
              ? { tone: 'done' as const }
              : {}),
        }))}
        {...(turn === null
          ? {}
          : {
              next: (
                <p>
                  {turn} {request.due_on !== null && <DateText day={request.due_on} />}
                  {request.overdue && <b> {t('late')}</b>}
                </p>
              ),
            })}
      />
    </Section>
  );
}
