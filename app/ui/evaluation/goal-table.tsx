import type { PlanOut } from '#api/evaluation/plans.ts';
import { goalStandings } from '#api/evaluation/rules/codes.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { Name } from './name.tsx';

export const goalTone: Readonly<Record<PlanOut['goals'][number]['standing'], Tone>> = {
  reached: 'done',
  running: 'open',
  silent: 'wait',
  late: 'late',
};

export function GoalTable({ goals }: { readonly goals: PlanOut['goals'] }) {
  const t = useT(governmentPlans);
  const side = useSide();
  return (
    <DataTable
      caption={t('goals')}
      captionHidden
      columns={[
        { key: 'title', head: t('goal'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
        { key: 'measure', head: t('measure'), cell: (row) => <span lang="zh-CN">{row.measure}</span> },
        {
          key: 'value',
          head: t('value'),
          kind: 'number',
          cell: (row) => (
            <span lang="zh-CN">
              {row.value ?? '—'} / {row.target} {row.unit}
            </span>
          ),
        },
        {
          key: 'who',
          head: t('responsible'),
          cell: (row) => <Name zh={row.responsible.name} en={row.responsible.name_en} />,
        },
        { key: 'due', head: t('due_on'), kind: 'fixed', cell: (row) => <DateText day={row.due_on} /> },
        {
          key: 'standing',
          head: t('standing'),
          cell: (row) => (
            <StateDot tone={goalTone[row.standing]}>
              {row.standing === 'late' ? t('days_late', { n: row.days_late }) : side(goalStandings.words[row.standing])}
              {row.percent === null ? '' : ` ${row.percent}%`}
            </StateDot>
          ),
        },
      ]}
      rows={goals}
      rowKey={(row) => row.code}
    />
  );
}
