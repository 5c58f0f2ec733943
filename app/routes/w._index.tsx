import { Link } from 'react-router';
import type { Task } from '#api/overview/service.ts';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { taskPath } from '#app/present/task-path.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await services.overview.worklist(ctx);
  return { items, name: ctx.viewer?.displayName ?? '' };
}

export default function Worklist({ loaderData: { items, name } }: Route.ComponentProps) {
  const t = useT(account);
  const side = useSide();
  const amount: Column<Task> = {
    key: 'amount',
    head: t('amount'),
    kind: 'number',
    cell: (task) => (task.amount_fen === null ? null : <Money fen={task.amount_fen} />),
  };
  const columns: readonly Column<Task>[] = [
    { key: 'matter', head: t('matter'), cell: (task) => <Link to={taskPath(task.kind, task.id)}>{t(task.kind)}</Link> },
    {
      key: 'title',
      head: t('about'),
      cell: (task) => (
        <>
          <Mixed>{task.title}</Mixed>
          {task.detail !== null && (
            <small className="under">
              <Mixed>{side(task.detail)}</Mixed>
            </small>
          )}
        </>
      ),
    },
    { key: 'no', head: t('no'), kind: 'fixed', cell: (task) => task.no },
    ...(items.some((task) => task.amount_fen !== null) ? [amount] : []),
    { key: 'since', head: t('since'), kind: 'fixed', cell: (task) => <DateText instant={task.since} /> },
    {
      key: 'clock',
      head: t('clock'),
      kind: 'fixed',
      cell: (task) => (task.due_on === null ? null : <Clock due={task.due_on} left={task.days_left} />),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('worklist')}
        lead={items.length === 0 ? null : t('worklist_lead', { name, count: items.length })}
      />
      <DataTable
        caption={t('worklist')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(task) => `${task.kind}-${task.id}-${task.no}-${task.detail?.en ?? ''}`}
        empty={<Empty title={t('worklist_empty')}>{t('worklist_empty_text')}</Empty>}
      />
    </>
  );
}
