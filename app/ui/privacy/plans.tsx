import { treatmentActions } from '#api/datasets/rules/codes.ts';
import type { PlanOut } from '#api/deidentification/show.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';

export interface PlansProps {
  readonly plans: readonly PlanOut[];
  /** Number of the plan in force. */
  readonly current: number | null;
  readonly edit: boolean;
  readonly action: string;
}

/** Every plan of a table, the newest first; an earlier one can be taken up again, which makes it the newest. */
export function Plans({ plans, current, edit, action }: PlansProps) {
  const t = useT(privacy);
  const side = useSide();
  return (
    <DataTable
      caption={t('plans')}
      captionHidden
      rows={plans}
      rowKey={(one) => String(one.number)}
      columns={[
        { key: 'number', head: t('plan_number'), kind: 'fixed', cell: (one) => t('plan_n', { n: one.number }) },
        { key: 'at', head: t('plan_at'), kind: 'fixed', cell: (one) => <DateText instant={one.at} /> },
        { key: 'by', head: t('plan_by'), cell: (one) => one.by !== null && <span lang="zh-CN">{one.by}</span> },
        {
          key: 'rules',
          head: t('plan'),
          cell: (one) => (
            <ul>
              {one.rules.map(({ column, rule }) => (
                <li key={column}>
                  <span lang="zh-CN">{column}</span>: {side(treatmentActions.words[rule.do])}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: 'again',
          head: t('plan_act'),
          cell: (one) =>
            one.number === current ? (
              t('plan_in_force')
            ) : edit ? (
              <Form name={`again-${one.number}`} action={action} inline>
                <input type="hidden" name="number" value={one.number} />
                <Button look="plain" size="small" name="intent" value="again_plan">
                  {t('plan_again', { n: one.number })}
                </Button>
              </Form>
            ) : null,
        },
      ]}
    />
  );
}
