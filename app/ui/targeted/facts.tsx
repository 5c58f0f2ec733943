import { applicantKinds, interests, refusalGrounds } from '#api/targeted/rules/codes.ts';
import type { CaseOut } from '#api/targeted/show.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { scopeOps } from '#app/present/targeted-scope.ts';
import { type T, useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';

const text = (value: string | null) =>
  value === null || value === '' ? null : (
    <span className="clause-text" lang="zh-CN">
      {value}
    </span>
  );

export function ApplicationFacts({ shown: c }: { readonly shown: CaseOut }) {
  const t = useT(targeted);
  const side = useSide();
  const facts: Fact[] = [
    { term: t('agency'), value: <AgencyName of={c.agency} /> },
    {
      term: t('data'),
      value:
        c.dataset === null ? null : (
          <span lang="zh-CN">
            {c.dataset.title} {c.dataset.code}
          </span>
        ),
    },
    { term: t('data_wanted'), value: text(c.data_wanted) },
    { term: t('interest'), value: side(interests.words[c.interest]) },
    {
      term: t('masked'),
      value: (
        <>
          <span lang="zh-CN">{c.masked_name}</span> · {side(applicantKinds.words[c.applicant_kind])} · {c.masked_number}
        </>
      ),
    },
    { term: t('purpose'), value: text(c.purpose) },
  ];
  if (c.own !== null)
    facts.push({ term: t('statement'), value: text(c.own.statement) }, { term: t('scope'), value: text(c.own.scope) });
  if (c.clock.received_on !== null) facts.push({ term: t('received'), value: <DateText day={c.clock.received_on} /> });
  if (c.clock.due_on !== null)
    facts.push({ term: t('due'), value: <Clock due={c.clock.due_on} left={c.clock.days_left} /> });
  if (c.clock.paused_on !== null) facts.push({ term: t('due'), value: t('paused', { n: c.clock.days_left ?? 0 }) });
  if (c.state === 'consulting' && c.heard_by !== null)
    facts.push({ term: t('heard_by'), value: <DateText day={c.heard_by} /> });
  if (c.extension_reason !== null) facts.push({ term: t('extension_reason'), value: text(c.extension_reason) });
  return <DescriptionList facts={facts} />;
}

export function AgencyName({ of }: { readonly of: CaseOut['agency'] }) {
  const side = useSide();
  const name = side({ zh: of.name, en: of.name_en ?? of.name });
  return <span {...(of.name_en === null ? { lang: 'zh-CN' } : {})}>{name}</span>;
}

export function DecisionFacts({ shown: c }: { readonly shown: CaseOut }) {
  const t = useT(targeted);
  const side = useSide();
  if (c.decision === null) return null;
  const { at, reason, ground, legal_basis, remedy } = c.decision;
  return (
    <DescriptionList
      facts={[
        { term: t('decided_at'), value: <DateText instant={at} /> },
        ...(ground === null ? [] : [{ term: t('ground'), value: side(refusalGrounds.words[ground]) }]),
        { term: t('decision_reason'), value: text(reason) },
        ...(legal_basis === null ? [] : [{ term: t('legal_basis'), value: text(legal_basis) }]),
        ...(remedy === null ? [] : [{ term: t('remedy'), value: side(remedy) }]),
      ]}
    />
  );
}

/** The relations of the form have words; others of the query API stand as they are written there. */
function opText(t: T<typeof targeted>, op: string): string {
  const known = scopeOps.find((one) => one === op);
  return known === undefined ? op : known === 'in' ? t('is_one_of') : t(`op_${known}`);
}

export function GrantFacts({ grant: g }: { readonly grant: NonNullable<CaseOut['grant']> }) {
  const t = useT(targeted);
  return (
    <DescriptionList
      facts={[
        {
          term: t('version'),
          value: (
            <>
              <span lang="zh-CN">{g.title}</span> · {g.version}
            </>
          ),
        },
        { term: t('columns'), value: <span lang="zh-CN">{g.columns.join('、')}</span> },
        {
          term: t('filters'),
          value:
            g.filters.length === 0 ? null : (
              <ul>
                {g.filters.map((one) => (
                  <li key={JSON.stringify(one)}>
                    <b lang="zh-CN">{one.column}</b> {opText(t, one.op)}{' '}
                    <span lang="zh-CN">{[one.value ?? []].flat().join('、')}</span>
                  </li>
                ))}
              </ul>
            ),
        },
        { term: t('rows'), value: String(g.rows) },
        { term: t('term_until'), value: <DateText day={g.term_until} /> },
        { term: t('downloads'), value: `${g.downloads_made} / ${g.downloads_allowed}` },
      ]}
    />
  );
}
