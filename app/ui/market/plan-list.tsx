import type { ReactNode } from 'react';
import type { PlanOut } from '#api/products/plan-view.ts';
import type { PlanTerms } from '#api/products/rules/plan.ts';
import { plans } from '#app/i18n/plans.ts';
import { priceText, termLines } from '#app/present/plan-text.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';

/** Terms came through JSON in the shape the rules know. */
export const termsOf = (plan: { readonly terms: unknown }): PlanTerms => plan.terms as PlanTerms;

/** A plan's name in the reader's language; a name in Chinese alone is marked as that. */
export function PlanName({ plan }: { readonly plan: { readonly name: string; readonly name_en: string | null } }) {
  const english = useLocale() === 'en';
  if (english && plan.name_en === null) return <span lang="zh-CN">{plan.name}</span>;
  return <>{english ? plan.name_en : plan.name}</>;
}

export function PlanTermsText({ terms }: { readonly terms: PlanTerms }) {
  const locale = useLocale();
  return (
    <>
      {termLines(terms, locale).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

/** The plans on offer side by side: what each costs and gives, and what can be done with it. */
export function PlanTable({
  items,
  action,
  note = () => null,
}: {
  readonly items: readonly PlanOut[];
  /** Said under the price. */
  readonly note?: (plan: PlanOut) => string | null;
  readonly action: (plan: PlanOut) => ReactNode;
}) {
  const t = useT(plans);
  const locale = useLocale();
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      columns={[
        {
          key: 'plan',
          head: t('col_plan'),
          // What it gives stands under its name: a column more and a phone would hide the way to buy.
          cell: (row) => (
            <>
              <PlanName plan={row} />
              <div className="help">
                <PlanTermsText terms={termsOf(row)} />
              </div>
            </>
          ),
        },
        {
          key: 'price',
          head: t('col_price'),
          cell: (row) => (
            <>
              <strong>{priceText(termsOf(row), locale)}</strong>
              {note(row) !== null && <div className="help">{note(row)}</div>}
            </>
          ),
        },
        { key: 'do', head: t('col_do'), cell: action },
      ]}
      rows={items}
      rowKey={(row) => `${row.number}.${row.version}`}
    />
  );
}
