import { Link } from 'react-router';
import type { CallOut } from '#api/licensing/calls.ts';
import { applicationStates, authorizationKinds } from '#api/licensing/rules/codes.ts';
import { callMethods, decisionOutcomes, decisionStages } from '#api/licensing/rules/kind-codes.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/section.tsx';

const data = (text: string | null) =>
  text === null || text === '' ? null : (
    <span className="clause-text" lang="zh-CN">
      {text}
    </span>
  );

/** A call with what the government said and who was put on notice. */
export function CallFacts({ call: c, margin = false }: { readonly call: CallOut; readonly margin?: boolean }) {
  const t = useT(licensingKinds);
  const side = useSide();
  const locale = useLocale();
  const facts: Fact[] = [
    { term: t('kind'), value: side(authorizationKinds.words[c.kind]) },
    { term: t('agency'), value: data(c.agency.name) },
    { term: t('call_method'), value: side(callMethods.words[c.method]) },
    ...(c.direct_reason === null ? [] : [{ term: t('call_direct'), value: data(c.direct_reason) }]),
    {
      term: t('call_open'),
      value:
        c.opens_on === null || c.closes_on === null
          ? null
          : `${dayText(c.opens_on, locale)} – ${dayText(c.closes_on, locale)}`,
    },
    { term: t('call_years'), value: `${c.term_years} ${t('years')}` },
    {
      term: t('call_datasets'),
      value: (
        <ul>
          {c.datasets.map((one) => (
            <li key={one.code}>
              <Link to={paths.dataset(one.code)}>
                <span lang="zh-CN">{one.title}</span>
              </Link>
            </li>
          ))}
        </ul>
      ),
    },
    { term: t('call_words'), value: data(c.words) },
    { term: t('call_plan'), value: data(c.plan) },
  ];
  return (
    <>
      <Section margin={margin} title={t('call')}>
        <DescriptionList facts={facts} />
      </Section>
      {c.decisions.length > 0 && (
        <Section margin={margin} title={t('call_decisions')}>
          {c.decisions.map((one) => (
            <DescriptionList
              key={`${one.stage}${one.document_no}${one.outcome}`}
              facts={[
                {
                  term: t('outcome'),
                  value: `${side(decisionStages.words[one.stage])} · ${side(decisionOutcomes.words[one.outcome])}`,
                },
                { term: t('government'), value: data(one.government) },
                { term: t('document_no'), value: data(one.document_no) },
                { term: t('decided_on'), value: <DateText day={one.decided_on} /> },
              ]}
            />
          ))}
        </Section>
      )}
      {c.applications.length > 0 && (
        <Section margin={margin} title={t('call_applications')}>
          <ul>
            {c.applications.map((one) => (
              <li key={`${one.developer}${one.id ?? ''}`}>
                <span lang="zh-CN">{one.developer}</span> ·{' '}
                {one.id === null ? (
                  side(applicationStates.words[one.state])
                ) : (
                  <Link to={paths.application(one.id)}>{side(applicationStates.words[one.state])}</Link>
                )}
                {one.notice !== null && (
                  <p>
                    {t('notice')} {dayText(one.notice.from, locale)} – {dayText(one.notice.to, locale)}:{' '}
                    {data(one.notice.words)}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
