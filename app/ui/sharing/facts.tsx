import { shareTypes } from '#api/catalog/rules/codes.ts';
import { extensionAnswers, outcomes, sharingGrounds, sharingKinds, sharingMethods } from '#api/sharing/rules/codes.ts';
import type { RequestOut } from '#api/sharing/show.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { scopeOps } from '#app/present/targeted-scope.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';
import { UnitName } from './clock-cell.tsx';

/** What people wrote, in their own language. */
export const said = (value: string | null) =>
  value === null || value === '' ? null : (
    <span className="clause-text" lang="zh-CN">
      {value}
    </span>
  );

const named = (names: readonly string[]) => <span lang="zh-CN">{names.join('、')}</span>;

export function RequestFacts({ shown: c }: { readonly shown: RequestOut }) {
  const t = useT(agencySharing);
  const side = useSide();
  const facts: Fact[] = [
    {
      term: t('data'),
      value: (
        <span lang="zh-CN">
          {c.dataset.title} {c.dataset.code}
        </span>
      ),
    },
    { term: t('requester'), value: <UnitName of={c.requester} /> },
    { term: t('provider'), value: <UnitName of={c.provider} /> },
    { term: t('kind'), value: side(sharingKinds.words[c.kind]) },
    { term: t('share_type'), value: side(shareTypes.words[c.share_type]) },
    { term: t('share_condition'), value: said(c.share_condition) },
    { term: t('share_basis'), value: said(c.share_basis) },
    { term: t('need'), value: said(c.need) },
    { term: t('use_basis'), value: said(c.use_basis) },
    { term: t('scenario'), value: said(c.scenario) },
    { term: t('use_scope'), value: said(c.use_scope) },
    { term: t('method'), value: side(sharingMethods.words[c.method]) },
    { term: t('columns'), value: c.columns.length === 0 ? t('all_columns') : named(c.columns) },
    { term: t('rows_wanted'), value: c.rows_wanted === '' ? t('all_rows') : said(c.rows_wanted) },
    { term: t('term_until'), value: c.term_until === '' ? null : <DateText day={c.term_until} /> },
    {
      term: t('people'),
      value: (
        <span lang="zh-CN">{[c.drafted_by, ...(c.consented_by === null ? [] : [c.consented_by])].join('、')}</span>
      ),
    },
  ];
  if (c.supplement_notice !== null) facts.push({ term: t('supplement_notice'), value: said(c.supplement_notice) });
  if (c.extension !== null)
    facts.push({
      term: t('extension'),
      value: (
        <>
          <span lang="zh-CN">{t('extension_text', { days: c.extension.days, reason: c.extension.reason })}</span>
          {c.extension.answer !== null && <> {side(extensionAnswers.words[c.extension.answer])}</>}
        </>
      ),
    });
  for (const key of ['suspend_reason', 'remedy', 'end_reason', 'disposition'] as const)
    if (c[key] !== null) facts.push({ term: t(key), value: said(c[key]) });
  return <DescriptionList facts={facts} />;
}

export function DecisionFacts({ shown: { decision, grant, share_basis } }: { readonly shown: RequestOut }) {
  const t = useT(agencySharing);
  const side = useSide();
  if (decision === null) return null;
  const facts: Fact[] = [
    { term: t('outcome'), value: side(outcomes.words[decision.outcome]) },
    { term: t('reason'), value: said(decision.reason) },
  ];
  if (decision.ground !== null)
    facts.push(
      { term: t('ground_named'), value: side(sharingGrounds.words[decision.ground]) },
      { term: t('share_basis'), value: said(share_basis) },
    );
  facts.push(
    { term: t('by'), value: decision.by === null ? t('platform') : <span lang="zh-CN">{decision.by}</span> },
    { term: t('decided_at'), value: <DateText instant={decision.at} /> },
  );
  if (grant !== null) {
    const op = (name: string) => {
      const known = scopeOps.find((one) => one === name);
      return known === undefined ? name : t(`op_${known}`);
    };
    facts.push(
      { term: t('granted_columns'), value: grant.columns.length === 0 ? t('all_columns') : named(grant.columns) },
      {
        term: t('granted_rows'),
        value:
          grant.filters.length === 0
            ? t('all_rows')
            : grant.filters.map((one) => (
                <span key={`${one.column}${one.op}`} className="block">
                  <span lang="zh-CN">{one.column}</span> {op(one.op)}{' '}
                  <span lang="zh-CN">{Array.isArray(one.value) ? one.value.join(' | ') : one.value}</span>
                </span>
              )),
      },
    );
  }
  return <DescriptionList facts={facts} />;
}
